import type { EntityManager } from 'typeorm';
import type { Task } from '../contract/task.js';

/** Adds to the tasks that may run their place in their lane, counted over all projects. */
export async function withPositions(db: EntityManager, tasks: Task[]): Promise<Task[]> {
  const waiting = tasks.filter((task) => task.status === 'queued' && task.waitingFor.length === 0);
  if (waiting.length === 0) return tasks;
  const rows: { id: string; position: number }[] = await db.query(
    `SELECT t.id, (SELECT count(*)::int FROM tasks before WHERE before.lane = t.lane AND before.status = 'queued'
       AND before.waiting_for = '{}' AND before.run_at <= t.run_at AND before.ordinal <= t.ordinal) AS position
     FROM tasks t WHERE t.id = ANY($1)`,
    [waiting.map((task) => task.id)],
  );
  const positions = new Map(rows.map(({ id, position }) => [id, position]));
  return tasks.map((task) => ({ ...task, position: positions.get(task.id) ?? null }));
}
