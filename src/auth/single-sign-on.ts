/**
 * Signing in at an identity provider, by OpenID Connect. It has a better-auth of its own, over the same tables: that one asks the provider
 * who it is before it serves anything, and a silent provider must keep nobody from signing in otherwise.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins';
import type { SingleSignOn } from '../settings/single-sign-on.js';
import { RESERVED_DOMAIN } from './sign-in-links.js';
import { clip } from '../contract/clip.js';

/** Its name in our tables and in the address of the callback. */
export const PROVIDER = 'oidc';

/** What the provider said of who comes in by this request. */
export interface Told {
  profile?: Record<string, unknown>;
}

const told = new AsyncLocalStorage<Told>();

/** Runs `work`, and tells what the provider said of the person meanwhile. */
export async function listening<T>(work: () => Promise<T>): Promise<{ answer: T; told: Told }> {
  const note: Told = {};
  return { answer: await told.run(note, work), told: note };
}

export function singleSignOnPlugin({ issuer, clientId, clientSecret, scopes }: SingleSignOn): BetterAuthPlugin {
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes,
        requireIdTokenVerification: true,
        mapProfileToUser(profile) {
          const note = told.getStore();
          if (note) note.profile = profile;
          return { name: nameOf(profile) };
        },
      },
    ],
  });
}

function nameOf({ name, preferred_username: handle, email }: Record<string, unknown>): string {
  const found = [name, handle, email].find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? clip(found.trim(), 100) : 'Somebody';
}

interface Coming {
  user: { email?: string | null; emailVerified?: boolean };
  source: { action: string };
}

/**
 * Why somebody is not let in, or nothing. An address that the provider has not confirmed opens no account: it may be anybody's, such as an
 * administrator's. `mayMake`: whether an account may be made for an address.
 */
export async function refusalOf(
  { user, source }: Coming,
  mayMake: (email: string) => Promise<boolean>,
): Promise<{ error: string } | undefined> {
  const email = user.email?.toLowerCase() ?? '';
  if (email.endsWith(`@${RESERVED_DOMAIN}`)) return { error: 'email_not_allowed' };
  if (source.action === 'sign-in') return undefined;
  if (user.emailVerified !== true) return { error: 'email_not_verified' };
  if (source.action === 'create-user' && !(await mayMake(email))) return { error: 'sign_up_closed' };
  return undefined;
}
