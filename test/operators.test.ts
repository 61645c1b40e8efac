/** What operators see: figures, the queues, log lines with ids, and chores that come back after Redis was emptied. */
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { doChore } from '../src/worker/chores.js';
import { FolderStorage } from '../src/outside/storage/folder/folder-storage.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { deleteForGood, localOwner } from './support/person.js';
import { listed } from './support/storage-contract.js';
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
  owner = await localOwner(web);
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

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
    expect(body).toMatch(/devreel_queue_age_seconds\{lane="ai"/); // in the first answer, too
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
  const listed = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^\| (.*) \|.*\|$/gm)]
    .flatMap(([, names = '']) => [...names.matchAll(/`(devreel_\w+)/g)])
    .map(([, name]) => name);
  const told = [...text.matchAll(/^# TYPE (devreel_\w+) /gm)].map(([, name]) => name);
  expect(told.toSorted()).toEqual(listed.toSorted());
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
  expect(queues.map(({ name }) => name).sort()).toEqual(['ai', 'chores', 'intake', 'media']);
  expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
});

test('without Redis the queues are answered for in time, as readiness and figures are; with it again they are shown', async () => {
  const states = async () => String((await ada.ask('GET', '/metrics')).body);
  const partIs = (part: string, state: string) =>
    new RegExp(`devreel_part_state\\{[^}]*part="${part}",state="${state}"[^}]*\\} 1`);
  await until('work to flow', async () => partIs('queue:ai', 'up').test(await states()));
  await world.redis.stop();
  for (const path of ['/admin/queues', '/admin/queues/api/queues']) {
    const asked = performance.now();
    const { status, headers, body } = await owner.ask('GET', path);
    expect(performance.now() - asked).toBeLessThan(15_000);
    expect([status, headers.get('content-type'), headers.get('retry-after')]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
      '5',
    ]);
    expect(body).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('Redis') as string });
  }
  await until('the figures to say so', async () => partIs('redis', 'down').test(await states()));
  await until('the queues to be named', async () => partIs('queue:media', 'down').test(await states()));
  expect((await ada.ask('GET', '/readyz')).body).toMatchObject({
    status: 'degraded',
    checks: { redis: 'down', 'queue:media': 'down', database: 'up', storage: 'up' },
    reasons: { redis: 'Redis cannot be reached (ECONNREFUSED)' },
  });
  await world.startRedis();
  await until('the queues', async () => (await owner.ask('GET', '/admin/queues/api/queues')).status === 200);
  await until('work to flow again', async () => partIs('queue:ai', 'up').test(await states()));
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
  const planned = () => redis.zcard('{devreel}:chores:repeat');
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
  await world.db.query(
    "UPDATE notices SET at = now() - interval '31 days' WHERE id = (SELECT id FROM notices LIMIT 1)",
  );
  for (const age of ['31 days', '1 hour']) {
    await world.db.query(
      `INSERT INTO idempotency_keys (user_id, key, request_hash, answer, created_at)
       VALUES ('somebody', $1::text, 'x', '{}', now() - $1::text::interval)`,
      [age],
    );
  }
  const count = async (table: string) =>
    (await world.db.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? 0;
  expect(await count('task_logs')).toBeGreaterThan(0);
  const [events, lines, notices] = [await count('events'), await count('task_logs'), await count('notices')];
  const storage = new FolderStorage(world.dataDir);
  await doChore({ db: world.db, storage, retentionDays: 30, now: new Date() }, 'retention');
  expect([await count('events'), await count('task_logs'), await count('notices')]).toEqual([
    events - 3,
    lines - 1,
    notices,
  ]);
  expect(await world.db.query('SELECT key FROM idempotency_keys')).toEqual([{ key: '1 hour' }]);
  const tab = await ada.openTab();
  expect(await tab.join(done.id, 1)).toMatchObject({ data: { reset: true, events: [], snapshot: { id: done.id } } });
  expect(await tab.join(done.id, 3)).toMatchObject({ data: { reset: false } });
  tab.close();
});

/** Fails at the second file it is to remove, as a storage that goes away in the middle. */
class GoingAway extends FolderStorage {
  private removals = 0;

  override async remove(key: string): Promise<void> {
    this.removals += 1;
    if (this.removals === 2) throw new Error('the storage is away');
    await super.remove(key);
  }
}

test('stored files that nothing refers to go after a day, and no others', async () => {
  const folder = join(world.dataDir, 'files');
  const storage = new FolderStorage(folder);
  const keys = async () => (await listed(storage, 'projects/')).map(({ key }) => key);
  const inDays = (days: number, at: FolderStorage = storage) =>
    doChore({ db: world.db, storage: at, retentionDays: 30, now: new Date(Date.now() + days * 86_400_000) }, 'orphans');
  const put = async (key: string) => {
    await storage.put(key, Readable.from(['left behind']));
    return key;
  };
  // A failed task's pictures have no rows yet, and its retry counts on them.
  await world.db.query('DELETE FROM screenshots WHERE project_id = $1', [done.id]);
  const used = await keys();
  expect(used.length).toBeGreaterThan(3);
  const screenshot = used.find((key) => /screenshots\/.*\.jpg$/.test(key)) ?? '';
  used.push(await put(screenshot.replace('.jpg', '-w320.jpg')));
  const foreign = await put(`projects/${randomUUID()}/sources/1/recording`);
  const { id: deleted } = await ada.createProject();
  await deleteForGood(ada, deleted);
  const orphans = [
    await put(`projects/${deleted}/sources/2/recording`),
    await put(`projects/${done.id}/sources/${randomUUID()}/recording`),
    await put(`projects/${done.id}/screenshots/0123456789ab/3000-0.jpg`),
    await put(`projects/${done.id}/screenshots/0123456789ab/3000-0-w320.jpg`),
    await put(`projects/${done.id}/documents/${randomUUID()}/file`),
  ];
  await inDays(0.9);
  expect(await keys()).toEqual([...used, foreign, ...orphans].sort());
  await inDays(1.1, new GoingAway(folder));
  expect(await keys()).toHaveLength(used.length + 1 + 3);
  await inDays(1.1);
  expect(await keys()).toEqual([...used, foreign].sort());
  expect(await world.db.query('SELECT * FROM deleted_projects WHERE id = $1', [deleted])).toEqual([]);
});
