/**
 * The rows of tasks under the project's lock: each change is one statement, and the newest task of each key is read once in a
 * transaction, however many ask.
 */
import { randomUUID } from 'node:crypto';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { isEnded } from '../contract/task-status.js';
import { assignments, columnList, entitiesOf } from '../database/by-hand.js';
import { prepared } from '../database/prepared.js';
import { TaskRow } from '../database/entities/task.entity.js';
import type { ProjectTx } from '../events/project-tx.js';
import { stepsWhere } from '../steps/lookup.js';
import { currentTrace } from '../telemetry/traces.js';
import { placeInLine } from './line.js';

type Row = Record<string, unknown>;
type Changes = Omit<QueryDeepPartialEntity<TaskRow>, 'id' | 'status' | 'projectId'>;

/** From key to key by the index, so that it takes as long however many tasks of a key there have been. */
const newestOf = (columns: string) => `
  WITH RECURSIVE newest (task) AS (
    (SELECT one FROM tasks one WHERE one.project_id = $1 ORDER BY one.key, one.ordinal DESC LIMIT 1)
    UNION ALL
    SELECT (
      SELECT one FROM tasks one WHERE one.project_id = $1 AND one.key > (newest.task).key
      ORDER BY one.key, one.ordinal DESC LIMIT 1)
    FROM newest WHERE (newest.task).id IS NOT NULL)
  SELECT ${columns} FROM newest WHERE (task).id IS NOT NULL ORDER BY (task).ordinal`;

/** The newest task of each key of a project, in the order in which they were made. */
export async function newestTasks(db: EntityManager, projectId: string): Promise<TaskRow[]> {
  const sql = prepared(newestOf(columnList(db, TaskRow, '(task)')));
  return entitiesOf(db, TaskRow, await db.query<Row[]>(sql, [projectId]));
}

/** Steps with a task for each moment that somebody asks for: those that have ended are of no use to anybody, and would pile up. */
const passing: readonly string[] = stepsWhere(({ per }) => per === 'frame');

/** What a snapshot tells of: the newest task of each key, of passing ones while they wait or run. */
export async function tasksInSnapshot(db: EntityManager, projectId: string): Promise<TaskRow[]> {
  const tasks = await newestTasks(db, projectId);
  return tasks.filter(({ step, status }) => !passing.includes(step) || !isEnded(status));
}

/** What is known of it in a transaction: nobody else changes tasks of the project meanwhile, but for the progress of running ones. */
const inTx = new WeakMap<ProjectTx, TaskRow[]>();

/** The same under the lock, with all that this transaction has changed by the functions of this file. */
export async function newestIn(tx: ProjectTx): Promise<readonly TaskRow[]> {
  const tasks = inTx.get(tx) ?? (await newestTasks(tx.db, tx.projectId));
  inTx.set(tx, tasks);
  return tasks;
}

function note(tx: ProjectTx, task: TaskRow): void {
  const tasks = inTx.get(tx);
  if (!tasks) return;
  const newer = tasks.some(({ key, ordinal }) => key === task.key && BigInt(ordinal) > BigInt(task.ordinal));
  if (newer) return;
  const same = tasks.findIndex(({ id }) => id === task.id);
  // In the order in which they were made: a new one comes last.
  if (same >= 0) inTx.set(tx, tasks.with(same, task));
  else inTx.set(tx, [...tasks.filter(({ key }) => key !== task.key), task]);
}

export type NewRow = Pick<
  TaskRow,
  'key' | 'step' | 'lane' | 'waitingFor' | 'instructions' | 'requestedBy' | 'keepsEdited'
> & { runId: string | undefined };

const INSERT = `
  INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, waiting_for, instructions, requested_by, keeps_edited, trace, priority)
  SELECT $1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, $10, $11,
    ${placeInLine({ id: '$1::uuid', projectId: '$2::uuid', lane: '$5::text', servedMs: '0' })}
  RETURNING `;

/** A queued task, in line already. */
export async function insertTask(tx: ProjectTx, row: NewRow): Promise<TaskRow> {
  const { key, step, lane, waitingFor, instructions, requestedBy, keepsEdited } = row;
  const [id, runId] = [randomUUID(), row.runId ?? randomUUID()];
  const asked = [waitingFor, instructions, requestedBy, keepsEdited, currentTrace()];
  const values = [id, tx.projectId, key, step, lane, runId, ...asked];
  const sql = prepared(INSERT + columnList(tx.db, TaskRow));
  return noted(tx, await tx.db.query<Row[]>(sql, values), key);
}

/** Changes what does not belong to its state. */
export async function changeTask(
  tx: ProjectTx,
  { id, key }: Pick<TaskRow, 'id' | 'key'>,
  changes: Changes,
): Promise<TaskRow> {
  const values: unknown[] = [id];
  const set = assignments(tx.db, TaskRow, changes, values);
  const sql = `UPDATE tasks SET ${set} WHERE id = $1 RETURNING ${columnList(tx.db, TaskRow)}`;
  const [rows] = await tx.db.query<[Row[], number]>(sql, values);
  return noted(tx, rows, key);
}

function noted(tx: ProjectTx, rows: readonly Row[], key: string): TaskRow {
  const [task] = entitiesOf(tx.db, TaskRow, rows);
  if (!task) throw new Error(`A row of ${key} was there, and is not any more.`);
  note(tx, task);
  return task;
}

/** SQL: what follows from a state is written with it: an attempt begins, or ends. Whoever ends it adds later what it knows. */
const WITH_IT = {
  begun:
    'begun AS (INSERT INTO attempts (task_id, attempt, worker_id) SELECT id, attempt, worker_id FROM moved WHERE worker_id IS NOT NULL)',
  closed: `closed AS (
    UPDATE attempts SET finished_at = clock_timestamp(), outcome = $4 FROM moved
    WHERE attempts.task_id = moved.id AND attempts.attempt = $3 AND attempts.finished_at IS NULL)`,
};

/** Only `transition` calls it. Null when the task is not any more as it was read, or is to run before it is due. */
export async function moveTask(
  tx: ProjectTx,
  { id, status, attempt }: Pick<TaskRow, 'id' | 'status' | 'attempt'>,
  to: TaskRow['status'],
  changes: Changes,
): Promise<TaskRow | null> {
  const values: unknown[] = [id, status, attempt];
  const also = [];
  if (status === 'running') {
    values.push(to === 'queued' ? 'queued again' : to);
    also.push(WITH_IT.closed);
  }
  if (to === 'running') also.push(WITH_IT.begun);
  const set = assignments(tx.db, TaskRow, { ...changes, status: to }, values);
  const due = to === 'running' ? "AND waiting_for = '{}' AND run_at <= clock_timestamp()" : '';
  const moved = `moved AS (UPDATE tasks SET ${set} WHERE id = $1 AND status = $2 AND attempt = $3 ${due} RETURNING *)`;
  const sql = `WITH ${[moved, ...also].join(', ')} SELECT ${columnList(tx.db, TaskRow)} FROM moved`;
  // Of those that are queued again, the place in line is in the text: each is another one.
  const rows = await tx.db.query<Row[]>(to === 'queued' ? sql : prepared(sql), values);
  return rows.length === 0 ? null : noted(tx, rows, id);
}

/** All tasks of a key go, with what is kept of them. */
export async function deleteTasks(tx: ProjectTx, key: string): Promise<void> {
  await tx.db.delete(TaskRow, { projectId: tx.projectId, key });
  inTx.delete(tx);
}
