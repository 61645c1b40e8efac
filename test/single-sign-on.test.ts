/** Signing in at an identity provider that runs for real: who is let in, as whom, with which roles; and nobody takes over an account. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../scripts/embedded/ports.mjs';
import type { Me } from '../src/contract/account.js';
import { launchChromium } from './support/chromium.js';
import type { Identity, IdentityProvider } from './support/identity-provider.js';
import { follow, startIdentityProvider } from './support/identity-provider.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { expectProblem } from './support/tus.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let idp: IdentityProvider;
let browser: Browser;
let port: number;
let ada: Person;
let projectId: string;

beforeAll(async () => {
  browser = await launchChromium();
  port = await freePort();
  idp = await startIdentityProvider(`http://127.0.0.1:${port}`);
  world = await createWorld(idp.settings);
  web = await world.startWeb(port);
  ada = await world.signUp(web);
  projectId = (await ada.createProject()).id;
});
afterAll(async () => {
  await browser.close();
  await world.end();
  await idp.close();
});

const somebody = (more: Partial<Identity> = {}): Identity => ({
  sub: randomUUID(),
  email: `${randomUUID()}@example.org`,
  email_verified: true,
  name: 'Grace Hopper',
  groups: [],
  ...more,
});

/** Where they end, and who they are then; null for nobody. */
async function comes(identity: Identity, to = '/'): Promise<{ at: string; me: Me | null; person: Person }> {
  idp.person = identity;
  const { location, cookie } = await follow(`${web.url}/api/auth/sso?to=${encodeURIComponent(to)}`);
  const person = personWith(web.url, cookie);
  const { status, body } = await person.ask('GET', '/api/me');
  const { pathname, search } = new URL(location);
  return { at: pathname + search, me: status === 200 ? (body as Me) : null, person };
}

const errorOf = ({ at }: { at: string }): string | null => new URL(at, web.url).searchParams.get('error');

test('the first visit makes an account, the next one finds it, whatever the address is called there by then', async () => {
  const grace = somebody();
  const first = await comes(grace, '/account');
  expect([first.at, first.me?.name, first.me?.email]).toEqual(['/account', grace.name, grace.email]);
  const next = await comes({ ...grace, email: `${randomUUID()}@example.org` });
  expect(next.me).toMatchObject({ id: first.me?.id, email: grace.email });
});

test('nobody gets into an account that is there already, by an address that is confirmed or not', async () => {
  const { email } = (await ada.ask('GET', '/api/me')).body as Me;
  for (const email_verified of [false, true]) {
    const mallory = await comes(somebody({ email, email_verified }));
    expect([mallory.me, errorOf(mallory)]).toEqual([null, 'account_not_linked']);
  }
  const unconfirmed = await comes(somebody({ email_verified: false }));
  expect([unconfirmed.me, errorOf(unconfirmed)]).toEqual([null, 'email_not_verified']);
  const owner = await comes(somebody({ email: 'owner@devreel.local' }));
  expect([owner.me, errorOf(owner)]).toEqual([null, expect.any(String)]);
});

test('who is signed in connects the account with the one there, of the same address only', async () => {
  const bob = await world.signUp(web);
  const { id, email } = (await bob.ask('GET', '/api/me')).body as Me;
  const connect = async (identity: Identity): Promise<string> => {
    idp.person = identity;
    const { body, headers } = await bob.ask('POST', '/api/auth/sso/link');
    const state = headers.getSetCookie().map((line) => line.split(';')[0]);
    return (await follow((body as { url: string }).url, [bob.cookie, ...state].join('; '))).location;
  };
  expect(await connect(somebody())).toContain('error=');
  const own = somebody({ email });
  expect(await connect(own)).not.toContain('error=');
  expect((await comes(own)).me?.id).toBe(id);
  expect((await bob.ask('GET', '/api/me/export')).body).toMatchObject({ identityProvider: [{ sub: own.sub }] });
});

test('an answer is good in the browser that asked for it only, and leads nowhere but to pages of this Devreel', async () => {
  idp.person = somebody();
  const { status } = await fetch(`${web.url}/api/auth/sso?to=${encodeURIComponent('//evil.example')}`, {
    redirect: 'manual',
  });
  expect(status).toBe(422);
  const forged = await follow(`${web.url}/api/auth/callback/oidc?code=guessed&state=guessed`);
  expect(forged.location).toContain('/sign-in?error=');
});

test('groups say who administers and who is what in projects, from one sign-in to the next', async () => {
  const OIDC_ROLES = JSON.stringify({ admins: 'administrator', writers: [`editor:${projectId}`] });
  await web.end();
  web = await world.startWeb(port, { OIDC_ROLES });
  const grace = somebody({ groups: ['admins', 'writers'] });
  const first = await comes(grace);
  expect(first.me?.isAdministrator).toBe(true);
  expect((await first.person.snapshot(projectId)).role).toBe('editor');
  for (const [scopes, status] of [
    [['read', 'write'], 403],
    [['read', 'admin'], 200],
  ] as const) {
    const made = await first.person.ask('POST', '/api/api-keys', { name: 'Hers', scopes });
    const byKey = { authorization: `Bearer ${(made.body as { key: string }).key}`, cookie: '' };
    expect((await first.person.ask('GET', '/api/admin/settings', undefined, byKey)).status).toBe(status);
  }
  const later = await comes({ ...grace, groups: ['others'] });
  expect(later.me).toMatchObject({ id: first.me?.id, isAdministrator: false });
  expectProblem(await later.person.ask('GET', `/api/projects/${projectId}`), 404, 'not_found');
  expectProblem(await first.person.ask('GET', '/api/admin/settings'), 403, 'forbidden');
});

test('where passwords are off and accounts are for the invited, the page leads there, and only the invited get in', async () => {
  await web.end();
  web = await world.startWeb(port, { PASSWORD_SIGN_IN: 'off', SIGN_UP: 'invite' });
  const account = { email: 'a@example.org', password: 'correct horse battery' };
  for (const [path, body] of [
    ['sign-in/email', account],
    ['sign-up/email', { ...account, name: 'A' }],
    ['request-reset', { email: account.email }],
  ] as const)
    expectProblem(await ada.ask('POST', `/api/auth/${path}`, body), 403, 'password_sign_in_off');
  const stranger = await comes(somebody());
  expect([stranger.me, errorOf(stranger)]).toEqual([null, 'sign_up_closed']);
  const invited = somebody();
  await ada.ask('POST', `/api/projects/${projectId}/members`, { email: invited.email, role: 'viewer' });
  idp.person = invited;
  const page = await browser.newPage();
  await page.goto(`${web.url}/sign-in?error=sign_up_closed`);
  await page.getByText(/opens none without an invitation/).waitFor();
  expect(await page.getByLabel('Password').count()).toBe(0);
  await page.getByRole('link', { name: 'Sign in with Example Login' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.close();
});
