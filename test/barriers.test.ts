/** Two actors change the same task at the same moment, in either order. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventsAfter } from '../src/events/event-log.js';
import { MemberRow } from '../src/database/entities/project.entity.js';
import type { TaskRow } from '../src/database/entities/task.entity.js';
import type { Ask } from '../src/outside/vendor/ledger.js';
import type { Running } from '../src/worker/heartbeat.js';
import { Heartbeat } from '../src/worker/heartbeat.js';
import { noteOutcome } from '../src/worker/claim.js';
import { claimTask } from './support/claim.js';
import { partTools } from '../src/worker/part-tool.js';
import { findPart, storePart } from '../src/worker/parts.js';
import { descriptorOf } from '../src/steps/lookup.js';
import type { ReconcilersQueue } from '../src/worker/reconciler.js';
import { Reconciler } from '../src/worker/reconciler.js';
import { Requests } from '../src/tasks/requests.js';
import { transition } from '../src/tasks/transitions.js';
import { bookFile } from '../src/worker/booked-files.js';
import { Quarantine } from '../src/worker/quarantine.js';
import { CallLedger } from '../src/usage/call-ledger.js';
import { atBarrier, atTable } from './support/barrier.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

let database: MigratedDatabase;
let ledger: Ledger;
let projectId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  ledger = new Ledger(database.db);
  projectId = await ledger.newProject();
});

const cancel = (task: TaskRow) => () =>
  ledger.log.write(task.projectId, async (tx) => ledger.tasks.cancel(tx, await ledger.read(task.id)));
const succeed = (task: TaskRow) => () => ledger.succeed(task);
/** A turn of a worker that has lived for long, and hears of all others. */
const reconcile = async (): Promise<void> => {
  const queue: ReconcilersQueue = { topUp: () => undefined, plan: () => undefined, makeUp: () => undefined };
  const own = { leaseMs: 12_000, isSteady: () => true, sweep: () => Promise.resolve() };
  await new Reconciler(ledger.log, ledger.tasks, queue, own).reconcile();
};
const statuses = (results: PromiseSettledResult<unknown>[]) => results.map(({ status }) => status);
const types = async (): Promise<string[]> =>
  (await eventsAfter(database.db.manager, projectId, 0)).map(({ type }) => type);

test('of a success and a cancel the first is served, whichever it is, and the other changes nothing', async () => {
  const won = await ledger.start(await ledger.create(projectId, 'probe'));
  expect(statuses(await atBarrier(database.db, projectId, [succeed(won), cancel(won)]))).toEqual([
    'fulfilled',
    'rejected',
  ]);
  expect(await ledger.read(won.id)).toMatchObject({ status: 'succeeded' });
  const lost = await ledger.start(await ledger.create(projectId, 'screenshots'));
  expect(statuses(await atBarrier(database.db, projectId, [cancel(lost), succeed(lost)]))).toEqual([
    'fulfilled',
    'rejected',
  ]);
  expect(await ledger.read(lost.id)).toMatchObject({ status: 'cancelled' });
  expect((await types()).filter((type) => /succeeded|cancelled/.test(type))).toEqual([
    'task.succeeded',
    'task.cancelled',
  ]);
});

test('of a claim and a cancel: a task that is cancelled first is not begun, one that is begun first is stopped', async () => {
  const take = (task: TaskRow) => () => claimTask(ledger.log, randomUUID(), { taskId: task.id, attempt: 0 });
  const first = await ledger.create(projectId, 'probe');
  const [, claimed] = await atBarrier<unknown>(database.db, projectId, [cancel(first), take(first)]);
  expect(claimed).toEqual({ status: 'fulfilled', value: null });
  expect(await ledger.read(first.id)).toMatchObject({ status: 'cancelled', attempt: 0 });
  const second = await ledger.create(projectId, 'probe');
  const results = await atBarrier<unknown>(database.db, projectId, [take(second), cancel(second)]);
  expect(statuses(results)).toEqual(['fulfilled', 'fulfilled']);
  expect(await ledger.read(second.id)).toMatchObject({ status: 'cancelled', attempt: 1 });
});

test('of the late success of a worker that seems gone, and the reconciler that takes its task back, one counts', async () => {
  const late = await ledger.start(await ledger.create(projectId, 'probe'));
  const taken = await atBarrier<unknown>(database.db, projectId, [reconcile, succeed(late)]);
  expect(statuses(taken)).toEqual(['fulfilled', 'rejected']);
  expect(await ledger.read(late.id)).toMatchObject({ status: 'queued', attempt: 1, crashes: 1 });
  const again = await ledger.start(await ledger.read(late.id));
  const kept = await atBarrier<unknown>(database.db, projectId, [succeed(again), reconcile]);
  expect(statuses(kept)).toEqual(['fulfilled', 'fulfilled']);
  expect(await ledger.read(late.id)).toMatchObject({ status: 'succeeded', attempt: 2, crashes: 1 });
});

test('a task that its worker gives back, and a reconciler that still took it for a dead one’s: no death is counted', async () => {
  const task = await ledger.start(await ledger.create(projectId, 'probe'));
  const giveBack = () => ledger.log.write(projectId, (tx) => transition(tx, task, 'queued', { workerId: null }));
  await atBarrier<unknown>(database.db, projectId, [giveBack, reconcile]);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'queued', attempt: 1, crashes: 0 });
  expect((await types()).filter((type) => type === 'task.retrying')).toHaveLength(1);
});

/** A task of this worker, which has not been seen for an hour. */
async function heldBy(workerId: string): Promise<TaskRow> {
  const { id, attempt } = (await ledger.newest(projectId, 'probe')) ?? (await ledger.create(projectId, 'probe'));
  const claimed = await claimTask(ledger.log, workerId, { taskId: id, attempt });
  const sql = `INSERT INTO workers (id, pid, host, seen_at) VALUES ($1, 1, 'here', now() - interval '1 hour')
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`;
  await database.db.query(sql, [workerId]);
  if (!claimed) throw new Error('It could not be claimed');
  return claimed;
}

test('a worker that was away for longer than its lease takes back what was counted as its death', async () => {
  const [heartbeat, dead] = [new Heartbeat(database.url, 3_000), randomUUID()];
  const first = await heldBy(heartbeat.workerId);
  await reconcile();
  await heldBy(dead);
  await reconcile();
  expect(await ledger.read(first.id)).toMatchObject({ status: 'queued', attempt: 2, crashes: 2 });
  await heartbeat.start();
  expect(await ledger.read(first.id)).toMatchObject({ status: 'queued', attempt: 2, crashes: 1 });
  await heartbeat.stop();
});

test('a death since the last part stays, when a worker comes back that seemed dead before it', async () => {
  const [heartbeat, dead] = [new Heartbeat(database.url, 3_000), randomUUID()];
  const { id, runId, step } = await heldBy(heartbeat.workerId);
  await reconcile();
  await heldBy(dead);
  await storePart(database.db, { runId, step, stepVersion: 1, part: 'a', input: {} }, { taskId: id, attempt: 2 }, 1);
  await reconcile();
  expect(await ledger.read(id)).toMatchObject({ attempt: 2, crashes: 1 });
  await heartbeat.start();
  expect(await ledger.read(id)).toMatchObject({ attempt: 2, crashes: 1 });
  await heartbeat.stop();
});

test('what a living worker lets go of has not died, unless the database refuses its end', async () => {
  const { id } = await heldBy(randomUUID());
  await database.db.query('UPDATE tasks SET worker_id = NULL WHERE id = $1', [id]);
  await reconcile();
  expect(await ledger.read(id)).toMatchObject({ status: 'queued', attempt: 1, crashes: 0 });
  const again = await heldBy(randomUUID());
  await database.db.query('UPDATE tasks SET worker_id = NULL WHERE id = $1', [id]);
  await noteOutcome(database.db, again, 'not stored', 'why');
  await reconcile();
  expect(await ledger.read(id)).toMatchObject({ status: 'queued', attempt: 2, crashes: 1 });
});

test('two who ask for the same draft at once are given the same task', async () => {
  await database.db.manager.insert(MemberRow, { projectId, userId: 'ada', role: 'owner' });
  const requests = new Requests(ledger.log, ledger.tasks, { tasksPerOwner: 0 });
  const ask = () => requests.generate('ada', projectId, { types: ['blog', 'twitter'] }, undefined);
  const [one, other] = await atBarrier(database.db, projectId, [ask, ask]);
  if (one?.status !== 'fulfilled' || other?.status !== 'fulfilled') throw new Error(JSON.stringify([one, other]));
  expect(other.value.tasks.map(({ id }) => id)).toEqual(one.value.tasks.map(({ id }) => id));
  expect(await types()).toEqual(['task.queued', 'task.queued']);
});

test('two with the same Idempotency-Key at once get the same answer, and one task is made', async () => {
  await database.db.manager.insert(MemberRow, { projectId, userId: 'ada', role: 'owner' });
  const requests = new Requests(ledger.log, ledger.tasks, { tasksPerOwner: 0 });
  const ask = () => requests.generate('ada', projectId, { types: ['blog'] }, 'a key');
  const [one, other] = await atBarrier(database.db, projectId, [ask, ask]);
  expect(one?.status).toBe('fulfilled');
  expect(other).toEqual(one);
  expect(await types()).toEqual(['task.queued']);
});

test('an answer that comes while its attempt is being fenced is kept, and does not wait for the project', async () => {
  const task = await ledger.start(await ledger.create(projectId, 'probe'));
  const key = { runId: task.runId, step: task.step, stepVersion: 1, part: 'walk', input: {} };
  const answer = { frames: 7 };
  let kept: unknown;
  await atBarrier<unknown>(database.db, projectId, [
    async () => {
      // While somebody else has the project; then the attempt is taken back.
      kept = await storePart(database.db, key, { taskId: task.id, attempt: 1 }, answer);
      await reconcile();
    },
    succeed(task),
  ]);
  expect(kept).toEqual(answer);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'queued', crashes: 1 });
  const later = await storePart(database.db, key, { taskId: task.id, attempt: 1 }, { frames: 8 });
  expect(later).toEqual(answer);
  expect(await findPart(database.db, key)).toMatchObject({ answer });
});

test('an answer that comes while the next attempt is about to ask for it: it is not asked for, and nothing is put aside', async () => {
  const task = await ledger.start(await ledger.create(projectId, 'probe'));
  const calls = new CallLedger(database.db, { scribe: { inputPerMTokens: 1, outputPerMTokens: 1 } }, 1);
  const running = {
    startedAt: performance.now(),
    parts: { done: 0, total: 0 },
    abort: new AbortController(),
  } as Running;
  const { part } = partTools(
    { db: database.db, calls, quarantine: new Quarantine(), yieldAfterMs: 15_000 },
    task,
    running,
  );
  const key = {
    runId: task.runId,
    step: task.step,
    stepVersion: descriptorOf(task.key).version,
    part: 'walk',
    input: { of: 'it' },
  };
  const ask: Ask = { kind: 'chat', model: 'scribe', maxTokensIn: 9, maxTokensOut: 9, audioMs: 0 };
  const answer = await part('walk', { of: 'it' }, async (calls) => {
    // It has been looked for in vain, and the call waits for its turn.
    await storePart(database.db, key, { taskId: task.id, attempt: 0 }, { frames: 7 });
    return calls.begin(ask);
  });
  expect(answer).toEqual({ frames: 7 });
  expect(running.parts).toEqual({ done: 1, total: 1 });
  expect(await database.db.query('SELECT 1 FROM vendor_calls WHERE task_id = $1', [task.id])).toEqual([]);
  expect(await part('another', {}, (calls) => calls.begin(ask).then(({ kind }) => kind))).toBe('go');
});

test('files that two tasks of one owner store at the same moment share what is left', async () => {
  const owner = { userId: randomUUID(), role: 'owner' } as const;
  const tasks = [];
  for (const id of [await ledger.newProject(owner.userId), await ledger.newProject(owner.userId)]) {
    await database.db.manager.insert(MemberRow, { projectId: id, ...owner });
    tasks.push(await ledger.start(await ledger.create(id, 'probe')));
  }
  // A recording of one byte each.
  const book = (task: TaskRow) => () => bookFile(database.db, task, 60, 102);
  expect(statuses(await atTable(database.db, 'tasks', tasks.map(book)))).toEqual(['fulfilled', 'rejected']);
});

test('who is removed while they wait for their turn changes nothing any more', async () => {
  const userId = randomUUID();
  await database.db.manager.insert(MemberRow, { projectId, userId, role: 'editor' });
  const requests = new Requests(ledger.log, ledger.tasks, { tasksPerOwner: 0 });
  const [removed, asked] = await atBarrier<unknown>(database.db, projectId, [
    () => ledger.log.write(projectId, (tx) => tx.removeMember(userId)),
    () => requests.generate(userId, projectId, { types: ['blog'] }, undefined),
  ]);
  expect(removed?.status).toBe('fulfilled');
  expect(asked).toMatchObject({ status: 'rejected', reason: { status: 404, code: 'not_found' } });
  expect(await types()).not.toContain('task.queued');
});
