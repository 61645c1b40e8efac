/** An identity provider of a test's own: `oidc-provider`, a certified one, where whoever comes is let in as the person of the moment. */
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { freePort } from '../../scripts/embedded/ports.mjs';

export interface Identity {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
  groups: string[];
}

export interface IdentityProvider {
  /** What Devreel needs to know of it. */
  settings: Record<string, string>;
  /** Who comes next. */
  person: Identity;
  close(): Promise<void>;
}

const CLIENT = { client_id: 'devreel', client_secret: 'a secret between the two' };
const SCOPES = 'openid email profile groups';

/** `devreel`: the address to which browsers are sent back. */
export async function startIdentityProvider(devreel: string): Promise<IdentityProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map<string, Identity>();
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [`${devreel}/api/auth/callback/oidc`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: SCOPES.split(' '),
    cookies: { keys: ['for tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ ...people.get(accountId), sub: accountId }) }),
    async loadExistingGrant({ oidc: { provider: at, client, session } }) {
      const grant = new at.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope(SCOPES);
      await grant.save();
      return grant;
    },
  });
  const idp: IdentityProvider = {
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.client_id,
      OIDC_CLIENT_SECRET: CLIENT.client_secret,
      OIDC_NAME: 'Example Login',
      OIDC_SCOPES: SCOPES,
    },
    person: { sub: 'nobody', email: 'nobody@example.org', email_verified: true, name: 'Nobody', groups: [] },
    close: () => closed(server),
  };
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/login/')) return void answer(request, response);
    people.set(idp.person.sub, { ...idp.person });
    void provider.interactionFinished(request, response, { login: { accountId: idp.person.sub } });
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return idp;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

/** What a browser does that follows redirects and keeps cookies, from one person's start to where it ends. */
export async function follow(start: string, cookie = ''): Promise<{ location: string; cookie: string }> {
  const jar = new Map(cookie.split('; ').filter(Boolean).map(halves));
  let at = start;
  for (let hops = 0; hops < 12; hops++) {
    const sent = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie: sent } });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = halves(line.split(';')[0] ?? '');
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { location: at, cookie: [...jar].map((pair) => pair.join('=')).join('; ') };
    at = new URL(location, at).href;
  }
  throw new Error(`No end of redirects: ${at}`);
}

const halves = (pair: string): [string, string] => {
  const cut = pair.indexOf('=');
  return [pair.slice(0, cut), pair.slice(cut + 1)];
};
