/** A team: people are added or invited, get other roles, and go; what they hold open on any web process goes with them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AddedMember, JoinedProject, MemberList } from '../src/contract/members.js';
import type { Role } from '../src/contract/project.js';
import { followEvents } from './support/event-source.js';
import { startMailServer } from './support/mail-server.js';
import type { Answer, Person } from './support/person.js';
import { personWith } from './support/person.js';
import { putSlowly } from './support/slow-put.js';
import { begin, expectProblem, noise, patch, patchSlowly } from './support/tus.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
/** Takes nobody new without an invitation. */
let closed: WebServer;
let ada: Person;

interface Account {
  id: string;
  email: string;
}

beforeAll(async () => {
  world = await createWorld();
  [web, closed] = [await world.startWeb(), await world.startWeb(undefined, { SIGN_UP: 'closed' })];
  ada = await world.signUp(web);
});
afterAll(() => world.end());

const accountOf = async (person: Person): Promise<Account> => (await person.ask('GET', '/api/me')).body as Account;

const addTo = (projectId: string, email: string, role: Role, by = ada): Promise<Answer> =>
  by.ask('POST', `/api/projects/${projectId}/members`, { email, role });

async function newMember(projectId: string, role: Role): Promise<{ person: Person; id: string }> {
  const person = await world.signUp(web);
  const { id, email } = await accountOf(person);
  expect((await addTo(projectId, email, role)).status).toBe(201);
  return { person, id };
}

/** The token of an invitation to somebody without an account, and their address. */
async function invite(
  projectId: string,
  role: Role = 'editor',
  by = ada,
): Promise<{ token: string; email: string; id: string }> {
  const email = `${randomUUID()}@example.org`;
  const { invitation } = (await addTo(projectId, email, role, by)).body as AddedMember;
  const token = /\/invitations\/([\w-]{43})$/.exec(invitation?.link ?? '')?.[1] ?? '';
  expect(token).not.toBe('');
  return { token, email, id: invitation?.id ?? '' };
}

const accept = (person: Person, token: string): Promise<Answer> => person.ask('POST', `/api/invitations/${token}`);

const signUpBy = (server: WebServer, email: string, invitation?: string): Promise<Answer> =>
  personWith(server.url, '').ask('POST', '/api/auth/sign-up/email', {
    email,
    name: 'New',
    password: 'correct horse battery',
    ...(invitation === undefined ? {} : { invitation }),
  });

const membersOf = async (projectId: string, person = ada): Promise<MemberList> =>
  (await person.ask('GET', `/api/projects/${projectId}/members`)).body as MemberList;

const setRole = (projectId: string, userId: string, role: Role, by = ada): Promise<Answer> =>
  by.ask('PATCH', `/api/projects/${projectId}/members/${userId}`, { role });
const remove = (projectId: string, userId: string, by = ada): Promise<Answer> =>
  by.ask('DELETE', `/api/projects/${projectId}/members/${userId}`);

test('who has an account is a member at once, and everybody in the project hears of it', async () => {
  const { id: projectId } = await ada.createProject();
  const tab = await ada.openTab();
  await tab.join(projectId);
  const bob = await world.signUp(web);
  const { id, email } = await accountOf(bob);
  const added = await addTo(projectId, email.toUpperCase(), 'editor');
  expect([added.status, added.body]).toMatchObject([
    201,
    { email, role: 'editor', member: { userId: id }, invitation: null },
  ]);
  await until('the event', () => tab.events.length > 0);
  expect(tab.events).toMatchObject([{ type: 'member.changed', member: { userId: id, role: 'editor' } }]);
  expect((await bob.snapshot(projectId)).role).toBe('editor');
  expect((await membersOf(projectId, bob)).items.map(({ role }) => role)).toEqual(['owner', 'editor']);
  expectProblem(await addTo(projectId, email, 'viewer'), 409, 'already_member');
  tab.close();
});

test('somebody new makes an account with the link where there are no others, once', async () => {
  const { id: projectId, title } = await ada.createProject('Bread');
  const { token, email } = await invite(projectId);
  expect((await membersOf(projectId)).invitations).toMatchObject([{ email, role: 'editor' }]);
  const asked = await personWith(closed.url, '').ask('GET', `/api/invitations/${token}`);
  expect(asked.body).toMatchObject({ projectTitle: title, role: 'editor', email });
  // The link itself is told to nothing that its page loads.
  const page = await fetch(`${closed.url}/invitations/${token}`);
  expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
  expectProblem(await signUpBy(closed, email), 403, 'sign_up_closed');
  expectProblem(await signUpBy(closed, email, 'x'.repeat(43)), 404, 'not_found');
  const made = await signUpBy(closed, email, token);
  expect(made.status).toBe(200);
  const cookie = made.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const eve = personWith(web.url, cookie);
  expect((await eve.snapshot(projectId)).role).toBe('editor');
  // The same person pressing twice is told the same; nobody else gets in by it.
  expect((await accept(eve, token)).body).toEqual({ projectId, role: 'editor' } satisfies JoinedProject);
  expectProblem(await accept(await world.signUp(web), token), 410, 'invitation_over');
  const other = `${randomUUID()}@example.org`;
  expectProblem(await signUpBy(closed, other, token), 410, 'invitation_over');
  expect(await world.db.query('SELECT id FROM auth."user" WHERE email = $1', [other])).toEqual([]);
  expect((await membersOf(projectId)).invitations).toEqual([]);
});

test('the link is mailed to who is invited, where a mail server is set; without one that answers it is shown all the same', async () => {
  const server = await startMailServer();
  const mailing = await world.startWeb(undefined, server.settings);
  const there = personWith(mailing.url, ada.cookie);
  const mailingStranger = async () => personWith(mailing.url, (await world.signUp(web)).cookie);
  const { id: projectId } = await ada.createProject('Bread & <butter>');
  const { token, email } = await invite(projectId, 'editor', there);
  const mail = await until('the mail', () => server.mails[0]);
  expect(mail).toContain(`To: ${email}`);
  expect(mail).toContain('From: Devreel <devreel@example.org>');
  expect(mail).toMatch(/<!doctype html><html lang=3D"en">[^]*Accept the invitation/);
  // Another link than that on the page, so that who comes by it has read the mail.
  expect(mail).not.toContain(token);
  const [inMail = ''] = /(?<=\/invitations\/)[\w-]{43}/.exec(mail) ?? [];
  expect(mail.split(inMail)).toHaveLength(3);
  const isProved = async (address: string): Promise<unknown> =>
    world.db.query('SELECT "emailVerified" AS proved FROM auth."user" WHERE email = $1', [address]);
  expect((await signUpBy(mailing, email, inMail)).status).toBe(200);
  expect(await isProved(email)).toEqual([{ proved: true }]);
  const { email: byHand, token: onPage } = await invite(projectId, 'editor', there);
  expect((await signUpBy(mailing, byHand, onPage)).status).toBe(200);
  expect(await isProved(byHand)).toEqual([{ proved: false }]);
  const { email: often } = await invite(projectId, 'editor', there);
  expect(mail).toContain('Bread &amp; &lt;butter&gt;');
  const again = (to: string, mail?: boolean) =>
    there.ask('POST', `/api/projects/${projectId}/members`, { email: to, role: 'editor', mail });
  for (let n = 1; n < 5; n += 1) expect((await again(often)).body).toMatchObject({ invitation: { mailed: true } });
  const refused = await again(often);
  expectProblem(refused, 429, 'too_many_mails');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // Neither by who is no owner, nor for a link without a mail, are any counted.
  expectProblem(await addTo(projectId, often, 'editor', await mailingStranger()), 404, 'not_found');
  expect((await again(often, false)).body).toMatchObject({ invitation: { mailed: false } });
  expect((await addTo(projectId, often, 'editor')).body).toMatchObject({ invitation: { mailed: false } });
  // What lies in the mailbox is not spoilt by it.
  const inMails = () =>
    server.mails.flatMap((one) =>
      one.includes(`To: ${often}`) ? (/(?<=\/invitations\/)[\w-]{43}/.exec(one)?.[0] ?? []) : [],
    );
  await until('the mails', () => inMails().length === 5);
  const looks = await Promise.all(inMails().map((one) => there.ask('GET', `/api/invitations/${one}`)));
  expect(looks.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
  const counted = 'SELECT key, count FROM guesses WHERE key IN ($1, $2) ORDER BY key';
  const keys = [`invited:${often}`, `inviter:${(await accountOf(ada)).id}`];
  expect(await world.db.query(counted, keys)).toEqual([
    { key: keys[0], count: 5 },
    { key: keys[1], count: 8 },
  ]);
  await world.db.query('UPDATE guesses SET count = 49 WHERE key = $1', [keys[1]]);
  const fresh = () => again(`${randomUUID()}@example.org`);
  expect((await fresh()).status).toBe(201);
  expectProblem(await fresh(), 429, 'too_many_mails');
  await world.db.query('DELETE FROM guesses');
  await server.close();
  await invite(projectId, 'viewer', there);
  await until('the failure to be logged', () => mailing.output().includes('was not mailed'));
  await mailing.end();
});

test('of many who use one link at the same moment one comes in, and no account is left of the others', async () => {
  const { id: projectId } = await ada.createProject();
  const { token } = await invite(projectId);
  const emails = Array.from({ length: 5 }, () => `${randomUUID()}@example.org`);
  const answers = await Promise.all([
    ...emails.map((email, i) => signUpBy(i % 2 === 0 ? closed : web, email, token)),
    accept(await world.signUp(web), token),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410, 410]);
  expect((await membersOf(projectId)).items).toHaveLength(2);
  const accounts = await world.db.query<unknown[]>('SELECT id FROM auth."user" WHERE email = ANY($1)', [emails]);
  expect(accounts.length).toBe(answers.slice(0, 5).filter(({ status }) => status === 200).length);
});

test('a link is good for seven days, not after it was taken back, and is stored nowhere', async () => {
  const { id: projectId } = await ada.createProject();
  const [old, takenBack, replaced] = [await invite(projectId), await invite(projectId), await invite(projectId)];
  const days = `SELECT extract(epoch FROM expires_at - created_at) / 86400 AS days FROM invitations WHERE id = $1`;
  expect(await world.db.query(days, [old.id])).toMatchObject([{ days: expect.stringMatching(/^7\.0/) as string }]);
  await world.db.query("UPDATE invitations SET expires_at = now() - interval '1 second' WHERE id = $1", [old.id]);
  expect((await ada.ask('DELETE', `/api/projects/${projectId}/invitations/${takenBack.id}`)).status).toBe(204);
  await addTo(projectId, replaced.email, 'viewer');
  const bob = await world.signUp(web);
  expectProblem(await accept(bob, old.token), 410, 'invitation_over');
  expectProblem(await accept(bob, takenBack.token), 404, 'not_found');
  expectProblem(await accept(bob, replaced.token), 404, 'not_found');
  const rows = JSON.stringify(
    await world.db.query('SELECT i.*, encode(token_hash, $1), encode(mailed_token_hash, $1) FROM invitations i', [
      'hex',
    ]),
  );
  for (const { token } of [old, takenBack, replaced]) {
    expect(rows).not.toContain(token);
    expect(world.printed()).not.toContain(token);
  }
});

test('who guesses at links has to wait, wherever they are asked; a link that is good is good all the same', async () => {
  const { id: projectId } = await ada.createProject();
  const { token } = await invite(projectId);
  const look = async (guess: string, at = web): Promise<number> =>
    (await personWith(at.url, '').ask('GET', `/api/invitations/${guess}`)).status;
  const guesses = await Promise.all(Array.from({ length: 35 }, () => look(randomUUID())));
  expect(guesses.every((status) => status === 404 || status === 429)).toBe(true);
  expect([await look(randomUUID()), await look(randomUUID(), closed)]).toEqual([429, 429]);
  const stranger = personWith(web.url, '');
  const guessed = { token: randomUUID(), password: 'correct horse battery' };
  const others = [
    stranger.ask('POST', `/unsubscribe?token=${guessed.token}`),
    stranger.ask('POST', '/api/auth/confirm-email', { token: guessed.token }),
    stranger.ask('POST', '/api/auth/reset', guessed),
  ];
  for (const answer of await Promise.all(others)) expectProblem(answer, 429, 'too_many_requests');
  expect([await look(token), await look(token, closed)]).toEqual([200, 200]);
  await world.db.query("UPDATE guesses SET paused_until = now() WHERE key LIKE 'link:%'");
  expect(await look(randomUUID())).toBe(404);
  await world.db.query('DELETE FROM guesses');
});

/** All that a person can hold open of a project, on both web processes. */
async function holdOpen(person: Person, projectId: string) {
  const there = personWith(closed.url, person.cookie);
  const tabs = [await person.openTab(web.url), await person.openTab(closed.url)];
  for (const tab of tabs) expect(await tab.join(projectId)).toHaveProperty('data');
  const streams = [await followEvents(person, projectId), await followEvents(there, projectId)];
  const size = 1_000_000;
  const address = await begin(person, projectId, size);
  const uploads = [patchSlowly(there, address, { offset: 0, size }, noise(20_000)), putSlowly(person, projectId)];
  let socketsClosed = 0;
  let uploadsEnded = 0;
  for (const { socket } of tabs) socket.on('disconnect', () => (socketsClosed += 1));
  for (const { ended } of uploads) void ended.then(() => (uploadsEnded += 1));
  const held = await world.db.query<unknown[]>('SELECT FROM uploads WHERE project_id = $1 AND held_by IS NOT NULL', [
    projectId,
  ]);
  await until('the upload to arrive', () => held);
  return {
    open: () => ({
      sockets: tabs.length - socketsClosed,
      streams: streams.filter(({ over }) => !over).length,
      uploads: uploads.length - uploadsEnded,
    }),
    address,
    close: () => [...tabs, ...streams].forEach((one) => one.close()),
  };
}

test('who is removed has no socket, stream or upload of the project any more, and may not come back', async () => {
  const { id: projectId } = await ada.createProject();
  const { person: bob, id } = await newMember(projectId, 'editor');
  const { person: vic } = await newMember(projectId, 'viewer');
  const vics = await vic.openTab();
  await vics.join(projectId);
  const held = await holdOpen(bob, projectId);
  expect(held.open()).toEqual({ sockets: 2, streams: 2, uploads: 2 });
  const removedAt = performance.now();
  expect((await remove(projectId, id)).status).toBe(204);
  await until('everything to end', () => Object.values(held.open()).every((left) => left === 0), 15_000);
  console.log(
    `Everything that a removed member held open ended within ${Math.round(performance.now() - removedAt)} ms.`,
  );
  await until('the others to hear of it', () => vics.events.at(-1)?.member?.userId === id);
  expect(vics.socket.connected).toBe(true);
  expectProblem(await bob.ask('GET', `/api/projects/${projectId}`), 404, 'not_found');
  expectProblem(await patch(bob, held.address, 0, noise(1_000)), 404, 'not_found');
  expect((await ada.snapshot(projectId)).source).toBeNull();
  vics.close();
  held.close();
});

test('an editor who becomes a viewer hears on, and what they send ends', async () => {
  const { id: projectId } = await ada.createProject();
  const { person: bob, id } = await newMember(projectId, 'editor');
  const held = await holdOpen(bob, projectId);
  expect((await setRole(projectId, id, 'viewer')).body).toMatchObject({ userId: id, role: 'viewer' });
  await until('the uploads to end', () => held.open().uploads === 0, 15_000);
  expect(held.open()).toEqual({ sockets: 2, streams: 2, uploads: 0 });
  expectProblem(await patch(bob, held.address, 0, noise(1_000)), 403, 'forbidden');
  held.close();
});

test('a project always has an owner; who passes it on may go, and takes their open invitations along', async () => {
  const { id: projectId } = await ada.createProject();
  const { id: adasId } = await accountOf(ada);
  expectProblem(await remove(projectId, adasId), 409, 'last_owner');
  expectProblem(await setRole(projectId, adasId, 'viewer'), 409, 'last_owner');
  const { person: bob, id } = await newMember(projectId, 'editor');
  const { token } = await invite(projectId, 'owner');
  expect((await setRole(projectId, id, 'owner')).status).toBe(200);
  // Both at once: one of them stays.
  const gone = await Promise.all([remove(projectId, adasId), remove(projectId, id, bob)]);
  expect(gone.map(({ status }) => status).sort()).toEqual([204, 409]);
  const stayed = gone[0].status === 204 ? bob : ada;
  expect((await membersOf(projectId, stayed)).items).toMatchObject([{ role: 'owner' }]);
  if (stayed === bob) expectProblem(await accept(ada, token), 404, 'not_found');
});

test('a member may leave, and remove nobody else', async () => {
  const { id: projectId } = await ada.createProject();
  const [bob, vic] = [await newMember(projectId, 'editor'), await newMember(projectId, 'viewer')];
  expectProblem(await remove(projectId, vic.id, bob.person), 403, 'forbidden');
  expect((await membersOf(projectId, vic.person)).invitations).toEqual([]);
  expect((await remove(projectId, vic.id, vic.person)).status).toBe(204);
  expectProblem(await remove(projectId, vic.id), 404, 'not_found');
  expectProblem(await setRole(projectId, vic.id, 'editor'), 404, 'not_found');
});
