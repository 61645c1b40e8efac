/** The rules against races, each with two actors that meet at a barrier. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventsAfter } from '../src/events/event-log.js';
import type { TaskKey } from '../src/contract/task.js';
import { TaskRow } from '../src/database/entities/task.entity.js';
import { claimTask } from './support/claim.js';
import { findPart, storePart } from '../src/worker/parts.js';
import { transition, TransitionLost } from '../src/tasks/transitions.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';
import { inSmallOrLong } from './support/long-form.js';

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

test('events that many transactions append at once are numbered without holes, and announced as stored', async () => {
  await Promise.all(
    Array.from({ length: 100 }, () =>
      ledger.log.write(projectId, async (tx) => Promise.resolve(tx.append('project.updated'))),
    ),
  );
  const events = await eventsAfter(database.db.manager, projectId, 0);
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  expect(ledger.announced.flatMap((one) => one.events.map((event) => event.seq)).sort((a, b) => a - b)).toEqual(
    events.map((event) => event.seq),
  );
});

test('a transaction that fails leaves no event, no hole and no announcement', async () => {
  await expect(
    ledger.log.write(projectId, (tx) => {
      tx.append('project.updated');
      return Promise.reject(new Error('no'));
    }),
  ).rejects.toThrow('no');
  await ledger.log.write(projectId, async (tx) => Promise.resolve(tx.append('project.updated')));
  expect((await eventsAfter(database.db.manager, projectId, 0)).map((event) => event.seq)).toEqual([1]);
  expect(ledger.announced).toHaveLength(1);
});

/** A project whose draft waits for two running tasks, and these two. Written as rows: a thousand of them are needed. */
async function aboutToRelease(): Promise<{ running: TaskRow[]; draftId: string }> {
  const project = await ledger.newProject();
  const row = (key: TaskKey, step: TaskRow['step'], more: Partial<TaskRow>): Partial<TaskRow> => ({
    id: randomUUID(),
    projectId: project,
    key,
    step,
    lane: 'ai',
    runId: randomUUID(),
    ...more,
  });
  const running = { status: 'running', attempt: 1 } as const;
  const [chapters, screenshots] = [row('chapters', 'chapters', running), row('screenshots', 'screenshots', running)];
  const draft = row('draft:blog', 'draft', { status: 'queued', waitingFor: ['chapters', 'screenshots'] });
  const met = row('transcribe', 'transcribe', { status: 'succeeded' });
  await database.db.manager.insert(TaskRow, [met, chapters, screenshots, draft]);
  const rows = [chapters, screenshots].map(({ id }) => ledger.read(id ?? ''));
  return { running: await Promise.all(rows), draftId: draft.id ?? '' };
}

test('two needs that succeed at the same moment release their dependent exactly once, however often', async () => {
  for (let batch = 0; batch < inSmallOrLong(20, 100); batch += 1) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { running, draftId } = await aboutToRelease();
        await Promise.all(running.map((task) => ledger.succeed(task)));
        expect((await ledger.read(draftId)).waitingFor).toEqual([]);
        expect(ledger.handed.filter(({ job }) => job === `${draftId}.0`)).toHaveLength(1);
      }),
    );
  }
}, 300_000);

test('of a cancel and a late success at the same moment one wins, and the other changes nothing', async () => {
  for (let i = 0; i < inSmallOrLong(40, 100); i += 1) {
    const project = await ledger.newProject();
    const running = await ledger.start(await ledger.create(project, 'probe'));
    const results = await Promise.allSettled([
      ledger.succeed(running),
      ledger.log.write(project, async (tx) =>
        ledger.tasks.cancel(tx, await tx.db.findOneByOrFail(TaskRow, { id: running.id })),
      ),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const events = (await eventsAfter(database.db.manager, project, 0)).map((event) => event.type);
    const ends = events.filter((type) => type === 'task.succeeded' || type === 'task.cancelled');
    expect(ends).toEqual([`task.${(await ledger.read(running.id)).status}`]);
  }
});

test('of many workers that are given the same job one gets the task', async () => {
  const task = await ledger.create(projectId, 'probe');
  const claims = await Promise.all(
    Array.from({ length: 20 }, () => claimTask(ledger.log, randomUUID(), { taskId: task.id, attempt: 0 })),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect((await ledger.read(task.id)).attempt).toBe(1);
});

test('the result of an attempt that was taken back is refused, and what it did in parts is kept', async () => {
  const first = await ledger.start(await ledger.create(projectId, 'probe'));
  await ledger.log.write(projectId, (tx) => transition(tx, first, 'queued', { workerId: null }));
  const second = await ledger.start(await ledger.read(first.id));
  const key = { runId: first.runId, step: first.step, stepVersion: 1, part: 'walk', input: { a: 1 } };
  await storePart(database.db, key, { taskId: first.id, attempt: first.attempt }, { frames: 7 });
  await expect(ledger.succeed(first)).rejects.toThrow(TransitionLost);
  expect((await ledger.read(first.id)).status).toBe('running');
  expect(await findPart(database.db, key)).toMatchObject({ answer: { frames: 7 } });
  await ledger.succeed(second);
  expect((await ledger.read(first.id)).status).toBe('succeeded');
});

test('of two answers to the same part the first is kept, and both hear it', async () => {
  const task = await ledger.start(await ledger.create(projectId, 'probe'));
  const key = {
    runId: task.runId,
    step: task.step,
    stepVersion: 1,
    part: 'walk',
    input: { b: 2, a: [1, { d: 1, c: 2 }] },
  };
  const by = { taskId: task.id, attempt: 1 };
  const answers = await Promise.all([1, 2, 3].map((n) => storePart(database.db, key, by, n)));
  expect(new Set(answers).size).toBe(1);
  const reordered = { ...key, input: { a: [1, { c: 2, d: 1 }], b: 2 } };
  expect((await findPart(database.db, reordered))?.answer).toBe(answers[0]);
  expect(await findPart(database.db, { ...key, input: { a: 1 } })).toBeNull();
  expect(await findPart(database.db, { ...key, stepVersion: 2 })).toBeNull();
});

test('a task that is not yet due, or of another turn, is not claimed', async () => {
  const task = await ledger.start(await ledger.create(projectId, 'probe'));
  const later = () => "clock_timestamp() + interval '1 hour'";
  await ledger.log.write(projectId, (tx) => transition(tx, task, 'queued', { runAt: later }));
  expect(await claimTask(ledger.log, randomUUID(), { taskId: task.id, attempt: 1 })).toBeNull();
  await database.db.query('UPDATE tasks SET run_at = now() WHERE id = $1', [task.id]);
  expect(await claimTask(ledger.log, randomUUID(), { taskId: task.id, attempt: 0 })).toBeNull();
  expect(await claimTask(ledger.log, randomUUID(), { taskId: task.id, attempt: 1 })).not.toBeNull();
});
