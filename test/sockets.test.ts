/** What tabs may rely on: joining, notices and their dismissal, and who is let in. */
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { NoticeState } from '../src/contract/realtime.js';
import { messageNames } from '../src/realtime/messages.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let stranger: Person;
let done: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  await world.startWorker();
  [ada, stranger] = [await world.signUp(web), await world.signUp(web)];
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

test('sockets: nobody is refused, a stranger may not join, a wrong shape is answered', async () => {
  const anonymous = io(web.url, { transports: ['websocket'], forceNew: true, reconnection: false });
  const refused = await new Promise<Error>((resolve) => anonymous.once('connect_error', resolve));
  expect(refused.message).toBe('unauthorized');
  const tab = await stranger.openTab();
  expect(await tab.join(done.id)).toMatchObject({ error: { code: 'not_found' } });
  const send = (...payload: unknown[]): Promise<unknown> =>
    new Promise((resolve) =>
      (tab.socket as unknown as { emit(...args: unknown[]): void }).emit('project:join', ...payload, resolve),
    );
  for (const payload of [
    null,
    'x',
    7,
    {},
    { projectId: 'x' },
    { projectId: done.id, after: -1 },
    { projectId: done.id, more: 1 },
  ]) {
    expect(await send(payload)).toMatchObject({ error: { code: 'invalid_payload' } });
  }
  (tab.socket as unknown as { emit(...args: unknown[]): void }).emit('project:join', { projectId: done.id });
  expect(await tab.join(done.id)).toMatchObject({ error: { code: 'not_found' } });
  expect(tab.events).toEqual([]);
  tab.close();
});

test('sockets: whatever stands in the table of messages is answered, and nothing else is', async () => {
  const tab = await stranger.openTab();
  const say = (name: string): Promise<unknown> =>
    new Promise((resolve) => (tab.socket as unknown as { emit(...args: unknown[]): void }).emit(name, 'x', resolve));
  expect(messageNames.length).toBeGreaterThan(2);
  for (const name of messageNames) expect(await say(name)).toMatchObject({ error: { code: 'invalid_payload' } });
  expect(await say('project:rename')).toMatchObject({ error: { code: 'unknown_message' } });
  tab.close();
});

test('sockets: what fails inside is said to nobody outside', async () => {
  const { key } = (await ada.ask('POST', '/api/api-keys', { name: 'bot' })).body as { key: string };
  await world.db.query('ALTER TABLE auth.api_keys RENAME TO api_keys_elsewhere');
  const socket = io(web.url, { auth: { token: key }, transports: ['websocket'], forceNew: true, reconnection: false });
  const refused = await new Promise<Error>((resolve) => socket.once('connect_error', resolve)).finally(() =>
    world.db.query('ALTER TABLE auth.api_keys_elsewhere RENAME TO api_keys'),
  );
  expect(refused.message).toBe('unavailable');
  await until('the cause to be in the log', () => /relation \\*"api_keys\\*" does not exist/.test(web.output()));
  socket.connect();
  await until('it to be let in', () => socket.connected);
  socket.close();
});

test('one account holds so many sockets and streams open, whatever comes at once; one that is closed makes room', async () => {
  const few = await world.startWeb(undefined, { SOCKETS_PER_ACCOUNT: '3' });
  const [own, ben] = [await world.signUp(few), await world.signUp(few)];
  const { id } = await own.createProject();
  const came = await Promise.allSettled(Array.from({ length: 6 }, () => own.openTab()));
  const tabs = came.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = came.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  const detail = expect.stringContaining('3 tabs and streams') as string;
  expect(tabs).toHaveLength(3);
  for (const why of refused) expect(why).toMatchObject({ message: 'too_many_sockets', data: { detail } });
  const follow = () => own.ask('GET', `/api/projects/${id}/events`, undefined, { accept: 'text/event-stream' });
  const stream = await follow();
  expect(stream).toMatchObject({ status: 429, body: { code: 'too_many_sockets', detail } });
  expect(stream.headers.get('retry-after')).toBe('30');
  (await ben.openTab()).close();
  tabs[0]?.close();
  tabs.push(await until('its place to be free', () => own.openTab().catch(() => undefined)));
  for (const tab of tabs) tab.close();
  await few.end();
});

test('a program signs in with an API key, which is closed out when the key is deleted', async () => {
  const { id, key } = (await ada.ask('POST', '/api/api-keys', { name: 'bot' })).body as { id: string; key: string };
  const socket = io(web.url, { auth: { token: key }, transports: ['websocket'], forceNew: true });
  const joined = await new Promise((resolve) => socket.emit('project:join', { projectId: done.id }, resolve));
  expect(joined).toMatchObject({ data: { snapshot: { id: done.id } } });
  expect((await ada.ask('DELETE', `/api/api-keys/${id}`)).status).toBe(204);
  await until('the socket to be closed', () => !socket.connected);
  socket.close();
});

test('join answers the snapshot and the events after a position; one that the log does not have means reset', async () => {
  const tab = await ada.openTab();
  const joined = await tab.join(done.id, 2);
  if ('error' in joined) throw new Error(joined.error.message);
  expect(joined.data.snapshot).toEqual(await ada.snapshot(done.id));
  expect(joined.data.events.map((event) => event.seq)).toEqual(
    Array.from({ length: done.lastSeq - 2 }, (_, i) => i + 3),
  );
  expect(joined.data).toMatchObject({ lastSeq: done.lastSeq, reset: false });
  expect(await tab.join(done.id, 100_000)).toMatchObject({ data: { reset: true, events: [] } });
  tab.close();
});

test('a notice is in the bell of its people, and dismissing it reaches their other tabs', async () => {
  const list = async (): Promise<{ items: NoticeState[]; unread: number }> =>
    (await ada.ask('GET', '/api/notices')).body as { items: NoticeState[]; unread: number };
  const { items, unread } = await list();
  expect(items.map((notice) => notice.title)).toEqual(['Blog post ready', 'Transcript ready']);
  expect(unread).toBe(2);
  const [first] = items;
  const tabs = [await ada.openTab(), await ada.openTab()];
  const heard: string[] = [];
  for (const tab of tabs) tab.socket.on('notice:dismissed', ({ noticeId }) => heard.push(noticeId));
  expect((await stranger.ask('POST', `/api/notices/${first?.id ?? ''}/dismiss`)).status).toBe(404);
  tabs[0]?.socket.emit('notice:dismiss', { noticeId: first?.id ?? '' }, (answer) =>
    expect(answer).toEqual({ data: {} }),
  );
  await until('both tabs to hear of it', () => heard.length === 2);
  expect((await list()).items[0]).toMatchObject({ dismissed: true, seen: true });
  expect((await ada.ask('POST', '/api/notices/seen')).status).toBe(204);
  expect((await list()).unread).toBe(0);
  tabs.forEach((tab) => tab.close());
});

test('signing out closes the sockets of that session, and of no other', async () => {
  const grace = await world.signUp(web);
  const [tab, other] = [await grace.openTab(), await ada.openTab()];
  expect((await grace.ask('POST', '/api/auth/sign-out')).status).toBe(200);
  await until('the socket to be closed', () => !tab.socket.connected);
  expect(other.socket.connected).toBe(true);
  other.close();
  tab.close();
});
