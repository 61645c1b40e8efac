/**
 * How many projects one owner may have, and how many tasks of theirs may wait or run. 0 stands for any number. A project counts for one
 * account: who made it, the owner who took it over by removing them or giving them another role, or the next one when they left.
 */
import type { EntityManager } from 'typeorm';
import { size } from '../contract/sizes.js';
import { Problem } from '../http/problem.js';
import type { Settings } from '../settings/env.js';
import { isOverStorage } from './storage-use.js';

/** About as long as a task takes. */
const RETRY_AFTER_SECONDS = '30';

/** Two that make one at the same moment come one after the other. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('projects ' || $1, 0))`;

/** Those in the bin, too: they can be brought back. */
const PROJECTS = 'SELECT count(*)::int AS there FROM (SELECT FROM projects WHERE counted_for = $1 LIMIT $2) p';

/** Of all projects that count for the same owner as this one. It counts no further than it must. */
const TASKS = `
  SELECT count(*)::int AS there FROM (
    SELECT FROM projects mine JOIN projects theirs USING (counted_for)
    JOIN tasks t ON t.project_id = theirs.id AND t.status IN ('queued', 'running') WHERE mine.id = $1 LIMIT $2) unfinished`;

const NAME = `SELECT u.name FROM projects p JOIN auth."user" u ON u.id::text = p.counted_for WHERE p.id = $1`;

const COUNTED_FOR = 'SELECT counted_for AS "countedFor" FROM projects WHERE id = $1';

/** What helps where a project cannot be passed on. */
const ROOM = 'Ask them to make room first, or give them another role.';

export type OwnerLimits = Pick<Settings, 'projectsPerOwner' | 'tasksPerOwner' | 'storageLimitBytes'>;

const inWords = (limit: number): string => limit.toLocaleString('en');

type Counted = { there: number }[];

async function projectsOf(db: EntityManager, userId: string, most: number): Promise<number> {
  return (await db.query<Counted>(PROJECTS, [userId, most]))[0]?.there ?? 0;
}

async function unfinishedTasks(db: EntityManager, projectId: string, most: number): Promise<number> {
  return (await db.query<Counted>(TASKS, [projectId, most]))[0]?.there ?? 0;
}

/** Call it in the transaction that makes the project, before it. Throws the problem 507 `project_limit` for who has so many already. */
export async function refuseProjectsOver(tx: EntityManager, userId: string, limit: number): Promise<void> {
  if (limit === 0) return;
  await tx.query(LOCK, [userId]);
  if ((await projectsOf(tx, userId, limit)) < limit) return;
  const detail = `You have ${inWords(limit)} projects, which is as many as one owner may have here. Delete one that is done, from the bin too, then try again.`;
  throw new Problem(507, 'project_limit', detail);
}

/**
 * Call it before somebody's wish makes a task of this project. Throws the problem 429 `task_limit` where so many of its owner's wait or
 * run already. Wishes of the same moment in several projects may pass it by one each: nobody waits for others here.
 */
export async function refuseTasksOver(db: EntityManager, projectId: string, limit: number): Promise<void> {
  if (limit === 0) return;
  if ((await unfinishedTasks(db, projectId, limit)) < limit) return;
  const detail = `${inWords(limit)} tasks of this project's owner wait or run, which is as many as may at a time. Wait for some, or cancel some, then try again.`;
  const headers = { 'Retry-After': RETRY_AFTER_SECONDS };
  throw new Problem(429, 'task_limit', detail, undefined, { headers });
}

/** For whom this project counts. */
export async function countedFor(db: EntityManager, projectId: string): Promise<string | null> {
  const [row] = await db.query<{ countedFor: string | null }[]>(COUNTED_FOR, [projectId]);
  return row?.countedFor ?? null;
}

/**
 * Call it in the transaction by which a project counts for another owner who was not asked, after that change. Throws the problems 507
 * `project_limit` and `storage_limit`, and 429 `task_limit`, when that owner has more than one may then.
 */
export async function refuseTakingOver(tx: EntityManager, projectId: string, limits: OwnerLimits): Promise<void> {
  const { projectsPerOwner, tasksPerOwner, storageLimitBytes } = limits;
  const [heir] = await tx.query<{ name: string }[]>(NAME, [projectId]);
  const next = `${heir?.name ?? 'Somebody'}, the next owner of this project,`;
  if (projectsPerOwner > 0 && (await hasMoreProjects(tx, projectId, projectsPerOwner))) {
    const detail = `${next} would have more than ${inWords(projectsPerOwner)} projects, which is as many as one may have. ${ROOM}`;
    throw new Problem(507, 'project_limit', detail);
  }
  if (storageLimitBytes !== null && (await isOverStorage(tx, projectId, storageLimitBytes))) {
    const detail = `The files of ${next} would take more than ${size(storageLimitBytes)}, which is as much as they may. ${ROOM}`;
    throw new Problem(507, 'storage_limit', detail);
  }
  if (tasksPerOwner > 0 && (await unfinishedTasks(tx, projectId, tasksPerOwner + 1)) > tasksPerOwner) {
    const detail = `More than ${inWords(tasksPerOwner)} tasks of ${next} would wait or run, which is as many as may at a time. ${ROOM}`;
    throw new Problem(429, 'task_limit', detail, undefined, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
  }
}

async function hasMoreProjects(tx: EntityManager, projectId: string, limit: number): Promise<boolean> {
  const owner = await countedFor(tx, projectId);
  if (owner === null) return false;
  await tx.query(LOCK, [owner]);
  return (await projectsOf(tx, owner, limit + 1)) > limit;
}
