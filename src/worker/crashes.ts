/**
 * Which crashes count. A task's crashes lead to its quarantine and its end, so only those count that it may have caused: not
 * that its worker was away for longer than the lease, and not that an outage of the database lost its outcome.
 */
import type { EntityManager } from 'typeorm';
import type { TaskRow } from '../database/entities/task.entity.js';
import { AttemptRow } from '../database/entities/task.entity.js';

/** How an attempt went whose end the database refuses again and again, though it answers. */
export const NOT_STORED = 'not stored';

/** Whether the task, whose worker is gone or has let go of it, counts this as a crash. */
export async function isCrash(db: EntityManager, { id, attempt, workerId }: TaskRow): Promise<boolean> {
  if (workerId !== null) return true;
  // A living worker let go of it. What no attempt can store must end some time.
  return db.existsBy(AttemptRow, { taskId: id, attempt, outcome: NOT_STORED });
}

/**
 * SQL: the attempt $2 of task $1 was counted as a crash of worker $3, which lives. A part that was stored later has set the
 * count to 0, so that what it shows are crashes since.
 */
export const TAKE_CRASH_BACK = `
  WITH mistaken AS (
    UPDATE attempts SET death = false, outcome = CASE WHEN outcome = 'worker gone' THEN 'lost' ELSE outcome END
    WHERE task_id = $1 AND attempt = $2 AND worker_id = $3 AND death RETURNING task_id, finished_at)
  UPDATE tasks t SET deaths = t.deaths - 1 FROM mistaken m
  WHERE t.id = m.task_id AND t.deaths > 0 AND NOT EXISTS (
    SELECT 1 FROM parts p WHERE p.task_id = t.id AND p.done_at > m.finished_at)`;
