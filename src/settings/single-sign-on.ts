/** The settings of signing in at an identity provider, by OpenID Connect. */
import { z } from 'zod';
import { optional, optionalUrl, text } from '../outside/variables.js';

const ROLES_EXAMPLE = '{"devreel-admins":"administrator","writers":"editor:6f2b1c1e-0d7a-4a52-9c3a-2b1a0f5b7c11"}';
const GRANT = /^(?:administrator|(owner|editor|viewer):([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}))$/;

/** What who is in a group is: an administrator, or in a project. */
export type Grant = { administrator: true } | { role: 'owner' | 'editor' | 'viewer'; projectId: string };
export type GroupRoles = ReadonlyMap<string, readonly Grant[]>;

const grantOf = (written: string): Grant | null => {
  const [whole, role, projectId] = GRANT.exec(written) ?? [];
  if (whole === undefined) return null;
  return role === undefined || projectId === undefined
    ? { administrator: true }
    : { role: role as 'owner' | 'editor' | 'viewer', projectId };
};

const groups = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const roles = z
  .string()
  .default('{}')
  .transform((value, context): GroupRoles => {
    const fault = (message: string): void => context.addIssue({ code: 'custom', message: `OIDC_ROLES ${message}` });
    const found = groups.safeParse(jsonOf(value)).data;
    if (!found) fault(`must be JSON by group, such as ${ROLES_EXAMPLE}`);
    const granted = Object.entries(found ?? {}).map(([group, written]): [string, Grant[]] => [
      group,
      [written].flat().flatMap((one) => {
        const grant = grantOf(one);
        if (!grant)
          fault(`of ${group}: ${one} is neither administrator nor a role in a project, such as ${ROLES_EXAMPLE}`);
        return grant ?? [];
      }),
    ]);
    return new Map(granted);
  });

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

export const singleSignOnVariables = {
  OIDC_ISSUER: optionalUrl('OIDC_ISSUER', ['http:', 'https:'], 'https://login.example.org'),
  OIDC_CLIENT_ID: text(),
  OIDC_CLIENT_SECRET: text(),
  OIDC_NAME: text(),
  OIDC_SCOPES: optional(z.string().default('openid email profile')),
  OIDC_GROUPS_CLAIM: optional(z.string().default('groups')),
  OIDC_ROLES: optional(roles),
  PASSWORD_SIGN_IN: optional(z.enum(['on', 'off'], 'PASSWORD_SIGN_IN must be on or off').default('on')),
};

type Variables = z.infer<z.ZodObject<typeof singleSignOnVariables>>;

export interface SingleSignOn {
  /** As it calls itself: without a slash at the end. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says. */
  name: string;
  scopes: string[];
  groupsClaim: string;
  roles: GroupRoles;
}

/** Null where it is not set up. */
export function singleSignOnOf(env: Variables): SingleSignOn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return {
    issuer: issuer.replace(/\/+$/, ''),
    clientId,
    clientSecret,
    name: env.OIDC_NAME ?? new URL(issuer).hostname,
    scopes: env.OIDC_SCOPES.split(/[\s,]+/).filter(Boolean),
    groupsClaim: env.OIDC_GROUPS_CLAIM,
    roles: env.OIDC_ROLES,
  };
}

/** What is wrong between these settings, with the remedy. */
export function singleSignOnFaults(env: Variables): string[] {
  const together = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const given = together.filter((name) => env[name] !== undefined);
  const missing = together.filter((name) => env[name] === undefined);
  const partly = given.length > 0 && missing.length > 0;
  return [
    ...(partly ? [`${given.join(' and ')} is set, so set ${missing.join(' and ')}, too`] : []),
    ...(env.PASSWORD_SIGN_IN === 'off' && given.length === 0
      ? ['PASSWORD_SIGN_IN is off, so set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: nobody could sign in']
      : []),
  ];
}
