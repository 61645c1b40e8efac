/** A project's log over HTTP: read once as JSON, and followed as server-sent events. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProjectEvent } from '../src/contract/realtime.js';
import { followEvents } from './support/event-source.js';
import type { Person } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let other: WebServer;
let ada: Person;
let projectId: string;

beforeAll(async () => {
  world = await createWorld();
  [web, other] = [await world.startWeb(), await world.startWeb()];
  ada = await world.signUp(web);
});
afterAll(() => world.end());
beforeEach(async () => {
  ({ id: projectId } = await ada.createProject());
});

const rename = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await ada.ask('PATCH', `/api/projects/${projectId}`, { title: `Title ${i}` });
};
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
interface Log {
  events: ProjectEvent[];
  lastSeq: number;
  reset: boolean;
}
const read = async (query = ''): Promise<Log> =>
  (await ada.ask('GET', `/api/projects/${projectId}/events${query}`)).body as Log;

test('the log is read from any position; one that it no longer has is told from one where nothing came', async () => {
  await rename(5);
  expect((await read()).events.map(({ seq }) => seq)).toEqual(numbers(1, 5));
  expect(await read('?after=3')).toMatchObject({ events: [{ seq: 4 }, { seq: 5 }], lastSeq: 5, reset: false });
  expect(await read('?after=5')).toEqual({ events: [], lastSeq: 5, reset: false });
  await world.db.query('DELETE FROM events WHERE project_id = $1 AND seq <= 3', [projectId]);
  expect(await read('?after=2')).toEqual({ events: [], lastSeq: 5, reset: true });
  expect(await read('?after=6')).toEqual({ events: [], lastSeq: 5, reset: true });
  expect((await ada.ask('GET', `/api/projects/${projectId}/events?after=-1`)).status).toBe(422);
});

test('followed, the log comes first and then what happens, on any web process', async () => {
  await rename(3);
  const [here, there] = [
    await followEvents(ada, projectId),
    await followEvents(ada, projectId, { after: 2, url: other.url }),
  ];
  expect(here.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect([here.headers.get('x-accel-buffering'), here.headers.get('cache-control')]).toEqual([
    'no',
    'no-cache, no-transform',
  ]);
  await until('both to have read the log', () => here.seqs().length === 3 && there.seqs().length === 1);
  await rename(3);
  await until('both to have the rest', () => here.seqs().length >= 6 && there.seqs().length >= 4);
  expect(here.seqs()).toEqual(numbers(1, 6));
  expect(there.seqs()).toEqual(numbers(3, 6));
  expect(here.messages.map(({ id }) => Number(id))).toEqual(here.seqs());
  expect(here.messages.map(({ data }) => data)).toEqual((await read()).events);
  here.close();
  there.close();
});

test('who comes back goes on after the last event it had, whatever the address says', async () => {
  await rename(4);
  const back = await followEvents(ada, projectId, { after: 1, lastEventId: 3 });
  await until('what is missing', () => back.seqs().length === 1);
  expect(back.seqs()).toEqual([4]);
  back.close();
  await world.db.query('DELETE FROM events WHERE project_id = $1 AND seq <= 3', [projectId]);
  const late = await followEvents(ada, projectId, { lastEventId: 1 });
  await until('to be told that it must begin anew', () => late.messages.length === 1);
  await rename(1);
  await until('what comes after', () => late.messages.length === 2);
  expect(late.messages).toMatchObject([{ event: 'reset', id: '4', data: { lastSeq: 4 } }, { id: '5' }]);
  late.close();
});

test('events that come while a long log is read are neither lost nor doubled', async () => {
  await world.db.query(
    `WITH added AS (INSERT INTO events (project_id, seq, type, payload)
       SELECT $1, n, 'project.updated', '{}' FROM generate_series(1, 3000) n RETURNING seq)
     UPDATE projects SET last_seq = (SELECT max(seq) FROM added) WHERE id = $1`,
    [projectId],
  );
  const sources = await Promise.all([1, 2, 3].map(() => followEvents(ada, projectId)));
  await rename(20);
  for (const source of sources) {
    await until('all of it', () => source.seqs().length >= 3_020);
    expect(source.seqs()).toEqual(numbers(1, 3_020));
    source.close();
  }
});

test('it is for members only, and ends with the session, with membership and with the project', async () => {
  const stranger = await world.signUp(web);
  expect(await followEvents(stranger, projectId)).toMatchObject({ status: 404 });
  expect(await followEvents({ ...ada, cookie: '' }, projectId)).toMatchObject({ status: 401 });
  const grace = await world.signUp(web);
  const own = await grace.createProject();
  const sources = [await followEvents(grace, own.id), await followEvents(grace, own.id, { url: other.url })];
  const stays = await followEvents(ada, projectId, { url: other.url });
  expect((await grace.ask('POST', '/api/auth/sign-out')).status).toBe(200);
  for (const source of sources) await until('the stream to be ended', () => source.over);
  expect(stays.over).toBe(false);
  await ada.ask('DELETE', `/api/projects/${projectId}`);
  await until('the stream of the deleted project to be ended', () => stays.over);
  expect(stays.messages.at(-1)?.data).toMatchObject({ type: 'project.deleted' });
});

test('a server that stops ends its streams instead of waiting for them', async () => {
  const third = await world.startWeb();
  const source = await followEvents(ada, projectId, { url: third.url });
  expect(await third.end('SIGTERM')).toBe(0);
  await until('the stream to be over', () => source.over);
});
