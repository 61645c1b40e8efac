/** Counts a task's files for its owner before they are stored. */
import type { DataSource } from 'typeorm';
import type { TaskRow } from '../database/entities/task.entity.js';
import { overLimit } from '../members/storage-use.js';

/** `bytes`: below 0 for a file that was counted, and could not be stored. Throws `StorageLimit`. */
export async function bookFile(
  db: DataSource,
  { id, projectId }: Pick<TaskRow, 'id' | 'projectId'>,
  bytes: number,
  limitBytes: number,
): Promise<void> {
  if (bytes === 0) return;
  await db.transaction(async (tx) => {
    const over = bytes > 0 ? await overLimit(tx, projectId, bytes, limitBytes) : null;
    if (over) throw over;
    await tx.query('UPDATE tasks SET stored_bytes = stored_bytes + $2 WHERE id = $1', [id, bytes]);
  });
}
