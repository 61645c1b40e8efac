/** People who sign out, or are no longer members, hear nothing more on any web process; and nothing is kept of empty rooms. An account is deleted with what is its own. */
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Leaving, Me } from '../src/contract/account.js';
import { followEvents } from './support/event-source.js';
import type { Person, Tab } from './support/person.js';
import { personWith } from './support/person.js';
import { expectProblem } from './support/tus.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let other: WebServer;
let hand: WorkerByHand;
let ada: Person;

beforeAll(async () => {
  world = await createWorld();
  [web, other] = [await world.startWeb(), await world.startWeb()];
  hand = await WorkerByHand.in(world);
  ada = await world.signUp(web);
});
afterAll(async () => {
  hand.end();
  await world.end();
});

const idOf = async (person: Person): Promise<string> =>
  ((await person.ask('GET', '/api/me')).body as { id: string }).id;

async function addMember(projectId: string, person: Person): Promise<string> {
  const userId = await idOf(person);
  await world.db.query("INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'viewer')", [
    projectId,
    userId,
  ]);
  return userId;
}

/** A tab and a stream of this person's on both web processes, all of them in the project. */
async function followEverywhere(person: Person, projectId: string) {
  const tabs = [await person.openTab(web.url), await person.openTab(other.url)];
  for (const tab of tabs) expect(await tab.join(projectId)).toHaveProperty('data');
  const streams = [await followEvents(person, projectId), await followEvents(person, projectId, { url: other.url })];
  const reasons: string[] = [];
  for (const { socket } of tabs) socket.on('disconnect', (reason) => reasons.push(reason));
  return { tabs, streams, reasons, close: () => [...tabs, ...streams].forEach((one) => one.close()) };
}

const typesHeard = (tabs: Tab[]): string[][] => tabs.map(({ events }) => events.map(({ type }) => type));

/** What a web process says of itself. */
async function figure({ url }: WebServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{[^}]*process="web"[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1]);
}

test('who is removed from a project hears nothing more of it, comes back by itself, and may not join', async () => {
  const bob = await world.signUp(web);
  const { id } = await ada.createProject();
  const userId = await addMember(id, bob);
  const [his, hers] = [await followEverywhere(bob, id), await followEverywhere(ada, id)];
  await hand.log.write(id, (tx) => tx.removeMember(userId));
  await until('his sockets to be closed', () => his.reasons.length === 2);
  for (const stream of his.streams) await until('his streams to be ended', () => stream.over);
  expect(his.reasons).toEqual(['transport close', 'transport close']);
  await until('hers to hear of it', () => typesHeard(hers.tabs).every((types) => types.includes('member.changed')));
  await until('the streams to hear of it', () => hers.streams.every((stream) => stream.seqs().length === 1));
  expect(hers.streams.some(({ over }) => over)).toBe(false);
  expect(hers.reasons).toEqual([]);
  await until('him to be back', () => his.tabs.every(({ socket }) => socket.connected));
  for (const tab of his.tabs) expect(await tab.join(id)).toMatchObject({ error: { code: 'not_found' } });
  expect(typesHeard(his.tabs)).toEqual([[], []]);
  for (const stream of his.streams) expect(stream.seqs()).toEqual([]);
  his.close();
  hers.close();
});

test('a session that ends while its socket is being let in takes the socket along', async () => {
  const held = await world.startWeb(undefined, { FAULT_AT: 'hold socket:let-in' });
  const bob = await world.signUp(held);
  const socket = io(held.url, { extraHeaders: { cookie: bob.cookie }, transports: ['websocket'], forceNew: true });
  const said: string[] = [];
  socket.on('connect', () => said.push('connect'));
  socket.on('disconnect', (reason) => said.push(reason));
  await until('the socket to be held', () => held.output().includes('Held at socket:let-in'));
  expect((await bob.ask('POST', '/api/auth/sign-out')).status).toBe(200);
  held.process.kill('SIGUSR2');
  await until('the socket to be closed', () => said.length === 2);
  expect(said).toEqual(['connect', 'io server disconnect']);
  socket.close();
  await held.end();
});

test('signing out that the database refuses is not answered as done', async () => {
  const bob = await world.signUp(web);
  const signOut = () => fetch(`${web.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: bob.cookie } });
  await world.db.query('ALTER TABLE auth.session RENAME TO session_elsewhere');
  const refused = await signOut().finally(() => world.db.query('ALTER TABLE auth.session_elsewhere RENAME TO session'));
  expect(refused.status).toBe(500);
  expect((await bob.ask('GET', '/api/me')).status).toBe(200);
  expect((await signOut()).status).toBe(200);
  expect((await bob.ask('GET', '/api/me')).status).toBe(401);
});

test('nothing is kept of a project that nobody follows any more, however they left', async () => {
  const lonely = await world.startWeb();
  const followed = () => figure(lonely, 'devreel_followed_projects');
  const streams = () => figure(lonely, 'devreel_event_streams');
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) ids.push((await ada.createProject()).id);
  const [tab, left] = [await ada.openTab(lonely.url), await ada.openTab(lonely.url)];
  for (const id of ids) for (const one of [tab, left]) expect(await one.join(id)).toHaveProperty('data');
  const source = await followEvents(ada, ids[0] ?? '', { url: lonely.url });
  expect([await followed(), await streams()]).toEqual([4, 1]);
  tab.close();
  for (const projectId of ids)
    await new Promise((resolve) => left.socket.emit('project:leave', { projectId }, resolve));
  await until('the rooms without the stream to be forgotten', async () => (await followed()) === 1);
  source.close();
  await until('the stream to be forgotten', async () => (await followed()) + (await streams()) === 0);
  left.close();
  await lonely.end();
});

test('who hangs up while it is asked who they are leaves nothing behind', async () => {
  const lonely = await world.startWeb();
  const { id } = await ada.createProject();
  const gate = world.db.createQueryRunner();
  await gate.startTransaction();
  await gate.query('LOCK TABLE auth.session IN ACCESS EXCLUSIVE MODE');
  const stop = new AbortController();
  const headers = { cookie: ada.cookie, accept: 'text/event-stream' };
  const asked = fetch(`${lonely.url}/api/projects/${id}/events`, { headers, signal: stop.signal });
  const waiting =
    'SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() WHERE NOT granted';
  await until('the question to wait', async () => (await world.db.query<unknown[]>(waiting)).length > 0);
  stop.abort();
  await expect(asked).rejects.toThrow();
  await gate.rollbackTransaction();
  await gate.release();
  // It is answered after that one, if not before.
  expect((await ada.ask('GET', '/api/me')).status).toBe(200);
  const after = await followEvents(ada, id, { url: lonely.url });
  await until('the one that is there to be counted', async () => (await figure(lonely, 'devreel_event_streams')) > 0);
  expect(await figure(lonely, 'devreel_event_streams')).toBe(1);
  after.close();
  await until('nothing to be left', async () => (await figure(lonely, 'devreel_followed_projects')) === 0);
  await lonely.end();
});

test('a tab that closes while its joins are being answered leaves nothing behind', async () => {
  const lonely = await world.startWeb();
  const followed = () => figure(lonely, 'devreel_followed_projects');
  const [asked, inLine, another] = [await ada.createProject(), await ada.createProject(), await ada.createProject()];
  const [gone, stays] = [await ada.openTab(lonely.url), await ada.openTab(lonely.url)];
  const gate = world.db.createQueryRunner();
  await gate.startTransaction();
  await gate.query('LOCK TABLE members IN ACCESS EXCLUSIVE MODE');
  for (const { id } of [asked, inLine]) void gone.join(id);
  const waiting = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"MemberRow"%'`;
  await until('the first join to wait', async () => (await world.db.query<unknown[]>(waiting)).length > 0);
  gone.close();
  await until('the server to notice', async () => (await figure(lonely, 'devreel_sockets')) === 1);
  await gate.rollbackTransaction();
  await gate.release();
  expect(await stays.join(another.id)).toHaveProperty('data');
  await until('only the one that is there to be kept', async () => (await followed()) === 1);
  stays.close();
  await until('nothing to be left', async () => (await followed()) === 0);
  await lonely.end();
});

test('what is no announcement is noted, and stops nobody', async () => {
  const { id } = await ada.createProject();
  const tab = await ada.openTab(other.url);
  await tab.join(id);
  const redis = new Redis(world.redis.url);
  const wrong = [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    `{"projectId":"${id}"}`,
    `{"projectId":"${id}","events":[{"seq":"x"}]}`,
  ];
  for (const channel of ['devreel:announce', 'devreel:progress', 'devreel:draft']) {
    for (const message of wrong) await redis.publish(channel, message);
  }
  redis.disconnect();
  await ada.ask('PATCH', `/api/projects/${id}`, { title: 'Another' });
  await until('the event to be heard', () => tab.events.length === 1);
  expect(other.output().match(/Not understood on devreel:/g)).toHaveLength(3 * wrong.length);
  expect(other.process.exitCode).toBeNull();
  tab.close();
});

test('a deleted account takes what is its own alone with it, and passes the rest on', async () => {
  const [eve, ben] = [await world.signUp(web), await world.signUp(web)];
  const { email } = (await eve.ask('GET', '/api/me')).body as Me;
  const bens = await idOf(ben);
  const [alone, shared, binned] = [
    (await eve.createProject('Alone')).id,
    (await eve.createProject('Shared')).id,
    (await eve.createProject('Binned')).id,
  ];
  await world.db.query("INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'editor')", [shared, bens]);
  await eve.ask('DELETE', `/api/projects/${binned}`);
  const url = 'https://example.org/hook';
  const { secret } = (await eve.ask('POST', '/api/webhooks', { url, projectId: shared })).body as { secret: string };
  await eve.ask('POST', '/api/content-types', { label: 'A recipe', brief: 'Say what one needs, and what to do.' });
  const told = (await eve.ask('GET', '/api/me/leaving')).body as Leaving;
  expect(told.deleted.map(({ title }) => title)).toEqual(['Alone', 'Binned']);
  expect(told).toMatchObject({ passedOn: [{ id: shared, to: { id: bens } }], left: [] });
  const data = await eve.ask('GET', '/api/me/export');
  expect(data.body).toMatchObject({
    account: { email },
    projects: [{ id: alone }, { id: shared }, { id: binned }],
    contentTypes: [{ label: 'A recipe' }],
    webhooks: [{ url, projectId: shared }],
  });
  expect(JSON.stringify(data.body)).not.toContain(secret);
  const tab = await eve.openTab();
  expectProblem(await eve.ask('DELETE', '/api/me', { email }), 403, 'wrong_password');
  const password = 'correct horse battery';
  expect((await eve.ask('DELETE', '/api/me', { password })).status).toBe(204);
  await until('the socket to be closed', () => !tab.socket.connected);
  expectProblem(await eve.ask('GET', '/api/me'), 401, 'unauthorized');
  const origin = { origin: web.url };
  const signedIn = await personWith(web.url, '').ask('POST', '/api/auth/sign-in/email', { email, password }, origin);
  expect(signedIn.status).toBe(401);
  expect(await ben.snapshot(shared)).toMatchObject({ role: 'owner' });
  const left = await world.db.query<{ id: string }[]>('SELECT id FROM projects WHERE id = ANY ($1)', [[alone, binned]]);
  expect(left).toEqual([]);
  expect(await world.db.query('SELECT FROM webhooks WHERE project_id = $1', [shared])).toEqual([]);
});

test('a membership, a session and a key that end unannounced are missed by no process for long', async () => {
  const [bob, grace] = [await world.signUp(web), await world.signUp(web)];
  const { id } = await ada.createProject();
  const own = await grace.createProject();
  const userId = await addMember(id, bob);
  const [his, hers] = [await followEverywhere(bob, id), await followEverywhere(grace, own.id)];
  const { key } = (await bob.ask('POST', '/api/api-keys', { name: 'bot' })).body as { key: string };
  const bot = io(other.url, { auth: { token: key }, transports: ['websocket'], forceNew: true });
  await until('the program to be connected', () => bot.connected);
  await world.db.query('DELETE FROM members WHERE project_id = $1 AND user_id = $2', [id, userId]);
  await until('his sockets to be closed', () => his.reasons.length === 2);
  await until('his streams to be ended', () => his.streams.every(({ over }) => over));
  await world.redis.stop();
  await world.db.query('UPDATE auth.session SET "expiresAt" = now() WHERE "userId" = $1', [await idOf(grace)]);
  await world.db.query('DELETE FROM auth.api_keys WHERE user_id = $1', [userId]);
  await until('her sockets to be closed', () => hers.reasons.length === 2);
  await until('her streams to be ended', () => hers.streams.every(({ over }) => over));
  await until('the program to be closed out', () => !bot.connected);
  expect((await ada.ask('POST', '/api/auth/sign-out')).status).toBe(200);
  for (const server of [web, other]) expect(await server.end('SIGTERM')).toBe(0);
  bot.close();
  his.close();
  hers.close();
});
