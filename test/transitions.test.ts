/** The table of a task's states, walked: which may follow which, and what each move leaves behind. On a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TaskStatus } from '../src/contract/task.js';
import type { TaskRow } from '../src/database/entities/task.entity.js';
import { AttemptRow } from '../src/database/entities/task.entity.js';
import { eventsAfter } from '../src/events/event-log.js';
import { InvalidTransition, transition, TransitionLost } from '../src/tasks/transitions.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

let database: MigratedDatabase;
let ledger: Ledger;
let task: TaskRow;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  ledger = new Ledger(database.db);
  // A draft, since its text is shown while it is written.
  const { id } = await ledger.create(await ledger.newProject(), 'draft:blog');
  await database.db.query("UPDATE tasks SET waiting_for = '{}' WHERE id = $1", [id]);
  task = await ledger.read(id);
});

const move = (from: TaskRow, to: TaskStatus): Promise<TaskRow> =>
  ledger.log.write(from.projectId, (tx) => transition(tx, from, to, { message: `To ${to}` }));
const attemptOf = ({ id: taskId, attempt }: TaskRow): Promise<AttemptRow> =>
  database.db.manager.findOneByOrFail(AttemptRow, { taskId, attempt });
const hasDraftText = async ({ id }: TaskRow): Promise<boolean> =>
  (await database.db.query<unknown[]>('SELECT 1 FROM draft_texts WHERE task_id = $1', [id])).length > 0;
const lastEvent = async ({ projectId }: TaskRow) => (await eventsAfter(database.db.manager, projectId, 0)).at(-1);

const statuses: TaskStatus[] = ['queued', 'running', 'succeeded', 'failed', 'cancelled'];
/** As the contract has it: from, to, the event, and how the attempt ended where there was one. */
const allowed: [TaskStatus, TaskStatus, string, string | null][] = [
  ['queued', 'running', 'task.started', null],
  ['queued', 'cancelled', 'task.cancelled', null],
  ['queued', 'failed', 'task.failed', null],
  ['running', 'succeeded', 'task.succeeded', 'succeeded'],
  ['running', 'failed', 'task.failed', 'failed'],
  ['running', 'cancelled', 'task.cancelled', 'cancelled'],
  ['running', 'queued', 'task.retrying', 'queued again'],
];
const forbidden = statuses.flatMap((from) =>
  statuses.filter((to) => !allowed.some(([a, b]) => a === from && b === to)).map((to) => [from, to] as const),
);

async function taskThatIs(status: TaskStatus): Promise<TaskRow> {
  if (status === 'queued') return task;
  const running = await ledger.start(task);
  await database.db.query('INSERT INTO draft_texts (task_id, attempt, restarts, body) VALUES ($1, 1, 0, $2)', [
    task.id,
    'So far',
  ]);
  return status === 'running' ? running : move(running, status);
}

describe('allowed', () => {
  test.each(allowed)('%s to %s tells of it by %s', async (from, to, type, outcome) => {
    const before = await taskThatIs(from);
    const moved = await move(before, to);
    const ends = ['succeeded', 'failed', 'cancelled'].includes(to);
    expect(moved).toMatchObject({ status: to, message: `To ${to}`, attempt: before.attempt });
    expect(await ledger.read(task.id)).toEqual(moved);
    expect(moved.finishedAt !== null).toBe(ends);
    expect(await lastEvent(task)).toMatchObject({ type, task: { id: task.id, status: to, message: `To ${to}` } });
    if (outcome === null) return;
    const { outcome: noted, finishedAt } = await attemptOf(before);
    expect([noted, finishedAt !== null, await hasDraftText(task)]).toEqual([outcome, true, false]);
  });
});

describe('not allowed', () => {
  test.each(forbidden)('%s to %s changes nothing', async (from, to) => {
    const before = await taskThatIs(from);
    const seq = (await lastEvent(task))?.seq;
    const refusal = `A ${from} task cannot become ${to}.`;
    await expect(move(before, to)).rejects.toThrow(InvalidTransition);
    await expect(move(before, to)).rejects.toMatchObject({ name: 'InvalidTransition', message: refusal });
    expect(await ledger.read(task.id)).toEqual(before);
    expect((await lastEvent(task))?.seq).toBe(seq);
  });
});

describe('a task that somebody else moved on meanwhile', () => {
  test('does not move: it is in another state', async () => {
    const running = await ledger.start(task);
    await move(running, 'cancelled');
    const lost = move(running, 'succeeded');
    await expect(lost).rejects.toThrow(TransitionLost);
    await expect(move(running, 'succeeded')).rejects.toMatchObject({
      name: 'TransitionLost',
      message: `Task ${task.id} is no longer running in attempt 1, so it cannot become succeeded.`,
    });
    expect((await ledger.read(task.id)).status).toBe('cancelled');
    expect((await lastEvent(task))?.type).toBe('task.cancelled');
  });

  test('does not move: it is in another attempt', async () => {
    const first = await ledger.start(task);
    const second = await ledger.start(await move(first, 'queued'));
    await expect(move(first, 'failed')).rejects.toThrow(TransitionLost);
    expect(await ledger.read(task.id)).toEqual(second);
    expect((await attemptOf(second)).finishedAt).toBeNull();
  });

  test('leaves the attempt before it as it ended', async () => {
    const first = await ledger.start(task);
    const second = await ledger.start(await move(first, 'queued'));
    await move(second, 'succeeded');
    expect((await attemptOf(first)).outcome).toBe('queued again');
  });
});
