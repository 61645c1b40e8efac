/** Drafts in all tabs as they are written: real PostgreSQL, Redis, web process and sockets, the page's own store. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPublisher } from '../src/events/announce.js';
import type { DraftDelta } from '../src/contract/realtime.js';
import type { Running } from '../src/worker/heartbeat.js';
import { DraftStreams } from '../src/worker/draft-stream.js';
import type { PageOptions } from './support/page.js';
import { openPageOf } from './support/page.js';
import type { Person } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let redis: ReturnType<typeof createPublisher>;
let streams: DraftStreams;
let projectId: string;
let running: Running;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
  redis = createPublisher(world.redis.url);
  streams = new DraftStreams(world.db, redis);
});
afterAll(async () => {
  redis.disconnect();
  await world.end();
});
beforeEach(async () => {
  ({ id: projectId } = await ada.createProject());
  running = await startDraft();
});

/** A draft that a worker is writing; here the test is the worker. */
async function startDraft(attempt = 1): Promise<Running> {
  const taskId = randomUUID();
  await world.db.query(
    `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, attempt, started_at)
     VALUES ($1, $2, 'draft:blog', 'draft', 'ai', gen_random_uuid(), 'running', $3, now())`,
    [taskId, projectId, attempt],
  );
  return {
    projectId,
    taskId,
    attempt,
    percent: 0,
    message: '',
    parts: { done: 0, total: 0 },
    startedAt: performance.now(),
    expectedMs: null,
    abort: new AbortController(),
    yielding: false,
  };
}

const stored = async (): Promise<string | undefined> => (await ada.detail(running.taskId)).draft?.text;
const words = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => (i % 7 === 0 ? '𝄞 naïve ' : `word${from + i} `));

const openPage = (options: PageOptions = {}) => openPageOf(ada, projectId, running.taskId, options);

async function write(pieces: string[], everyMs: number): Promise<void> {
  for (const piece of pieces) {
    streams.grow(running, piece);
    await wait(everyMs);
  }
}

test('two tabs, a third in the middle and one that loses deltas all have the same text, letter by letter', async () => {
  const other = await world.startWeb();
  let received = 0;
  const all = words(0, 240);
  const whole = all.join('');
  // Only what comes after it shows that one is missing; after the last one the end of the task does.
  const isLast = ({ offset, text }: DraftDelta): boolean => offset + text.length === whole.length;
  const pages = [
    await openPage(),
    await openPage({ url: other.url }),
    await openPage({ lose: (delta) => ++received % 3 === 1 && !isLast(delta) }),
  ];
  await Promise.all(pages.map((page) => page.joined()));
  await write(all.slice(0, 120), 15);
  pages.push(await openPage());
  await write(all.slice(120), 15);
  for (const page of pages) await until('the page to have all of it', () => page.text() === whole);
  for (const { shown } of pages) {
    expect(shown.length).toBeGreaterThan(2);
    for (const text of shown) expect(whole.startsWith(text)).toBe(true);
  }
  streams.end(running);
  for (const page of pages) page.close();
});

test('the text so far is in the task, for members only, and gone when the task ends', async () => {
  expect(await ada.detail(running.taskId)).toMatchObject({ draft: null });
  streams.grow(running, 'Once upon a ti\0me 𝄞'.slice(0, -1));
  await until('the first of it to be stored', async () => (await stored()) === 'Once upon a time ');
  streams.grow(running, '\uDD1E clef');
  await until('the rest to be stored', async () => (await stored()) === 'Once upon a time 𝄞 clef');
  const stranger = await world.signUp(web);
  expect((await stranger.ask('GET', `/api/tasks/${running.taskId}`)).status).toBe(404);
  expect((await ada.ask('POST', `/api/tasks/${running.taskId}/cancel`)).status).toBe(202);
  streams.grow(running, ' and more that comes too late');
  // Long enough for the next store, which must find nothing to store for.
  await wait(1_500);
  expect(await ada.detail(running.taskId)).toMatchObject({ status: 'cancelled', draft: null });
  expect(await world.db.query('SELECT * FROM draft_texts WHERE task_id = $1', [running.taskId])).toEqual([]);
  streams.end(running);
});

test('a draft begun anew replaces what was shown, also where the first delta of it was lost', async () => {
  const pages = [await openPage(), await openPage({ lose: ({ restarts, offset }) => restarts === 1 && offset === 0 })];
  await Promise.all(pages.map((page) => page.joined()));
  streams.grow(running, 'A long answer that is cut o');
  for (const page of pages) await until('the first beginning', () => page.text() === 'A long answer that is cut o');
  streams.grow(running, 'Begun ', true);
  await until('the second beginning', () => pages[0]?.text() === 'Begun ');
  streams.grow(running, 'anew');
  for (const page of pages) await until('all of it', () => page.text() === 'Begun anew');
  streams.end(running);
  for (const page of pages) page.close();
});

test('what was not sent yet when the step ends is sent before the end is told', async () => {
  const page = await openPage();
  await page.joined();
  streams.grow(running, 'All in one go');
  streams.end(running);
  await until('the text', () => page.text() === 'All in one go');
  page.close();
});

test('an attempt that lost its task sends and stores nothing any more', async () => {
  const tab = await ada.openTab();
  const heard: DraftDelta[] = [];
  tab.socket.on('draft:delta', (delta) => heard.push(delta));
  await tab.join(projectId);
  streams.grow(running, 'mine');
  running.abort.abort('lost');
  streams.grow(running, ' no more');
  const next = { ...running, attempt: 2, abort: new AbortController() };
  await world.db.query('UPDATE tasks SET attempt = 2 WHERE id = $1', [running.taskId]);
  streams.grow(next, 'of the second attempt');
  await until('the second attempt to be stored', async () => (await stored()) === 'of the second attempt');
  expect(heard.map(({ attempt, text }) => [attempt, text])).toEqual([[2, 'of the second attempt']]);
  streams.end(running);
  streams.end(next);
  tab.close();
});

test('a tab that does not read its line is spared deltas, not events; the others get them all', async () => {
  const [slow, quick] = [await ada.openTab(), await ada.openTab()];
  const heard = { slow: 0, quick: 0 };
  slow.socket.on('draft:delta', () => heard.slow++);
  quick.socket.on('draft:delta', () => heard.quick++);
  await Promise.all([slow.join(projectId), quick.join(projectId)]);
  const line = tcpOf(slow.socket);
  line.pause();
  const sent = 300;
  const big = 'x'.repeat(100_000);
  for (let i = 0; i < sent; i++) {
    const delta: DraftDelta = {
      projectId,
      taskId: running.taskId,
      attempt: 1,
      restarts: 0,
      offset: i * big.length,
      text: big,
    };
    await redis.publish('devreel:draft', JSON.stringify(delta));
    await wait(5);
  }
  await until('the quick tab to have them all', () => heard.quick === sent);
  expect((await ada.ask('PATCH', `/api/projects/${projectId}`, { title: 'Another title' })).status).toBe(200);
  await until('the quick tab to hear the event', () => quick.events.length === 1);
  line.resume();
  await until('the slow tab to hear the event', () => slow.events.length === 1);
  expect(heard.slow).toBeLessThan(sent);
  slow.close();
  quick.close();
});

/** The TCP connection below a WebSocket of socket.io-client. */
function tcpOf({ io }: { io: unknown }): { pause(): void; resume(): void } {
  type Inside = { engine: { transport: { ws: { _socket: { pause(): void; resume(): void } } } } };
  return (io as Inside).engine.transport.ws._socket;
}

test('without Redis nothing waits and nothing breaks; with it again tabs have it all', async () => {
  const page = await openPage();
  await page.joined();
  await world.redis.stop();
  streams.grow(running, 'Written in the dark. ');
  await until('it to be stored', async () => (await stored()) === 'Written in the dark. ');
  await world.startRedis();
  let pieces = '';
  await until('the page to have it', () => {
    pieces += 'And on. ';
    streams.grow(running, 'And on. ');
    return page.text()?.endsWith('And on. ');
  });
  await until('all of it', () => page.text() === `Written in the dark. ${pieces}`);
  streams.end(running);
  page.close();
});
