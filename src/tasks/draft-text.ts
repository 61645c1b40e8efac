/** The text so far of drafts that are being written, as far as it is stored. */
import type { EntityManager } from 'typeorm';
import type { DraftText } from '../contract/task.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { contentTypeOf } from '../steps/lookup.js';

/** The text so far of a draft that is being written; null when nothing of this attempt is stored. */
export async function readDraftText(
  db: EntityManager,
  { id, key, status, attempt }: Pick<TaskRow, 'id' | 'key' | 'status' | 'attempt'>,
): Promise<DraftText | null> {
  if (contentTypeOf(key) === null || status !== 'running') return null;
  const rows: DraftText[] = await db.query(
    'SELECT attempt, restarts, body AS text FROM draft_texts WHERE task_id = $1 AND attempt = $2',
    [id, attempt],
  );
  return rows[0] ?? null;
}
