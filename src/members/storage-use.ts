/** How much people's files take, counted for who owns the projects that they lie in. */
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';

/** Of all projects that the owner of project $1 owns: recordings, also those on their way, documents and screenshots. */
const USED = `
  WITH theirs AS (
    SELECT DISTINCT owned.project_id FROM members mine
    JOIN members owned ON owned.user_id = mine.user_id AND owned.role = 'owner'
    WHERE mine.project_id = $1 AND mine.role = 'owner')
  SELECT (
    coalesce((SELECT sum(size_bytes) FROM sources JOIN theirs USING (project_id)), 0)
    + coalesce((SELECT sum(size_bytes) FROM documents JOIN theirs USING (project_id)), 0)
    + coalesce((SELECT sum(size_bytes) FROM uploads JOIN theirs USING (project_id) WHERE state IN ('receiving', 'stored')), 0)
    + coalesce((SELECT sum(size_bytes) FROM (
        SELECT DISTINCT object_key, size_bytes FROM screenshots JOIN theirs USING (project_id)) once), 0)
  )::float8 AS used`;

/** In bytes. */
export async function storageUsed(db: EntityManager, projectId: string): Promise<number> {
  const [row] = await db.query<{ used: number }[]>(USED, [projectId]);
  return row?.used ?? 0;
}

/** Bytes that the owner of this project may still add; `Infinity` where `limitBytes` is null. */
export async function storageLeft(db: EntityManager, projectId: string, limitBytes: number | null): Promise<number> {
  return limitBytes === null ? Infinity : Math.max(0, limitBytes - (await storageUsed(db, projectId)));
}

/** What passes the limit of STORAGE_LIMIT_BYTES, in words for people; of a task, or of a request by `problem`. */
export class StorageLimit extends Error {
  constructor(leftBytes: number) {
    const left = leftBytes > 0 ? `Only ${leftBytes.toLocaleString('en')} bytes are left` : 'Nothing is left';
    super(
      `${left} of the space that the owner of this project has here. Delete projects that are done, then try again.`,
    );
    this.name = 'StorageLimit';
  }

  get problem(): Problem {
    return new Problem(507, 'storage_limit', this.message, undefined, { headers: { Connection: 'close' } });
  }
}
