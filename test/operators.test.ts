/** What operators see: figures, the queues, log lines with ids, and chores that come back after Redis was emptied. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { doChore } from '../src/ops/chores.js';
import { FileStorage } from '../src/outside/file-storage.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { until } from './support/until.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let worker: Server;
let ada: Person;
let owner: Person;
let done: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  worker = await world.startWorker();
  ada = await world.signUp(web);
  owner = personWith(web.url, await cookieFrom(web.signInUrl));
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

async function cookieFrom(signInUrl: string): Promise<string> {
  const { origin, search } = new URL(signInUrl);
  const answer = await fetch(`${origin}/sign-in${search}`, { method: 'POST', redirect: 'manual', headers: { origin } });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

const linesOf = (server: Server): Record<string, unknown>[] =>
  server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('the figures of all processes are read from any web process', async () => {
  const tab = await ada.openTab();
  await tab.join(done.id);
  await ada.ask('PATCH', `/api/projects/${done.id}`, { title: 'Seventeen' });
  await until('the event', () => tab.events.length > 0);
  const text = await until('figures of the worker', async () => {
    const { status, body } = await ada.ask('GET', '/metrics');
    expect(status).toBe(200);
    return /devreel_task_seconds_count\{[^}]*step="draft"[^}]*outcome="succeeded"/.test(String(body)) && String(body);
  });
  for (const figure of [
    /devreel_queue_tasks\{lane="media",status="queued"[^}]*\} 0/,
    /devreel_queue_age_seconds\{lane="ai"[^}]*\} 0/,
    /devreel_task_seconds_bucket\{[^}]*step="screenshots"/,
    /devreel_sockets\{[^}]*process="web"[^}]*\} 1/,
    /devreel_event_lag_seconds_count\{[^}]*\} [1-9]/,
    /devreel_http_request_seconds_count\{[^}]*method="PUT"[^}]*status="202"/,
    /process_resident_memory_bytes\{[^}]*process="worker"/,
    /process_resident_memory_bytes\{[^}]*process="web"/,
  ]) {
    expect(text).toMatch(figure);
  }
  for (const secret of ['Seventeen', done.id, 'example.org']) expect(text).not.toContain(secret);
  tab.close();
});

test('the queues are shown to administrators only', async () => {
  expect((await fetch(`${web.url}/admin/queues`)).status).toBe(401);
  expect((await ada.ask('GET', '/admin/queues')).status).toBe(403);
  expect((await ada.ask('GET', '/admin/queues/api/queues')).status).toBe(403);
  expect((await owner.ask('GET', '/admin/queues')).status).toBe(200);
  const { body } = await owner.ask('GET', '/admin/queues/api/queues');
  const { queues } = body as { queues: { name: string; readOnlyMode: boolean }[] };
  expect(queues.map(({ name }) => name).sort()).toEqual(['ai', 'chores', 'media']);
  expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
});

test('a request has one id, in its answer and in its line', async () => {
  const { headers } = await ada.ask('GET', `/api/projects/${done.id}?token=secret`, undefined, {
    'x-request-id': 'from-the-proxy-1',
  });
  expect(headers.get('x-request-id')).toBe('from-the-proxy-1');
  const line = await until('the line', () => linesOf(web).find(({ requestId }) => requestId === 'from-the-proxy-1'));
  expect(line).toMatchObject({ projectId: done.id, msg: `GET /api/projects/${done.id} 200` });
  expect(web.output()).not.toContain('token=secret');
  const other = await ada.ask('GET', '/healthz', undefined, { 'x-request-id': 'no good\tid' });
  expect(other.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('what a worker says about a task carries the ids of task and project', () => {
  const probe = done.tasks.find(({ key }) => key === 'probe');
  const lines = linesOf(worker).filter(({ taskId }) => taskId === probe?.id);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatchObject({ projectId: done.id, attempt: 1 });
});

test('chores are planned again after Redis was emptied', async () => {
  const redis = new Redis(world.redis.url);
  const planned = () => redis.zcard('devreel:chores:repeat');
  await until('the plan', async () => (await planned()) > 0);
  await redis.flushall();
  await until('the plan again', async () => (await planned()) > 0);
  redis.disconnect();
});

test('old logs and events go; a tab that was away for longer gets the whole state', async () => {
  await world.db.query("UPDATE events SET at = now() - interval '31 days' WHERE project_id = $1 AND seq <= 3", [
    done.id,
  ]);
  await world.db.query(`
    UPDATE task_logs SET at = now() - interval '31 days'
    WHERE id = (SELECT min(id) FROM task_logs)`);
  const count = async (table: string) =>
    (await world.db.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? 0;
  const [events, lines, notices] = [await count('events'), await count('task_logs'), await count('notices')];
  await doChore({ db: world.db, storage: new FileStorage(world.dataDir), retentionDays: 30 }, 'retention');
  expect([await count('events'), await count('task_logs'), await count('notices')]).toEqual([
    events - 3,
    Math.max(0, lines - 1),
    notices,
  ]);
  const tab = await ada.openTab();
  expect(await tab.join(done.id, 1)).toMatchObject({ data: { reset: true, events: [], snapshot: { id: done.id } } });
  expect(await tab.join(done.id, 3)).toMatchObject({ data: { reset: false } });
  tab.close();
});
