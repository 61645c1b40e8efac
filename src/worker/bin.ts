/** What has lain in the bin long enough is deleted for good. */
import type { DataSource } from 'typeorm';
import { BIN_DAYS } from '../contract/bin-days.js';
import { deleteFromBin } from '../events/deleted-things.js';
import type { Storage } from '../outside/storage/storage.js';
import { projectPrefix } from '../outside/storage/storage.js';

/** One that was brought back meanwhile is left alone. Its id is kept, so that its files are known if they cannot be removed now. */
const DELETE = `
  WITH gone AS (
    DELETE FROM projects WHERE id = $1 AND binned_at < now() - make_interval(days => $2) RETURNING id)
  INSERT INTO deleted_projects (id) SELECT id FROM gone RETURNING id`;

/** Returns how many projects. Throws what the storage throws; those that are left are deleted the next time. */
export async function emptyBin(db: DataSource, storage: Storage): Promise<number> {
  const due: { id: string }[] = await db.query(
    'SELECT id FROM projects WHERE binned_at < now() - make_interval(days => $1)',
    [BIN_DAYS],
  );
  let deleted = 0;
  for (const { id } of due) {
    const gone: unknown[] = await db.query(DELETE, [id, BIN_DAYS]);
    if (gone.length === 0) continue;
    await storage.removeAll(projectPrefix(id));
    deleted += 1;
  }
  return deleted;
}

const OLD_THINGS = `id = ANY (ARRAY(
  SELECT id FROM deleted_things WHERE binned_at < now() - make_interval(days => $1) ORDER BY binned_at LIMIT 500))`;

/** What was deleted beside whole projects. Throws what the storage throws: files that are left are without a use, and removed as such. */
export async function emptyBinOfThings(db: DataSource, storage: Storage): Promise<void> {
  for (const key of await deleteFromBin(db.manager, OLD_THINGS, [BIN_DAYS])) await storage.remove(key);
}
