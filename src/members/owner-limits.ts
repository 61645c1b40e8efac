/** How many projects one owner may have, and how many tasks of theirs may wait or run. 0 stands for any number. */
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';

/** About as long as a task takes. */
const RETRY_AFTER_SECONDS = '30';

/** Two that make one at the same moment come one after the other. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('projects ' || $1, 0))`;

/** Those in the bin, too: they can be brought back. */
const PROJECTS = 'SELECT count(*)::int AS there FROM (SELECT FROM owners WHERE user_id = $1 LIMIT $2) o';

/** Of all projects of those who own this one. It counts no further than it must. */
const TASKS = `
  SELECT count(*)::int AS there FROM (
    SELECT FROM (
      SELECT DISTINCT owned.project_id FROM owners mine JOIN owners owned ON owned.user_id = mine.user_id
      WHERE mine.project_id = $1) theirs
    JOIN tasks t ON t.project_id = theirs.project_id AND t.status IN ('queued', 'running') LIMIT $2) unfinished`;

const inWords = (limit: number): string => limit.toLocaleString('en');

/** Call it in the transaction that makes the project, before it. Throws the problem 507 `project_limit` for who has so many already. */
export async function refuseProjectsOver(tx: EntityManager, userId: string, limit: number): Promise<void> {
  if (limit === 0) return;
  await tx.query(LOCK, [userId]);
  const [row] = await tx.query<{ there: number }[]>(PROJECTS, [userId, limit]);
  if ((row?.there ?? 0) < limit) return;
  const detail = `You have ${inWords(limit)} projects, which is as many as one owner may have here. Delete one that is done, from the bin too, then try again.`;
  throw new Problem(507, 'project_limit', detail);
}

/**
 * Call it before somebody's wish makes a task of this project. Throws the problem 429 `task_limit` where so many of its owner's wait or
 * run already. Wishes of the same moment in several projects may pass it by one each: nobody waits for others here.
 */
export async function refuseTasksOver(db: EntityManager, projectId: string, limit: number): Promise<void> {
  if (limit === 0) return;
  const [row] = await db.query<{ there: number }[]>(TASKS, [projectId, limit]);
  if ((row?.there ?? 0) < limit) return;
  const detail = `${inWords(limit)} tasks of this project's owner wait or run, which is as many as may at a time. Wait for some, or cancel some, then try again.`;
  const headers = { 'Retry-After': RETRY_AFTER_SECONDS };
  throw new Problem(429, 'task_limit', detail, undefined, { headers });
}
