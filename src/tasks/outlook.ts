/** What to expect of tasks: their place in the queue, or their ETA. */
import type { EntityManager } from 'typeorm';
import type { Task } from '../contract/task.js';
import { etaOf, ExpectedDurations } from './eta.js';
import { orderOf } from './line.js';

/** Adds to tasks that wait to run their place in their lane, counted over all projects; and to running tasks their ETA. Those that were taken since they were read have no place. */
export async function withOutlook(db: EntityManager, tasks: Task[]): Promise<Task[]> {
  return withEta(db, await withPositions(db, tasks));
}

async function withPositions(db: EntityManager, tasks: Task[]): Promise<Task[]> {
  const waiting = tasks.filter((task) => task.status === 'queued' && task.waitingFor.length === 0);
  if (waiting.length === 0) return tasks;
  const rows: { id: string; position: number }[] = await db.query(
    `SELECT t.id, (SELECT count(*)::int FROM tasks before WHERE before.lane = t.lane AND before.status = 'queued'
       AND before.waiting_for = '{}' AND before.run_at <= greatest(t.run_at, now())
       AND (${orderOf('before')}) <= (${orderOf('t')})) AS position
     FROM tasks t WHERE t.id = ANY($1) AND t.status = 'queued' AND t.waiting_for = '{}'`,
    [waiting.map((task) => task.id)],
  );
  const positions = new Map(rows.map(({ id, position }) => [id, position]));
  return tasks.map((task) => ({ ...task, position: positions.get(task.id) ?? null }));
}

async function withEta(db: EntityManager, tasks: Task[]): Promise<Task[]> {
  const running = tasks.filter((task) => task.status === 'running');
  if (running.length === 0) return tasks;
  const rows: { id: string; durationMs: number | null }[] = await db.query(
    `SELECT project_id AS id, (media->>'durationMs')::float8 AS "durationMs" FROM sources WHERE project_id = ANY($1)`,
    [running.map(({ projectId }) => projectId)],
  );
  const durations = new Map(rows.map(({ id, durationMs }) => [id, durationMs]));
  const expected = ExpectedDurations.in(db.dataSource);
  const timed = running.map((task): [string, number | null] => {
    const durationMs = durations.get(task.projectId) ?? null;
    const expectedMs = expected.knownMs(task.key, durationMs);
    const elapsedMs = Date.now() - Date.parse(task.startedAt ?? task.queuedAt);
    return [task.id, etaOf({ elapsedMs, percent: task.percent, expectedMs })];
  });
  const etas = new Map(timed);
  return tasks.map((task) => ({ ...task, etaMs: etas.get(task.id) ?? null }));
}
