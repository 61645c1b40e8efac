/** What who runs this Devreel sees and does over all projects: by HTTP, and on the page for it in Chromium. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperatorOwner, OperatorTask, OperatorWorker, ScheduledWork } from '../src/contract/operators.js';
import type { TaskStatus } from '../src/contract/task.js';
import type { TaskRow } from '../src/database/entities/task.entity.js';
import { storageOfUser } from '../src/members/storage-use.js';
import { FolderStorage } from '../src/outside/storage/folder/folder-storage.js';
import { runChore } from '../src/worker/chore-runs.js';
import { noteOutcome } from '../src/worker/claim.js';
import { launchChromium, windowOf } from './support/chromium.js';
import type { Person } from './support/person.js';
import { localOwner } from './support/person.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const STACK = 'Error: exit code 1\n    at ffmpeg (ffmpeg.ts:1)\nmoov atom not found';

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let owner: Person;
let ada: Person;
let talk: string;
let failed: TaskRow;

beforeAll(async () => {
  world = await createWorld({ LEASE_SECONDS: '4' });
  web = await world.startWeb();
  owner = await localOwner(web);
  ada = await world.signUp(web);
  hand = await WorkerByHand.in(world);
  talk = await hand.projectOf(ada, 'Bread');
  const started = await hand.start(await hand.queue(talk, 'screenshots'));
  failed = await hand.failWith(started, 'The file cannot be read.');
  await noteOutcome(world.db, started, 'failed', STACK);
});
afterAll(async () => {
  hand.end();
  await world.end();
});

const listed = async <T>(path: string, person = owner): Promise<T[]> => {
  const { status, body } = await person.ask('GET', `/api/admin/${path}`);
  expect(status).toBe(200);
  return (body as { items: T[] }).items;
};
const tasksIn = (status: TaskStatus): Promise<OperatorTask[]> => listed('tasks?status=' + status);
const workers = (): Promise<OperatorWorker[]> => listed('workers');
const schedule = async (name: string): Promise<ScheduledWork> => {
  const found = (await listed<ScheduledWork>('schedule')).find((one) => one.name === name);
  if (!found) throw new Error(`No ${name} is scheduled`);
  return found;
};

test('who does not run this Devreel sees none of it', async () => {
  const { paths } = (await ada.ask('GET', '/api/openapi.json')).body as { paths: Record<string, object> };
  const reads = Object.keys(paths).filter((path) => path.startsWith('/api/admin/') && 'get' in (paths[path] ?? {}));
  expect(reads.length).toBeGreaterThan(4);
  for (const path of reads) {
    const answer = await ada.ask(
      'GET',
      path.replace('{id}', failed.id) + (path.endsWith('tasks') ? '?status=failed' : ''),
    );
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

test('a failed task of somebody else is told with its owner and its last error in full, and tried again', async () => {
  const [task] = await tasksIn('failed');
  expect(task).toMatchObject({
    id: failed.id,
    lane: 'media',
    project: { title: 'Bread', isBinned: false, owners: [expect.stringContaining('@example.org')] },
    lastError: { attempt: 1, outcome: 'failed', detail: STACK },
  });
  const { body } = await owner.ask('GET', `/api/admin/tasks/${failed.id}`);
  expect(body).toMatchObject({ attempts: [{ detail: STACK }] });
  expect((await owner.ask('GET', `/api/tasks/${failed.id}`)).status).toBe(404);
  const again = await owner.ask('POST', `/api/admin/tasks/${failed.id}/retry`);
  expect([again.status, again.body]).toMatchObject([202, { task: { status: 'queued', runId: failed.runId } }]);
  expect((await owner.ask('POST', `/api/admin/tasks/${failed.id}/retry`)).status).toBe(409);
  expect((await tasksIn('failed')).map(({ id }) => id)).not.toContain(failed.id);
});

test('tasks that wait come oldest first, page by page; one is cancelled for all to see', async () => {
  const project = await hand.projectOf(ada, 'Many');
  const waiting: string[] = [];
  for (let n = 0; n < 60; n += 1) waiting.push((await hand.queue(project, `document:${randomUUID()}`)).id);
  const first = (await owner.ask('GET', '/api/admin/tasks?status=queued')).body as { nextCursor: string };
  const rest = await listed<OperatorTask>(`tasks?status=queued&cursor=${encodeURIComponent(first.nextCursor)}`);
  const ids = [...(await tasksIn('queued')), ...rest].map(({ id }) => id);
  expect(ids.filter((id) => waiting.includes(id))).toEqual(waiting);
  const tab = await ada.openTab();
  await tab.join(project);
  const [cancelled = ''] = waiting;
  expect((await owner.ask('POST', `/api/admin/tasks/${cancelled}/cancel`)).status).toBe(202);
  await until('the event', () =>
    tab.events.some(({ type, task }) => type === 'task.cancelled' && task?.id === cancelled),
  );
  tab.close();
  expect((await tasksIn('cancelled'))[0]).toMatchObject({ id: cancelled });
  await world.db.query("UPDATE tasks SET status = 'cancelled', finished_at = now() WHERE project_id = $1", [project]);
});

test('a quarantine is lifted; what is in none, or in the bin, is not', async () => {
  const project = await hand.projectOf(ada, 'Poison');
  const { id } = await hand.queue(project, 'draft:blog');
  const of = async () => (await tasksIn('queued')).find((task) => task.id === id);
  expect(await of()).toMatchObject({ isQuarantined: false });
  expect((await owner.ask('POST', `/api/admin/tasks/${id}/release`)).status).toBe(409);
  await world.db.query('UPDATE tasks SET deaths = 2 WHERE id = $1', [id]);
  expect(await of()).toMatchObject({ isQuarantined: true, crashes: 2 });
  expect((await owner.ask('POST', `/api/admin/tasks/${id}/release`)).status).toBe(202);
  expect(await of()).toMatchObject({ isQuarantined: false, crashes: 0 });
  await ada.ask('DELETE', `/api/projects/${project}`);
  expect((await owner.ask('POST', `/api/admin/tasks/${id}/release`)).status).toBe(404);
});

test('owners are told by what they store, as they see it themselves, and by what was spent for them', async () => {
  const of = async (by: string) =>
    (await listed<OperatorOwner>(`owners?by=${by}`)) as [OperatorOwner, ...OperatorOwner[]];
  await world.db.query('UPDATE sources SET size_bytes = 5000 WHERE project_id = $1', [talk]);
  const { id: userId } = (await ada.ask('GET', '/api/me')).body as { id: string };
  const [most] = await of('storage');
  const { usedBytes } = await storageOfUser(world.db.manager, userId, null);
  expect(most).toMatchObject({ userId, name: 'Ada', storageBytes: usedBytes, spentUsd: 0 });
  const bob = await world.signUp(web);
  const bobs = await hand.projectOf(bob);
  await world.db.query('INSERT INTO project_spend (project_id, usd) VALUES ($1, 1.25)', [bobs]);
  expect((await of('cost'))[0]).toMatchObject({ projects: 1, spentUsd: 1.25 });
});

test('a worker that is drained takes nothing new, another one does; drained are all, and readiness says so', async () => {
  await Promise.all([world.startWorker(), world.startWorker()]);
  const alive = await until('both', async () => {
    const found = (await workers()).filter(({ lives, places }) => lives && 'ai' in places);
    return found.length === 2 && found;
  });
  const [one, two] = alive as [OperatorWorker, OperatorWorker];
  const timesSaid = (words: string): number => world.printed().split(words).length;
  const drain = async (worker: OperatorWorker, isDraining: boolean): Promise<void> => {
    const says = isDraining ? 'Takes nothing new' : 'Takes work again';
    const before = timesSaid(says);
    const { status, body } = await owner.ask('PUT', `/api/admin/workers/${worker.id}/drain`, { isDraining });
    expect([status, body]).toMatchObject([200, { id: worker.id, isDraining }]);
    await until(says, () => timesSaid(says) > before);
  };
  const workerOf = async (id: string) =>
    (await world.db.query<{ worker_id: string }[]>('SELECT worker_id FROM attempts WHERE task_id = $1', [id]))[0]
      ?.worker_id;
  for (const [drained, other] of [
    [one, two],
    [two, one],
  ] as const) {
    await drain(drained, true);
    const project = await ada.createProject();
    const asked = await ada.ask('POST', `/api/projects/${project.id}/documents?filename=a.md`, 'Words.');
    const { id } = (asked.body as { task: { id: string } }).task;
    expect([drained === one, await until('somebody to take it', () => workerOf(id))]).toEqual([
      drained === one,
      other.id,
    ]);
    if (drained === one) await drain(one, false);
  }
  await drain(one, true);
  await until('readiness', async () => {
    const { reasons } = (await ada.ask('GET', '/readyz')).body as { reasons: Record<string, string> };
    return reasons['queue:ai']?.includes('All workers are being drained');
  });
  for (const worker of alive) await drain(worker, false);
  expect((await owner.ask('PUT', `/api/admin/workers/${randomUUID()}/drain`, { isDraining: true })).status).toBe(404);
});

test('scheduled work is seen and triggered; a moment at which Redis had lost its plan is made up for, once', async () => {
  const names = (await listed<ScheduledWork>('schedule')).map(({ name }) => name);
  expect(names).toEqual(['retention', 'bin', 'halfStored', 'orphans', 'owners']);
  expect(await schedule('bin')).toMatchObject({ lastRun: null });
  expect(Date.parse((await schedule('bin')).nextAt)).toBeGreaterThan(Date.now());
  expect((await owner.ask('POST', '/api/admin/schedule/bin/run')).status).toBe(202);
  await until('it to be done', async () => (await schedule('bin')).lastRun?.outcome === 'done');
  expect((await schedule('bin')).lastRun).toMatchObject({ isByHand: true });
  expect((await owner.ask('POST', '/api/admin/schedule/nothing/run')).status).toBe(404);

  const redis = new Redis(world.redis.url);
  await redis.flushall();
  redis.disconnect();
  await world.db.query("UPDATE chore_runs SET known_since = now() - interval '2 days' WHERE name = 'retention'");
  const made = await until('it to be made up for', async () => {
    const { lastRun } = await schedule('retention');
    return lastRun?.outcome === 'done' && lastRun;
  });
  expect(made.isByHand).toBe(false);
  const tools = { db: world.db, storage: new FolderStorage(world.dataDir), retentionDays: 30, now: new Date() };
  await runChore(tools, 'retention', { workerId: randomUUID(), leaseMs: 4_000, isByHand: false });
  expect((await schedule('retention')).lastRun).toEqual(made);
  await world.db.query("UPDATE chore_runs SET ended_at = NULL, worker_id = gen_random_uuid() WHERE name = 'retention'");
  await until('what a dead worker began', async () => {
    const { lastRun } = await schedule('retention');
    return lastRun?.outcome === 'done' && lastRun.startedAt !== made.startedAt;
  });
});

test('on the page a failed task is read in full and retried, a worker drained, and work run now', async () => {
  const project = await hand.projectOf(ada, 'Dough');
  const started = await hand.start(await hand.queue(project, 'draft:linkedin'));
  await hand.failWith(started, 'The model refused.');
  await noteOutcome(world.db, started, 'failed', STACK);
  const browser: Browser = await launchChromium();
  try {
    const context = await windowOf(browser, owner);
    const page = await context.newPage();
    await page.goto(`${web.url}/account`);
    await page.getByRole('link', { name: 'Operations' }).click();
    const line = page.getByRole('listitem').filter({ hasText: 'Dough' });
    await line.getByText('Last error in full, attempt 1').click();
    await line.getByText('moov atom not found').waitFor();
    await line.getByRole('button', { name: /^Retry LinkedIn post of “Dough”/ }).click();
    await until('a new task', async () => (await ada.task(project, 'draft:linkedin'))?.id !== started.id);
    await page.getByRole('combobox', { name: 'State' }).selectOption('Cancelled');
    await page.getByRole('button', { name: 'Next 50' }).click();
    await page.getByRole('button', { name: 'Back' }).waitFor();
    await page
      .getByRole('button', { name: /^Drain / })
      .first()
      .click();
    await page.getByRole('button', { name: /take work again$/ }).click();
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Most spent first');
    await page.getByRole('row', { name: /^Ada .*\$1\.25/ }).waitFor();
    await page.getByRole('button', { name: 'Run now: Files that nothing refers to' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Files that nothing refers to' })
      .getByText(/^done just now/)
      .waitFor();
  } finally {
    await browser.close();
  }
});
