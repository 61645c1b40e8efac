/** How much people's files take, counted for the one owner for whom the project counts that they lie in. */
import type { EntityManager } from 'typeorm';
import type { StorageUse } from '../contract/account.js';
import { size, sizeOf } from '../contract/sizes.js';
import { Problem } from '../http/problem.js';

/** The projects that count for user $1, those in the bin too: their files are still there. */
const OF_USER = 'SELECT id AS project_id FROM projects WHERE counted_for = $1';
/** Those that count for the same owner as project $1. */
const OF_OWNER = `
  SELECT theirs.id AS project_id FROM projects mine JOIN projects theirs USING (counted_for) WHERE mine.id = $1`;

/** What such a task has stored is not counted by its result; a retry goes on with it. */
const WITHOUT_RESULT = `
  NOT EXISTS (
    SELECT FROM tasks ok WHERE ok.project_id = t.project_id AND ok.key = t.key AND ok.ordinal >= t.ordinal AND ok.status = 'succeeded')`;

const LOCK_OWNER = `SELECT pg_advisory_xact_lock(hashtextextended('storage ' || counted_for, 0)) FROM projects WHERE id = $1`;

/** SQL: what lies in all projects, a row for each thing (`project_id`, `bytes`). The same as `usedBy` counts of some. */
export const storedBytes = `
  SELECT project_id, size_bytes AS bytes FROM sources
  UNION ALL SELECT project_id, size_bytes FROM documents
  UNION ALL SELECT project_id, size_bytes FROM uploads WHERE state IN ('receiving', 'stored')
  UNION ALL SELECT project_id, size_bytes FROM own_pictures
  UNION ALL SELECT project_id, size_bytes FROM deleted_things
  UNION ALL SELECT id, screenshots_bytes FROM projects
  UNION ALL SELECT project_id, stored_bytes FROM tasks t WHERE stored_bytes > 0 AND ${WITHOUT_RESULT}`;

/** Reads a few rows of each project, since every page asks: screenshots, which may be thousands, are counted when they are stored. */
const usedBy = (projects: string): string => `
  WITH theirs AS (${projects})
  SELECT (
    coalesce((SELECT sum(size_bytes) FROM sources JOIN theirs USING (project_id)), 0)
    + coalesce((SELECT sum(size_bytes) FROM documents JOIN theirs USING (project_id)), 0)
    + coalesce((SELECT sum(size_bytes) FROM uploads JOIN theirs USING (project_id) WHERE state IN ('receiving', 'stored')), 0)
    + coalesce((SELECT sum(size_bytes) FROM own_pictures JOIN theirs USING (project_id)), 0)
    + coalesce((SELECT sum(size_bytes) FROM deleted_things JOIN theirs USING (project_id)), 0)
    + coalesce((SELECT sum(screenshots_bytes) FROM projects JOIN theirs ON project_id = id), 0)
    + coalesce((SELECT sum(stored_bytes) FROM tasks t JOIN theirs USING (project_id) WHERE stored_bytes > 0 AND ${WITHOUT_RESULT}), 0)
  )::float8 AS used`;

/** Of the projects that count for this user. */
export const storageOfUser = (
  db: EntityManager,
  userId: string,
  limitBytes: StorageUse['limitBytes'],
): Promise<StorageUse> => read(db, usedBy(OF_USER), userId, limitBytes);

/** Of the owner for whom this project counts, with all their projects. */
export const storageOfOwner = (
  db: EntityManager,
  projectId: string,
  limitBytes: StorageUse['limitBytes'],
): Promise<StorageUse> => read(db, usedBy(OF_OWNER), projectId, limitBytes);

/**
 * Null where so many bytes may be added to this project, else what to say. Until this transaction ends, no other one can be told so for
 * the same owner: what it adds must be in the database by then. Call it late, and after the project's row is locked.
 */
export async function overLimit(
  tx: EntityManager,
  projectId: string,
  bytes: number,
  limitBytes: StorageUse['limitBytes'],
): Promise<StorageLimit | null> {
  if (limitBytes === null) return null;
  await tx.query(LOCK_OWNER, [projectId]);
  const use = await storageOfOwner(tx, projectId, limitBytes);
  return bytes > leftOf(use) ? new StorageLimit(use) : null;
}

/** Whether its owner has more than they may, since this transaction made the project theirs. Waits for others, and makes them wait, as `overLimit` does. */
export async function isOverStorage(tx: EntityManager, projectId: string, limitBytes: number): Promise<boolean> {
  await tx.query(LOCK_OWNER, [projectId]);
  return (await storageOfOwner(tx, projectId, limitBytes)).usedBytes > limitBytes;
}

async function read(
  db: EntityManager,
  query: string,
  whose: string,
  limitBytes: StorageUse['limitBytes'],
): Promise<StorageUse> {
  const [row] = await db.query<{ used: number }[]>(query, [whose]);
  return { usedBytes: row?.used ?? 0, limitBytes };
}

/** Bytes that may still be added; `Infinity` without a limit. */
export const leftOf = ({ usedBytes, limitBytes }: StorageUse): number =>
  limitBytes === null ? Infinity : Math.max(0, limitBytes - usedBytes);

/** What passes the limit of STORAGE_LIMIT_BYTES, in words for people; of a task, or of a request by `problem`. */
export class StorageLimit extends Error {
  constructor(use: StorageUse) {
    const { usedBytes, limitBytes } = use;
    const used = limitBytes === null ? size(usedBytes) : sizeOf(usedBytes, limitBytes);
    const left = leftOf(use) > 0 ? `${size(leftOf(use))} are left, which is not enough` : 'nothing is left';
    super(
      `The owner of this project has used ${used} here: ${left}. Delete a project of theirs that is done, from the bin too, then try again.`,
    );
    this.name = 'StorageLimit';
  }

  get problem(): Problem {
    return new Problem(507, 'storage_limit', this.message, undefined, { headers: { Connection: 'close' } });
  }
}
