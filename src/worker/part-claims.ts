/**
 * Of a part that several tasks of a project need, one task does the work, and the others wait for its answer. A claim ends with the
 * attempt that holds it: nobody has to clean up after a worker that was killed.
 */
import type { DataSource } from 'typeorm';
import { hashInput } from './parts.js';
import type { PartKey } from './parts.js';

interface Holder {
  taskId: string;
  attempt: number;
}

/**
 * SQL: an attempt that runs no more holds nothing. A claim is left alone while it is young: the statement of another may have begun
 * before it, and not see yet that its task runs.
 */
const TAKE = `
  INSERT INTO part_claims AS c (run_id, step, part, input_hash, task_id, attempt) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (run_id, step, part, input_hash) DO UPDATE
    SET task_id = excluded.task_id, attempt = excluded.attempt, claimed_at = clock_timestamp()
    WHERE (c.task_id = excluded.task_id AND c.attempt < excluded.attempt) OR (
      c.claimed_at < clock_timestamp() - interval '3 seconds' AND NOT EXISTS (
        SELECT FROM tasks t WHERE t.id = c.task_id AND t.attempt = c.attempt AND t.status = 'running'))
  RETURNING task_id`;

const GIVE_BACK = `
  DELETE FROM part_claims WHERE run_id = $1 AND step = $2 AND part = $3 AND input_hash = $4 AND task_id = $5 AND attempt = $6`;

const rowOf = (key: PartKey, { taskId, attempt }: Holder): unknown[] => [
  key.runId,
  key.step,
  key.part,
  hashInput(key),
  taskId,
  attempt,
];

/** Whether the part is now this attempt's to do; false while another one does it. */
export async function takePart(db: DataSource, key: PartKey, holder: Holder): Promise<boolean> {
  const taken: unknown[] = await db.query(TAKE, rowOf(key, holder));
  return taken.length > 0;
}

export async function giveBack(db: DataSource, key: PartKey, holder: Holder): Promise<void> {
  await db.query(GIVE_BACK, rowOf(key, holder));
}
