/** Parts, the checkpoints of a step: each is kept once it is finished, for all attempts of a run, so that nothing is done, or paid for, twice. */
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { PartRow } from '../database/entities/task.entity.js';
import { canonical } from '../tasks/canonical-json.js';

export interface PartKey {
  runId: string;
  step: string;
  stepVersion: number;
  part: string;
  /** All that the answer depends on. */
  input: unknown;
}

export const hashInput = ({ stepVersion, input }: Pick<PartKey, 'stepVersion' | 'input'>): string =>
  createHash('sha256')
    .update(canonical({ stepVersion, input: input ?? null }))
    .digest('hex');

/** The stored answer, wrapped because null is an answer too; null when the part has not been done in this run. */
export async function findPart(db: DataSource, key: PartKey): Promise<{ answer: unknown } | null> {
  const where = { runId: key.runId, step: key.step, part: key.part, inputHash: hashInput(key) };
  return db.manager.findOneBy(PartRow, where);
}

/**
 * Stores an answer, from whichever attempt it comes: fenced and cancelled ones too, because the work is done.
 * Returns what is stored from now on: of two that finish at once, the first.
 */
export async function storePart(
  db: DataSource,
  key: PartKey,
  by: { taskId: string; attempt: number },
  answer: unknown,
): Promise<unknown> {
  const row = [key.runId, key.step, key.part, hashInput(key), JSON.stringify(answer ?? null), by.taskId, by.attempt];
  await db.query(
    `WITH stored AS (
       INSERT INTO parts (run_id, step, part, input_hash, answer, task_id, attempt) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING RETURNING task_id)
     UPDATE tasks SET deaths = 0 WHERE id = (SELECT task_id FROM stored) AND deaths > 0`,
    row,
  );
  return (await findPart(db, key))?.answer;
}

const failedParts = new WeakMap<object, string>();

/** Remembers in which part an error was thrown. */
export function noteFailedPart(error: unknown, part: string): void {
  if (error instanceof Error && !failedParts.has(error)) failedParts.set(error, part);
}

/** The part in which this error was thrown; null when it was in none. */
export const failedPartOf = (error: unknown): string | null =>
  error instanceof Error ? (failedParts.get(error) ?? null) : null;
