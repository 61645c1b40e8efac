/** The rules against races, each with two actors that meet at a barrier. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EventLog, eventsAfter } from '../src/channels/event-log.js';
import type { Announcement } from '../src/channels/project-tx.js';
import type { TaskKey } from '../src/contract/task.js';
import { MemberRow, ProjectRow, SourceRow } from '../src/database/entities/project.entity.js';
import { TaskRow } from '../src/database/entities/task.entity.js';
import { claim } from '../src/pipeline/claim.js';
import { findPart, storePart } from '../src/pipeline/parts.js';
import type { Queue } from '../src/pipeline/queue.js';
import { newestTasks, Tasks } from '../src/pipeline/tasks.js';
import { InvalidTransition, transition, TransitionLost } from '../src/pipeline/transitions.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';

let database: MigratedDatabase;
let log: EventLog;
let tasks: Tasks;
let announced: Announcement[];
let handed: string[];
let projectId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  announced = [];
  handed = [];
  log = new EventLog(database.db, (announcement) => announced.push(announcement));
  // The transport is out of these tests: what is handed to it is noted.
  const queue: Pick<Queue, 'add'> = { add: (task) => handed.push(`${task.id}.${task.attempt}`) };
  tasks = new Tasks(queue as Queue);
  projectId = await newProject();
});

async function newProject(): Promise<string> {
  const id = randomUUID();
  await database.db.manager.insert(ProjectRow, { id, title: 'A talk' });
  const source = { filename: 'a.mp4', objectKey: 'k', sizeBytes: 1, sha256: 'x' };
  await database.db.manager.insert(SourceRow, { projectId: id, ...source });
  return id;
}

const create = (key: TaskKey, project = projectId): Promise<TaskRow> =>
  log.write(project, (tx) => tasks.create(tx, { key }));
const read = (id: string): Promise<TaskRow> => database.db.manager.findOneByOrFail(TaskRow, { id });
const newest = async (key: TaskKey, project = projectId): Promise<TaskRow | undefined> =>
  (await newestTasks(database.db.manager, project)).find((task) => task.key === key);

async function start(task: TaskRow): Promise<TaskRow> {
  const claimed = await claim(log, randomUUID(), { taskId: task.id, attempt: task.attempt });
  if (!claimed) throw new Error(`${task.key} could not be claimed`);
  return claimed.task;
}

const succeed = (task: TaskRow): Promise<TaskRow> =>
  log.write(task.projectId, (tx) => tasks.end(tx, task, 'succeeded', { percent: 100 }));
const fail = (task: TaskRow): Promise<TaskRow> => {
  const error = { code: 'no_transcriber', message: 'No captions.', retryable: false, step: task.step };
  return log.write(task.projectId, (tx) => tasks.end(tx, task, 'failed', { error }));
};

async function succeedAll(keys: TaskKey[], project = projectId): Promise<void> {
  for (const key of keys) await succeed(await start((await newest(key, project)) ?? (await create(key, project))));
}

test('events that many transactions append at once are numbered without holes, and announced as stored', async () => {
  await Promise.all(
    Array.from({ length: 100 }, () =>
      log.write(projectId, async (tx) => Promise.resolve(tx.append('project.updated'))),
    ),
  );
  const events = await eventsAfter(database.db.manager, projectId, 0);
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  expect(announced.flatMap((one) => one.events.map((event) => event.seq)).sort((a, b) => a - b)).toEqual(
    events.map((event) => event.seq),
  );
});

test('a transaction that fails leaves no event, no hole and no announcement', async () => {
  await expect(
    log.write(projectId, (tx) => {
      tx.append('project.updated');
      return Promise.reject(new Error('no'));
    }),
  ).rejects.toThrow('no');
  await log.write(projectId, async (tx) => Promise.resolve(tx.append('project.updated')));
  expect((await eventsAfter(database.db.manager, projectId, 0)).map((event) => event.seq)).toEqual([1]);
  expect(announced).toHaveLength(1);
});

/** A project whose draft waits for two running tasks, and these two. Written as rows: a thousand of them are needed. */
async function aboutToRelease(): Promise<{ running: TaskRow[]; draftId: string }> {
  const project = await newProject();
  const row = (key: TaskKey, step: TaskRow['step'], more: Partial<TaskRow>): Partial<TaskRow> => ({
    ...{ id: randomUUID(), projectId: project, key, step, lane: 'ai', runId: randomUUID(), ...more },
  });
  const running = { status: 'running', attempt: 1 } as const;
  const [chapters, screenshots] = [row('chapters', 'chapters', running), row('screenshots', 'screenshots', running)];
  const draft = row('draft:blog', 'draft', { status: 'queued', waitingFor: ['chapters', 'screenshots'] });
  const met = row('transcribe', 'transcribe', { status: 'succeeded' });
  await database.db.manager.insert(TaskRow, [met, chapters, screenshots, draft]);
  const rows = [chapters, screenshots].map(({ id }) => read(id ?? ''));
  return { running: await Promise.all(rows), draftId: draft.id ?? '' };
}

test('two needs that succeed at the same moment release their dependent exactly once, 1,000 times', async () => {
  for (let batch = 0; batch < 100; batch += 1) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { running, draftId } = await aboutToRelease();
        await Promise.all(running.map(succeed));
        expect((await read(draftId)).waitingFor).toEqual([]);
        expect(handed.filter((name) => name === `${draftId}.0`)).toHaveLength(1);
      }),
    );
  }
}, 300_000);

test('of a cancel and a late success at the same moment one wins, and the other changes nothing', async () => {
  for (let i = 0; i < 100; i += 1) {
    const project = await newProject();
    const running = await start(await create('probe', project));
    const results = await Promise.allSettled([
      succeed(running),
      log.write(project, async (tx) => tasks.cancel(tx, await tx.db.findOneByOrFail(TaskRow, { id: running.id }))),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const events = (await eventsAfter(database.db.manager, project, 0)).map((event) => event.type);
    const ends = events.filter((type) => type === 'task.succeeded' || type === 'task.cancelled');
    expect(ends).toEqual([`task.${(await read(running.id)).status}`]);
  }
});

test('of many workers that are given the same job one gets the task', async () => {
  const task = await create('probe');
  const claims = await Promise.all(
    Array.from({ length: 20 }, () => claim(log, randomUUID(), { taskId: task.id, attempt: 0 })),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect((await read(task.id)).attempt).toBe(1);
});

test('the result of an attempt that was taken back is refused, and what it did in parts is kept', async () => {
  const first = await start(await create('probe'));
  await log.write(projectId, (tx) => transition(tx, first, 'queued', { workerId: null }));
  const second = await start(await read(first.id));
  const key = { runId: first.runId, step: first.step, stepVersion: 1, part: 'walk', input: { a: 1 } };
  await storePart(database.db, key, { taskId: first.id, attempt: first.attempt }, { frames: 7 });
  await expect(succeed(first)).rejects.toThrow(TransitionLost);
  expect((await read(first.id)).status).toBe('running');
  expect(await findPart(database.db, key)).toMatchObject({ answer: { frames: 7 } });
  await succeed(second);
  expect((await read(first.id)).status).toBe('succeeded');
});

test('of two answers to the same part the first is kept, and both hear it', async () => {
  const task = await start(await create('probe'));
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

test('there is at most one unfinished task of a key', async () => {
  await create('probe');
  await expect(create('probe')).rejects.toThrow('one_unfinished_task_per_key');
});

test('what is not in the table of transitions is refused', async () => {
  const task = await succeed(await start(await create('probe')));
  await expect(fail(task)).rejects.toThrow(InvalidTransition);
  await expect(log.write(projectId, (tx) => tasks.cancel(tx, task))).rejects.toThrow(InvalidTransition);
});

test('a failed need fails what waits for it, through all steps, with one notice; its success brings them back', async () => {
  await succeedAll(['probe']);
  const transcribe = await start(await create('transcribe'));
  await create('screenshots');
  await create('chapters');
  const draft = await create('draft:blog');
  announced = [];
  await fail(transcribe);

  expect(await newest('chapters')).toMatchObject({ status: 'failed', error: { code: 'prerequisite_failed' } });
  expect(await newest('draft:blog')).toMatchObject({ status: 'failed', error: { code: 'prerequisite_failed' } });
  expect(await newest('screenshots')).toMatchObject({ status: 'queued' });
  expect(announced.flatMap((one) => one.notices.map((notice) => notice.title))).toEqual(['Transcript failed']);

  const again = await log.write(projectId, async (tx) => tasks.retry(tx, await read(transcribe.id)));
  expect(again.runId).toBe(transcribe.runId);
  await succeed(await start(again));
  expect(await newest('chapters')).toMatchObject({ status: 'queued', waitingFor: [] });
  expect(await newest('draft:blog')).toMatchObject({ status: 'queued', runId: draft.runId });
  expect((await newest('draft:blog'))?.waitingFor.sort()).toEqual(['chapters', 'screenshots']);
});

test('retrying what failed for a need retries the need', async () => {
  const probe = await start(await create('probe'));
  await create('transcribe');
  await create('chapters');
  await fail(probe);
  await log.write(projectId, async (tx) => {
    const chapters = (await newestTasks(tx.db, projectId)).find((task) => task.key === 'chapters');
    if (chapters) await tasks.retry(tx, chapters);
  });
  expect(await newest('probe')).toMatchObject({ status: 'queued', waitingFor: [] });
  expect(await newest('transcribe')).toMatchObject({ status: 'queued', waitingFor: ['probe'] });
  expect(await newest('chapters')).toMatchObject({ status: 'queued', waitingFor: ['transcribe'] });
});

test('a draft asked for before there is anything waits for all it needs, and fails at once when a need has failed', async () => {
  expect(await create('draft:blog')).toMatchObject({
    status: 'queued',
    waitingFor: ['transcribe', 'chapters', 'screenshots'],
  });
  const other = await newProject();
  await fail(await start(await create('probe', other)));
  await create('transcribe', other);
  expect(await newest('transcribe', other)).toMatchObject({ status: 'failed', error: { code: 'prerequisite_failed' } });
});

test('the more unfinished tasks an owner has in a lane, the later is the turn of the next one', async () => {
  const priorities: number[] = [];
  const queue: Pick<Queue, 'add'> = { add: (_task, priority = 0) => priorities.push(priority) };
  const turns = new Tasks(queue as Queue);
  const upload = async (userId: string): Promise<void> => {
    const project = await newProject();
    await database.db.manager.insert(MemberRow, { projectId: project, userId, role: 'owner' });
    await log.write(project, (tx) => turns.create(tx, { key: 'probe' }));
  };
  for (const userId of ['busy', 'busy', 'busy', 'first']) await upload(userId);
  expect(priorities).toEqual([2, 3, 4, 2]);
});

test('a task that is not yet due, or of another turn, is not claimed', async () => {
  const task = await start(await create('probe'));
  const later = () => "clock_timestamp() + interval '1 hour'";
  await log.write(projectId, (tx) => transition(tx, task, 'queued', { runAt: later }));
  expect(await claim(log, randomUUID(), { taskId: task.id, attempt: 1 })).toBeNull();
  await database.db.query('UPDATE tasks SET run_at = now() WHERE id = $1', [task.id]);
  expect(await claim(log, randomUUID(), { taskId: task.id, attempt: 0 })).toBeNull();
  expect(await claim(log, randomUUID(), { taskId: task.id, attempt: 1 })).not.toBeNull();
});
