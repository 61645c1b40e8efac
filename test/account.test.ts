/** The whole life of an account: name, address, password, sessions and keys. Its end is in leaving.test.ts. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Me, Session } from '../src/contract/account.js';
import { startMailServer } from './support/mail-server.js';
import type { Answer, Person, Tab } from './support/person.js';
import { localOwner, personWith } from './support/person.js';
import { expectToldToProve } from './support/unproved.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const PASSWORD = 'correct horse battery';
const OTHER = 'seven green umbrellas';

let world: World;
let web: WebServer;
let ada: Person;
let email: string;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
});
afterAll(() => world.end());
beforeEach(async () => {
  ada = await world.signUp(web);
  ({ email } = await me(ada));
});

const me = async (person: Person): Promise<Me> => (await person.ask('GET', '/api/me')).body as Me;
const outcome = ({ status, body }: Answer): string =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;
const asked = async (person: Person, method: string, path: string, body?: unknown): Promise<string> =>
  outcome(await person.ask(method, path, body));

/** Another browser of the same person's; null when it is not let in. */
async function signIn(address: string, password: string): Promise<Person | null> {
  const response = await fetch(`${web.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Another browser' },
    body: JSON.stringify({ email: address, password }),
  });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return response.status === 200 ? personWith(web.url, cookie.join('; ')) : null;
}

async function another(): Promise<Person> {
  const person = await signIn(email, PASSWORD);
  if (!person) throw new Error('Not signed in');
  return person;
}

const ended = ({ socket }: Tab): Promise<true> => until('the socket to be closed', () => !socket.connected);

test('a name is changed, and an address with the password; an address is there once only', async () => {
  expect((await ada.ask('PATCH', '/api/me', { name: ' Ada  Lovelace ' })).body).toMatchObject({ name: 'Ada Lovelace' });
  const next = `${randomUUID()}@example.org`;
  expect(await asked(ada, 'PATCH', '/api/me', { email: next })).toBe('403 wrong_password');
  expect(await asked(ada, 'PATCH', '/api/me', { email: next.toUpperCase(), password: PASSWORD })).toBe('200');
  expect([await signIn(email, PASSWORD), (await me(ada)).email]).toEqual([null, next]);
  expect(await signIn(next, PASSWORD)).not.toBeNull();
  const ben = await me(await world.signUp(web));
  expect(await asked(ada, 'PATCH', '/api/me', { email: ben.email, password: PASSWORD })).toBe('409 email_taken');
  expect(await asked(ada, 'PATCH', '/api/me', { email: 'me@devreel.local', password: PASSWORD })).toBe(
    '422 invalid_request',
  );
});

test('a new password ends the other sessions with their sockets, and what is easily guessed is refused', async () => {
  const other = await another();
  const [tab, theirs] = [await ada.openTab(), await other.openTab()];
  const change = (current: string, next: string) => asked(ada, 'POST', '/api/me/password', { current, new: next });
  expect(await change('a guess', OTHER)).toBe('403 wrong_password');
  for (const next of ['password1', 'berlin2019', 'hunter2hunter2'])
    expect([next, await change(PASSWORD, next)]).toEqual([next, '422 password_too_guessable']);
  expect(await change(PASSWORD, OTHER)).toBe('204');
  await ended(theirs);
  expect([outcome(await other.ask('GET', '/api/me')), tab.socket.connected]).toEqual(['401 unauthorized', true]);
  expect([await signIn(email, PASSWORD), (await signIn(email, OTHER)) === null]).toEqual([null, false]);
  tab.close();
});

test('whoever guesses at the password of an open session is stopped', async () => {
  const guess = () => asked(ada, 'POST', '/api/me/password', { current: 'a guess', new: OTHER });
  const outcomes: string[] = [];
  for (let tries = 0; tries < 12; tries += 1) outcomes.push(await guess());
  expect(outcomes[0]).toBe('403 wrong_password');
  expect(outcomes.at(-1)).toBe('429 too_many_requests');
});

test('sessions are listed, this one marked, and one that is ended is out at once', async () => {
  const other = await another();
  const list = async () => ((await ada.ask('GET', '/api/me/sessions')).body as { items: Session[] }).items;
  await other.ask('GET', '/api/me');
  const sessions = await list();
  expect(sessions.map(({ isThis }) => isThis).sort()).toEqual([false, true]);
  const theirs = sessions.find(({ isThis }) => !isThis);
  expect(theirs?.userAgent).toBe('Another browser');
  const tab = await other.openTab();
  const eve = await world.signUp(web);
  expect(await asked(eve, 'DELETE', `/api/me/sessions/${theirs?.id}`)).toBe('404 not_found');
  expect(await asked(ada, 'DELETE', `/api/me/sessions/${theirs?.id}`)).toBe('204');
  await ended(tab);
  expect(await asked(other, 'GET', '/api/me')).toBe('401 unauthorized');
  expect(await list()).toHaveLength(1);
});

test('a key may read only, or end at a time, and none changes the account', async () => {
  const make = async (more: object): Promise<{ person: Person; id: string; key: string }> => {
    const { key, id } = (await ada.ask('POST', '/api/api-keys', { name: 'A script', ...more })).body as {
      key: string;
      id: string;
    };
    const person = personWith(web.url, '');
    const headers = { authorization: `Bearer ${key}` };
    return { id, key, person: { ...person, ask: (method, path, body) => person.ask(method, path, body, headers) } };
  };
  for (const scopes of [['write'], ['admin'], ['write', 'admin']])
    expect(await asked(ada, 'POST', '/api/api-keys', { name: 'A script', scopes })).toBe('422 invalid_request');
  const [both, reads, brief] = [
    await make({}),
    await make({ scopes: ['read'] }),
    await make({ expiresAt: new Date(Date.now() + 60_000).toISOString() }),
  ];
  expect(await asked(both.person, 'POST', '/api/projects', { title: 'Bread' })).toBe('201');
  expect(await asked(reads.person, 'GET', '/api/projects')).toBe('200');
  expect(await asked(reads.person, 'POST', '/api/projects', { title: 'Bread' })).toBe('403 scope_required');
  const socket = io(web.url, { auth: { token: reads.key }, transports: ['websocket'], forceNew: true });
  expect(await socket.emitWithAck('notice:dismiss', { noticeId: randomUUID() })).toMatchObject({
    error: { code: 'scope_required' },
  });
  socket.close();
  expect(await asked(brief.person, 'GET', '/api/me')).toBe('200');
  await world.db.query("UPDATE auth.api_keys SET expires_at = now() - interval '1 second' WHERE id = $1", [brief.id]);
  expect(await asked(brief.person, 'GET', '/api/me')).toBe('401 unauthorized');
  expect(await asked(both.person, 'PATCH', '/api/me', { name: 'Eve' })).toBe('403 session_required');
  expect(await asked(both.person, 'DELETE', '/api/me', { password: PASSWORD })).toBe('403 session_required');
  expect((await ada.ask('GET', '/api/api-keys')).body).toMatchObject({
    items: [{ scopes: ['read', 'write'] }, { scopes: ['read'] }, { scopes: ['read', 'write'], expiresAt: null }],
  });
});

test('an administrator makes a link that sets a new password, once', async () => {
  const owner = await localOwner(web);
  expect(await me(owner)).toMatchObject({ hasPassword: false, isAdministrator: true, emailIsFixed: true });
  const make = (address: string) => owner.ask('POST', '/api/password-resets', { email: address });
  expect(outcome(await make('nobody@example.org'))).toBe('404 not_found');
  const { url } = (await make(email)).body as { url: string };
  const token = new URL(url).searchParams.get('token');
  const stranger = personWith(web.url, '');
  const reset = (password: string) => asked(stranger, 'POST', '/api/auth/reset', { token, password });
  expect(await reset('12345678')).toBe('422 password_too_guessable');
  expect(await reset(OTHER)).toBe('204');
  expect(await reset(PASSWORD)).toBe('404 link_expired');
  expect(await asked(ada, 'GET', '/api/me')).toBe('401 unauthorized');
  expect(await signIn(email, OTHER)).not.toBeNull();
  // Who is not known is answered as who is.
  for (const address of [email, 'nobody@example.org'])
    expect((await stranger.ask('POST', '/api/auth/request-reset', { email: address })).body).toEqual({ byMail: false });
});

test('an address of ADMINS makes an administrator once it is proved; before that only where nobody else comes', async () => {
  const here = await world.startWeb(undefined, { ADMINS: email });
  const open = { ADMINS: email, PUBLIC_URL: 'http://devreel.example.org' };
  const there = await world.startWeb(undefined, open);
  const isOne = async (at: WebServer): Promise<boolean> => (await me(personWith(at.url, ada.cookie))).isAdministrator;
  expect([await isOne(here), await isOne(there)]).toEqual([true, false]);
  await expectToldToProve(personWith(there.url, ada.cookie));
  const warning = `To mend it: node dist/server/reset-link.js ${email}`;
  await until('the warning', () => there.output().includes(warning));
  expect(here.output()).not.toContain(warning);
  const env = { ...process.env, ...open, DATABASE_URL: world.databaseUrl, DATA_DIR: world.dataDir };
  const run = (to: string) => promisify(execFile)(process.execPath, ['dist/server/reset-link.js', to], { env });
  await expect(run('nobody@example.org')).rejects.toMatchObject({ code: 1, stdout: '' });
  const later = { name: 'For later', scopes: ['read', 'admin'] };
  const { key } = (await ada.ask('POST', '/api/api-keys', later)).body as { key: string };
  const byKey = () => personWith(web.url, '').ask('GET', '/api/me', undefined, { authorization: `Bearer ${key}` });
  expect((await byKey()).status).toBe(200);
  const { search, origin } = new URL((await run(email)).stdout);
  expect(origin).toBe(open.PUBLIC_URL);
  const token = new URLSearchParams(search).get('token');
  expect(await asked(personWith(web.url, ''), 'POST', '/api/auth/reset', { token, password: OTHER })).toBe('204');
  const again = await signIn(email, OTHER);
  if (!again) throw new Error('Not signed in');
  ada = again;
  expect(await isOne(there)).toBe(true);
  // Whoever made the account may have made it for this day.
  expect((await byKey()).status).toBe(401);
  // Another address is another question, and an old link no answer to it.
  const { url } = (await (await localOwner(here)).ask('POST', '/api/password-resets', { email })).body as {
    url: string;
  };
  const old = new URL(url).searchParams.get('token');
  const next = `${randomUUID()}@example.org`;
  expect(await asked(ada, 'PATCH', '/api/me', { email: next, password: OTHER })).toBe('200');
  expect(await asked(ada, 'POST', '/api/auth/reset', { token: old, password: PASSWORD })).toBe('404 link_expired');
  const isProved = 'SELECT "emailVerified" AS proved FROM auth."user" WHERE email = $1';
  expect(await world.db.query(isProved, [next])).toEqual([{ proved: false }]);
  await Promise.all([here.end(), there.end()]);
});

test('who forgot the password gets a link by mail, and comes in whatever others have guessed', async () => {
  const server = await startMailServer();
  const mailing = await world.startWeb(undefined, server.settings);
  const stranger = personWith(mailing.url, '');
  for (let tries = 0; tries < 12; tries += 1) await signIn(email, 'a guess');
  // The right one does not help: it could be the next guess.
  expect(await signIn(email, PASSWORD)).toBeNull();
  const german = { 'accept-language': 'fr;q=0.5, de-AT' };
  const ask = (address: string) => stranger.ask('POST', '/api/auth/request-reset', { email: address }, german);
  for (const address of ['nobody@example.org', email, email])
    expect(await ask(address)).toMatchObject({ status: 202, body: { byMail: true } });
  const mail = await until('the mail', () => server.mails[0]);
  expect(mail).toContain(`To: ${email}`);
  expect(mail).toMatch(/<!doctype html><html lang=3D"de">[^]*Neues Passwort setzen/);
  const token = /\/reset\?token=3D([\w-]+)/.exec(mail)?.[1];
  expect(await asked(stranger, 'POST', '/api/auth/reset', { token, password: OTHER })).toBe('204');
  expect(await signIn(email, OTHER)).not.toBeNull();
  // Others were asked for meanwhile, and one more at once.
  expect(server.mails).toHaveLength(1);
  await Promise.all([mailing.end(), server.close()]);
});

test('a new address counts once the link mailed there is followed; the old one is told, and its links end', async () => {
  const server = await startMailServer();
  const mailing = await world.startWeb(undefined, server.settings);
  const there = personWith(mailing.url, ada.cookie);
  const [old, next, ben] = [email, `${randomUUID()}@example.org`, await me(await world.signUp(web))];
  const change = (address: string, password = PASSWORD) =>
    asked(there, 'PATCH', '/api/me', { name: 'Ada L.', email: address, password });
  expect(await change(next, 'a guess')).toBe('403 wrong_password');
  expect(await change(ben.email)).toBe('409 email_taken');
  expect(await change(next.toUpperCase())).toBe('200');
  expect(await me(there)).toMatchObject({ email: old, newEmail: next, name: 'Ada L.' });
  expect(await change(next)).toBe('429 too_many_requests');
  const mailTo = (to: string) => until(`a mail to ${to}`, () => server.mails.find((one) => one.includes(`To: ${to}`)));
  expect(await mailTo(old)).toContain(`${mailing.url}/forgot`);
  const token = /\/confirm-email\?token=3D([\w-]+)/.exec(await mailTo(next))?.[1];
  const stranger = personWith(mailing.url, '');
  await stranger.ask('POST', '/api/auth/request-reset', { email: old });
  const reset = /\/reset\?token=3D([\w-]+)/.exec(
    await until('the link', () => server.mails.find((one) => one.includes('/reset?'))),
  )?.[1];
  const confirm = () => stranger.ask('POST', '/api/auth/confirm-email', { token });
  // Whoever reads what goes there may not know who asked.
  expect(await confirm()).toMatchObject({ status: 200, body: { email: next, isProved: false } });
  expect(outcome(await confirm())).toBe('404 link_expired');
  expect(await asked(stranger, 'POST', '/api/auth/reset', { token: reset, password: OTHER })).toBe('404 link_expired');
  expect([await signIn(old, PASSWORD), (await signIn(next, PASSWORD)) === null]).toEqual([null, false]);
  expect(await me(there)).toMatchObject({ email: next, newEmail: null });
  expect(world.printed()).not.toContain(token);
  // Nor does the link to prove it make the account theirs who follow it in good faith.
  const isProved = async (): Promise<unknown> =>
    (await world.db.query<unknown[]>('SELECT "emailVerified" AS proved FROM auth."user" WHERE email = $1', [next]))[0];
  expect(await asked(there, 'PUT', '/api/me/draft-mails', { when: 'each' })).toBe('200');
  const links = () => server.mails.flatMap((one) => /\/confirm-email\?token=3D([\w-]+)/.exec(one)?.[1] ?? []);
  const own = { token: await until('the link', () => links().find((one) => one !== token)) };
  const other = personWith(mailing.url, (await world.signUp(web)).cookie);
  for (const person of [stranger, other])
    expect(await asked(person, 'POST', '/api/auth/confirm-email', own)).toBe('403 session_required');
  expect(await isProved()).toEqual({ proved: false });
  expect(await asked(there, 'POST', '/api/auth/confirm-email', own)).toBe('200');
  expect(await isProved()).toEqual({ proved: true });
  await Promise.all([mailing.end(), server.close()]);
});

test('a new password takes back an address that whoever knew the old one had asked for', async () => {
  const server = await startMailServer();
  const mailing = await world.startWeb(undefined, server.settings);
  const thief = personWith(mailing.url, ada.cookie);
  expect(await asked(thief, 'PATCH', '/api/me', { email: 'thief@example.org', password: PASSWORD })).toBe('200');
  const linkIn = (path: string) =>
    until(
      path,
      () => server.mails.flatMap((one) => new RegExp(`/${path}\\?token=3D([\\w-]+)`).exec(one)?.[1] ?? [])[0],
    );
  const token = await linkIn('confirm-email');
  const stranger = personWith(mailing.url, '');
  await stranger.ask('POST', '/api/auth/request-reset', { email });
  const reset = { token: await linkIn('reset'), password: OTHER };
  expect(await asked(stranger, 'POST', '/api/auth/reset', reset)).toBe('204');
  expect(await asked(stranger, 'POST', '/api/auth/confirm-email', { token })).toBe('404 link_expired');
  expect(await signIn(email, OTHER)).not.toBeNull();
  await Promise.all([mailing.end(), server.close()]);
});

test('an address that somebody else took meanwhile, and a link that is too old, change nothing', async () => {
  const server = await startMailServer();
  const mailing = await world.startWeb(undefined, server.settings);
  const there = personWith(mailing.url, ada.cookie);
  const next = `${randomUUID()}@example.org`;
  const change = () => asked(there, 'PATCH', '/api/me', { email: next, password: PASSWORD });
  const again = "UPDATE auth.email_changes SET created_at = now() - interval '3 minutes'";
  const [paused, lifted] = [
    "INSERT INTO guesses (key, count, paused_until) VALUES ($1, 9, now() + interval '1 hour')",
    'DELETE FROM guesses WHERE key = $1',
  ];
  await world.db.query(paused, [`invited:${next}`]);
  expect(await change()).toBe('429 too_many_mails');
  expect(await me(there)).toMatchObject({ newEmail: null });
  await world.db.query(lifted, [`invited:${next}`]);
  const tokens: (string | undefined)[] = [];
  for (let tries = 0; tries < 2; tries += 1) {
    await world.db.query(again);
    expect(await change()).toBe('200');
    const links = () => server.mails.flatMap((one) => /\/confirm-email\?token=3D([\w-]+)/.exec(one)?.[1] ?? []);
    tokens.push(await until('the link', () => links().find((token) => !tokens.includes(token))));
  }
  expect(await world.db.query('SELECT count FROM guesses WHERE key = $1', [`invited:${next}`])).toEqual([{ count: 2 }]);
  // The new address goes first, and it is said that no link went to the old one.
  const chosen = await there.ask('PUT', '/api/me/draft-mails', { when: 'each' });
  expect(chosen).toMatchObject({ status: 200, body: { isConfirmed: false, linkMailed: false } });
  const confirm = (token: string | undefined) => asked(there, 'POST', '/api/auth/confirm-email', { token });
  // A newer link takes its place.
  expect(await confirm(tokens[0])).toBe('404 link_expired');
  const ben = await me(await world.signUp(web));
  await world.db.query('UPDATE auth."user" SET email = $2 WHERE id = $1', [ben.id, next]);
  expect(await confirm(tokens[1])).toBe('409 email_taken');
  await world.db.query('UPDATE auth."user" SET email = $2 WHERE id = $1', [ben.id, ben.email]);
  await world.db.query('UPDATE auth.email_changes SET expires_at = now()');
  expect(await confirm(tokens[1])).toBe('404 link_expired');
  expect((await me(there)).email).toBe(email);
  await Promise.all([mailing.end(), server.close()]);
});
