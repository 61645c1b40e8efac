/**
 * One attempt of a task on a worker, from its claim to its end: what it stores, and that it stores nothing once it has lost its
 * task. On a real database, without processes.
 */
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventsAfter } from '../src/events/event-log.js';
import { ContentVersionRow } from '../src/database/entities/content.entity.js';
import { ProjectRow } from '../src/database/entities/project.entity.js';
import { AttemptRow, TaskRow } from '../src/database/entities/task.entity.js';
import { VendorError } from '../src/outside/vendor/vendor-error.js';
import { transition } from '../src/tasks/transitions.js';
import { storeTranscript } from '../src/transcript/stored.js';
import { claimTask } from './support/claim.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';
import { LoneWorker } from './support/lone-worker.js';

let database: MigratedDatabase;
let ledger: Ledger;
let projectId: string;
let worker: LoneWorker;

beforeAll(async () => {
  // What goes wrong here is meant to.
  Logger.overrideLogger(['fatal']);
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  ledger = new Ledger(database.db);
  projectId = await ledger.newProject();
  worker = new LoneWorker(database, ledger);
  worker.write = () => Promise.resolve(TEXT);
});
afterEach(() => worker.end());

const TEXT = '# Bread\n\nBread needs time, and patience.\n';

/** A task that writes a draft of half a minute of talk, and is due. */
async function newDraft(text = 'Bread needs time.', more: Partial<TaskRow> = {}): Promise<TaskRow> {
  const segments = [{ index: 0, startMs: 0, endMs: 30_000, text }];
  await ledger.log.write(projectId, async (tx) => {
    const heard = { language: 'en', source: 'captions', coverage: 1, durationMs: 30_000 } as const;
    await storeTranscript(tx, { ...heard, missing: [], segments });
  });
  const [id, runId] = [randomUUID(), randomUUID()];
  const row = { id, runId, projectId, key: 'draft:blog', step: 'draft', lane: 'ai', status: 'queued' } as const;
  await database.db.manager.insert(TaskRow, { ...row, ...more });
  return ledger.read(id);
}

const attempt = ({ id }: TaskRow, number = 0): Promise<void> => worker.take({ taskId: id, attempt: number });
const versions = (): Promise<ContentVersionRow[]> => database.db.manager.findBy(ContentVersionRow, { projectId });
const outcomeOf = async ({ id: taskId }: TaskRow, number = 1): Promise<AttemptRow> =>
  database.db.manager.findOneByOrFail(AttemptRow, { taskId, attempt: number });
/** In how many seconds it may be claimed, by the database's clock. */
async function dueIn({ id }: TaskRow): Promise<number> {
  const sql = 'SELECT extract(epoch FROM run_at - clock_timestamp())::float AS seconds FROM tasks WHERE id = $1';
  const [row] = await database.db.query<{ seconds: number }[]>(sql, [id]);
  return row?.seconds ?? Number.NaN;
}
const eventTypes = async (): Promise<string[]> =>
  (await eventsAfter(database.db.manager, projectId, 0))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('task.'));
/** As the reconciler does with the tasks of a worker that is gone. */
const takeBack = async ({ id }: TaskRow): Promise<TaskRow> =>
  ledger.log.write(projectId, async (tx) =>
    transition(tx, await tx.db.findOneByOrFail(TaskRow, { id }), 'queued', { workerId: null }),
  );

test('what the step made is stored with the end of its task, and told of in one event', async () => {
  const task = await newDraft();
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({
    status: 'succeeded',
    attempt: 1,
    failures: 0,
    percent: 100,
    message: '7 words',
    partsDone: 1,
    partsTotal: 1,
    error: null,
    finishedAt: expect.any(Date) as Date,
  });
  expect(await versions()).toMatchObject([{ type: 'blog', version: 1, body: TEXT, origin: 'model' }]);
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'succeeded', finishedAt: expect.any(Date) as Date });
  expect(await eventTypes()).toEqual(['task.started', 'task.succeeded']);
  expect(worker.removed).toEqual([]);
  expect(worker.underWay).toBe(0);
});

test('a vendor that says when to come back is not asked before: the task is due then, and has failed once', async () => {
  const task = await newDraft();
  worker.write = () => Promise.reject(new VendorError('vendor_busy', 'The model is busy.', '429', false, 3_600_000));
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({
    status: 'queued',
    attempt: 1,
    failures: 1,
    workerId: null,
    message: 'The model is busy. Trying again (2 of 4)',
  });
  // Of the hour some seconds may have gone by.
  expect(Math.ceil((await dueIn(task)) / 60)).toBe(60);
  expect(ledger.handed.map(({ job }) => job)).toEqual([`${task.id}.1`]);
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'retry', detail: expect.stringContaining('429') as string });
  expect(await eventTypes()).toEqual(['task.started', 'task.retrying']);
  await attempt(task, 1);
  expect([(await ledger.read(task.id)).status, worker.asked]).toEqual(['queued', 1]);
});

test('the last of its tries ends it, and says in which part it failed', async () => {
  const task = await newDraft('Bread.', { failures: 3 });
  worker.write = () => Promise.reject(new VendorError('vendor_busy', 'The model is busy.', '429', false));
  await attempt(task);
  const message = 'The model is busy. It was tried 4 times; retry it later.';
  expect(await ledger.read(task.id)).toMatchObject({
    status: 'failed',
    failures: 4,
    message,
    error: { code: 'vendor_busy', message, retryable: true, step: 'draft', part: 'text' },
  });
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('429') as string });
});

test('what trying again cannot help ends it at once, and is none of its tries', async () => {
  const task = await newDraft();
  worker.write = () => Promise.reject(new VendorError('vendor_key', 'The key is wrong.', '401', true));
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'failed', failures: 0, error: { code: 'vendor_key' } });
});

test('what the step says is its failure is no part’s, and cannot be retried', async () => {
  const task = await newDraft(' ');
  await attempt(task);
  const { status, failures, error } = await ledger.read(task.id);
  expect([status, failures, worker.asked]).toEqual(['failed', 0, 0]);
  expect(error).toEqual({
    code: 'nothing_to_write',
    message: expect.stringContaining('nothing to write about') as string,
    retryable: false,
    step: 'draft',
  });
  expect((await outcomeOf(task)).detail).toBe('nothing_to_write');
});

test('a result that comes after the task was taken back is refused; its paid answer is kept for the next attempt', async () => {
  const task = await newDraft();
  worker.write = async () => {
    await takeBack(task);
    return TEXT;
  };
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'queued', attempt: 1 });
  expect(await versions()).toEqual([]);
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'fenced' });
  await attempt(task, 1);
  expect((await ledger.read(task.id)).status).toBe('succeeded');
  expect([(await versions()).length, worker.asked]).toEqual([1, 1]);
});

test('nor does it end the attempt of another worker, which has the task by now', async () => {
  const task = await newDraft();
  worker.write = async () => {
    await ledger.start(await takeBack(task));
    return TEXT;
  };
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'running', attempt: 2 });
  expect(await versions()).toEqual([]);
  expect(await outcomeOf(task, 2)).toMatchObject({ outcome: null, finishedAt: null });
});

test('a failure that comes late is refused as a result is', async () => {
  const task = await newDraft();
  worker.write = async () => {
    await ledger.start(await takeBack(task));
    throw new VendorError('vendor_key', 'The key is wrong.', '401', true);
  };
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'running', attempt: 2, failures: 0 });
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'fenced' });
});

test('a cancelled task stays cancelled, and so does its attempt', async () => {
  const task = await newDraft();
  worker.write = async () => {
    await ledger.log.write(projectId, async (tx) =>
      ledger.tasks.cancel(tx, await tx.db.findOneByOrFail(TaskRow, { id: task.id })),
    );
    return TEXT;
  };
  await attempt(task);
  expect((await ledger.read(task.id)).status).toBe('cancelled');
  expect(await versions()).toEqual([]);
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'cancelled' });
});

test('a worker that has lost a task stores nothing of it but that it was lost', async () => {
  const task = await newDraft();
  worker.write = () => {
    worker.abortAll('lost');
    return Promise.reject(new Error('aborted'));
  };
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'running', attempt: 1, failures: 0 });
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'lost', finishedAt: null });
});

test('a worker that stops gives its tasks back: they are due at once, and have not failed', async () => {
  const task = await newDraft();
  worker.write = () => {
    worker.abortAll('shutdown');
    return Promise.reject(new Error('aborted'));
  };
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({
    status: 'queued',
    failures: 0,
    workerId: null,
    message: 'Waiting for a worker',
  });
  expect(await dueIn(task)).toBeLessThanOrEqual(0);
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'given back' });
});

test('a worker that is about to stop claims nothing', async () => {
  const task = await newDraft();
  worker.stop();
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'queued', attempt: 0 });
});

test('of a project that was deleted meanwhile nothing is stored, and no file is left', async () => {
  const task = await newDraft();
  worker.write = async () => {
    await database.db.manager.delete(ProjectRow, { id: projectId });
    return TEXT;
  };
  await attempt(task);
  expect(worker.removed).toEqual([expect.stringContaining(projectId)]);
  expect(await claimTask(ledger.log, randomUUID(), { taskId: task.id, attempt: 0 })).toBeNull();
});

test('a result that the database refuses is a failure of its task, which is tried again', async () => {
  const task = await newDraft();
  await database.db.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON content_versions FOR EACH ROW EXECUTE FUNCTION refuse()`);
  try {
    await attempt(task);
  } finally {
    await database.db.query('DROP FUNCTION refuse CASCADE');
  }
  expect(await ledger.read(task.id)).toMatchObject({ status: 'queued', failures: 1 });
  expect(await versions()).toEqual([]);
  expect((await outcomeOf(task)).detail).toContain('not this');
});

test('an end that the database refuses, too, is thrown, and noted as not stored', async () => {
  const task = await newDraft();
  await database.db.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this'; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON tasks FOR EACH ROW WHEN (OLD.status = 'running') EXECUTE FUNCTION refuse()`);
  try {
    await expect(attempt(task)).rejects.toThrow('not this');
  } finally {
    await database.db.query('DROP FUNCTION refuse CASCADE');
  }
  expect(await ledger.read(task.id)).toMatchObject({ status: 'running', attempt: 1 });
  expect(await outcomeOf(task)).toMatchObject({ outcome: 'not stored', finishedAt: null });
  expect(worker.underWay).toBe(0);
});

test('of two tasks in quarantine a worker runs one at a time', async () => {
  const [first, second] = [
    await newDraft('Bread.', { crashes: 2 }),
    await newDraft('Bread.', { crashes: 2, key: 'draft:youtube' }),
  ];
  worker.write = async () => {
    // It is offered meanwhile.
    if (worker.asked === 1) await attempt(second);
    return TEXT;
  };
  await attempt(first);
  expect([(await ledger.read(first.id)).status, (await ledger.read(second.id)).status]).toEqual([
    'succeeded',
    'queued',
  ]);
  await attempt(second);
  expect((await ledger.read(second.id)).status).toBe('succeeded');
});

test('a task that another one must come before is not claimed', async () => {
  const task = await newDraft('Bread.', { waitingFor: ['chapters'] });
  await attempt(task);
  expect(await ledger.read(task.id)).toMatchObject({ status: 'queued', attempt: 0 });
});

test('a claim begins anew what is shown of its task', async () => {
  const error = { code: 'internal', message: 'No.', retryable: true, step: 'draft' } as const;
  const more = { percent: 40, message: 'Writing', error, slowAt: new Date(), startedAt: new Date(0) };
  const task = await newDraft('Bread.', more);
  const claimed = await claimTask(ledger.log, 'a5cbd3ae-0e58-4d3e-a9a5-8c0a2a2ac0a1', { taskId: task.id, attempt: 0 });
  expect(claimed).toMatchObject({
    status: 'running',
    attempt: 1,
    workerId: 'a5cbd3ae-0e58-4d3e-a9a5-8c0a2a2ac0a1',
    percent: 0,
    message: 'Starting',
    error: null,
    slowAt: null,
  });
  expect(claimed?.startedAt?.getTime()).toBeGreaterThan(0);
});
