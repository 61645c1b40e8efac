/** Time left and “slow”: measured against how long such steps took lately, for each second of the recording. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TaskProgress } from '../src/contract/realtime.js';
import type { TaskKey, TaskState } from '../src/contract/task.js';
import { taskWords } from '../src/contract/task-words.js';
import { stepOf } from '../src/steps/lookup.js';
import type { ReconcilersQueue } from '../src/worker/reconciler.js';
import { Reconciler } from '../src/worker/reconciler.js';
import { names } from '../src/tasks/task-names.js';
import { ExpectedDurations } from '../src/tasks/eta.js';
import { withOutlook } from '../src/tasks/outlook.js';
import type { Person } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const MINUTE = 60_000;

let world: World;
let web: WebServer;
let ada: Person;
let hand: WorkerByHand;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
  hand = await WorkerByHand.in(world);
  // Ten minutes of talk each: two minutes for its transcript, ten for a thread, a second for a document, whatever the talk.
  for (let i = 0; i < 6; i += 1) {
    const projectId = await projectOf(10 * MINUTE);
    await finished(projectId, 'transcribe', 110 + 4 * i);
    await finished(projectId, 'draft:twitter', 600);
    await finished(projectId, `document:${randomUUID()}`, 1);
    // What went on after a failure was quick the second time, and says nothing.
    for (const key of ['chapters', 'screenshots'] as const) await finished(projectId, key, 1, 2);
  }
  for (let i = 0; i < 4; i += 1) await finished(await projectOf(10 * MINUTE), 'draft:blog', 1);
});
afterAll(async () => {
  hand.end();
  await world.end();
});

async function projectOf(durationMs: number): Promise<string> {
  const id = await hand.projectOf(ada);
  const media = { durationMs, container: 'mp4', video: null, audio: null, captions: [] };
  await world.db.query('UPDATE sources SET media = $2 WHERE project_id = $1', [id, JSON.stringify(media)]);
  return id;
}

async function finished(projectId: string, key: TaskKey, seconds: number, attempt = 1): Promise<void> {
  await world.db.query(
    `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, attempt, started_at, finished_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'ai', gen_random_uuid(), 'succeeded', $4, now() - make_interval(secs => $5), now())`,
    [projectId, key, stepOf(key), attempt, seconds],
  );
}

/** A task that has been running for so long. */
async function running(projectId: string, key: TaskKey, forMs: number): Promise<string> {
  const { id } = await hand.start(await hand.queue(projectId, key));
  await world.db.query('UPDATE tasks SET started_at = now() - make_interval(secs => $2) WHERE id = $1', [
    id,
    forMs / 1_000,
  ]);
  return id;
}

test('what is usual grows with the recording, but for what has nothing to do with it; too little says nothing', async () => {
  const durations = new ExpectedDurations(world.db);
  const expected = (key: TaskKey, durationMs: number | null) => durations.expectedMs(key, durationMs);
  expect(await expected('transcribe', 10 * MINUTE)).toBe(2 * MINUTE);
  expect(await expected('transcribe', 90 * MINUTE)).toBe(18 * MINUTE);
  expect(await expected('transcribe', 5_000)).toBe(12_000);
  expect(await expected('draft:twitter', 90 * MINUTE)).toBe(90 * MINUTE);
  expect(await expected('document:new', null)).toBe(1_000);
  expect(await expected('document:new', 90 * MINUTE)).toBe(1_000);
  for (const key of ['draft:blog', 'chapters', 'screenshots', 'probe'] as const) {
    expect(await expected(key, 10 * MINUTE)).toBeNull();
  }
  expect(await expected('transcribe', null)).toBeNull();
});

test('the time left is told from the first moment, and in line the place', async () => {
  const [short, long] = [await projectOf(10 * MINUTE), await projectOf(90 * MINUTE)];
  await running(short, 'transcribe', MINUTE);
  await running(long, 'transcribe', MINUTE);
  const status = async (id: string) =>
    (await ada.ask('GET', `/api/projects/${id}/status/transcribe`)).body as TaskState;
  // What is usual is read beside the answers, so that none waits for it: the first ones may not know yet.
  await until('what is usual to be known', async () => (await status(long)).etaMs !== null);
  const [soon, later] = [await status(short), await status(long)];
  expect(soon.etaMs).toBeGreaterThan(MINUTE / 2);
  expect(soon.etaMs).toBeLessThanOrEqual(MINUTE);
  expect(later.etaMs).toBeGreaterThan(16 * MINUTE);
  const now = Date.now();
  expect(taskWords(later, names, now).message).toMatch(/, 11–2[56] minutes left$/);
  await hand.queue(short, 'draft:blog');
  const queued = await hand.queue(long, 'draft:blog');
  const last = await ada.taskIn(long, 'draft:blog', ['queued']);
  expect(last.position).toBe(2);
  // Taken between the reading of it and the counting: it is in no line any more.
  await hand.start(queued);
  expect(await withOutlook(world.db.manager, [last])).toMatchObject([{ status: 'queued', position: null }]);
  await world.db.query(
    "UPDATE tasks SET status = 'cancelled', finished_at = now() WHERE status IN ('queued', 'running')",
  );
});

test('twice the usual time is slow, for a recording of this length; it is said once in an attempt', async () => {
  const [short, long, unknown] = [
    await projectOf(10 * MINUTE),
    await projectOf(90 * MINUTE),
    await projectOf(90 * MINUTE),
  ];
  const slow = await running(short, 'transcribe', 5 * MINUTE);
  const usual = await running(long, 'transcribe', 5 * MINUTE);
  await running(unknown, 'chapters', 9 * MINUTE);
  const longer = await running(unknown, 'screenshots', 11 * MINUTE);
  await world.db.query(
    "INSERT INTO workers (id, pid, host, seen_at) SELECT DISTINCT worker_id, 1, 'here', now() FROM tasks WHERE status = 'running'",
  );
  const own = { leaseMs: 12_000, isSteady: () => false, sweep: () => Promise.resolve() };
  const queue: ReconcilersQueue = { topUp: () => undefined, plan: () => undefined, makeUp: () => undefined };
  const reconciler = new Reconciler(hand.log, hand.tasks, queue, own);
  hand.announced.length = 0;
  await reconciler.reconcile();
  await reconciler.reconcile();
  const events = hand.announced.flatMap(({ events: some }) => some);
  expect(events.map(({ type }) => type)).toEqual(['task.slow', 'task.slow']);
  expect(new Set(events.map(({ task }) => task?.id))).toEqual(new Set([slow, longer]));
  expect(hand.announced.map(({ notices }) => notices.length)).toEqual([1, 1]);
  const task = events.find((event) => event.task?.id === slow)?.task;
  expect(task).toMatchObject({ slow: true });
  expect(task && taskWords(task, names, Date.now()).message).toBe('Starting, taking longer than usual');
  expect(await ada.detail(usual)).not.toHaveProperty('slow');
  const again = await hand.succeed(await hand.read(slow));
  expect(await ada.detail(again.id)).not.toHaveProperty('slow');
  await world.db.query("UPDATE tasks SET status = 'cancelled', finished_at = now() WHERE status = 'running'");
});

test('what tabs hear of a real worker never goes back within an attempt, and says how long it will take', async () => {
  await world.startWorker();
  const { id } = await ada.createProject();
  const tab = await ada.openTab();
  await tab.join(id);
  const heard: TaskProgress[] = [];
  tab.socket.on('task:progress', (progress) => heard.push(progress));
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(20));
  for (let i = 0; i < 6; i += 1) await finished(await projectOf(MINUTE), 'screenshots', 600);
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(160));
  const { id: taskId } = await ada.taskIn(id, 'screenshots', ['succeeded']);
  await until('something of it to be heard', () => heard.some((progress) => progress.taskId === taskId));
  const attempts = new Set(heard.map((progress) => `${progress.taskId}.${progress.attempt}`));
  for (const one of attempts) {
    const told = heard.filter((progress) => `${progress.taskId}.${progress.attempt}` === one);
    const percents = told.map(({ percent }) => percent);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    const parts = told.map(({ parts: { done } = { done: 0, total: 0 } }) => done);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  }
  const first = heard.find((progress) => progress.taskId === taskId && progress.etaMs !== undefined);
  // By its pace it would be done within seconds.
  expect(first?.etaMs).toBeGreaterThan(5 * MINUTE);
  tab.close();
});
