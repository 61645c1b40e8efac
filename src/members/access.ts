/** Who may see and change a project. Every route asks, and so does `project:join`. */
import { Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { Role } from '../contract/project.js';
import type { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { MemberRow } from '../database/entities/project.entity.js';
import { Problem, problems } from '../http/problem.js';

const ranks: Record<Role, number> = { viewer: 0, editor: 1, owner: 2 };

/** Null when this person is not a member, or there is no such project: from outside both look the same. */
export async function roleIn(db: EntityManager, projectId: string, userId: string): Promise<Role | null> {
  return (await db.findOneBy(MemberRow, { projectId, userId }))?.role ?? null;
}

/** The roles of those of these people who are members. */
export async function rolesIn(
  db: EntityManager,
  projectId: string,
  userIds: readonly string[],
): Promise<Map<string, Role>> {
  const members = await db.findBy(MemberRow, { projectId, userId: In([...new Set(userIds)]) });
  return new Map(members.map(({ userId, role }) => [userId, role]));
}

/** The person's role. Throws the problems 404 when they may not see the project, 403 when their role is too low. */
export async function requireRole(db: EntityManager, projectId: string, userId: string, atLeast: Role): Promise<Role> {
  const role = await roleIn(db, projectId, userId);
  if (!role) throw problems.notFound('This project');
  if (ranks[role] < ranks[atLeast]) throw problems.forbidden();
  return role;
}

/**
 * Changes a project as this person. Asked before, so that nobody waits for a refusal, and again under the lock: a role may be taken back
 * while they wait for it. Throws what `requireRole`, `EventLog.write` and `work` throw.
 */
export async function writeAs<T>(
  log: EventLog,
  [projectId, userId, atLeast]: [projectId: string, userId: string, atLeast: Role],
  work: (tx: ProjectTx) => Promise<T>,
): Promise<T> {
  await requireRole(log.db.manager, projectId, userId, atLeast);
  return log.write(projectId, async (tx) => {
    await requireRole(tx.db, projectId, userId, atLeast);
    return work(tx);
  });
}

const ASK_EVERY_MS = 500;

/**
 * Runs what may take long, such as taking a file, with a signal that aborts as soon as the person's role is too low. Throws
 * what `requireRole` does when that is why it ended.
 */
export async function whileAllowed<T>(
  db: EntityManager,
  [projectId, userId, atLeast]: [projectId: string, userId: string, atLeast: Role],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const refused = new AbortController();
  void (async () => {
    while (await wait(ASK_EVERY_MS, true, { signal: done.signal }).catch(() => false)) {
      await requireRole(db, projectId, userId, atLeast).catch((error: unknown) => {
        if (error instanceof Problem) refused.abort(error);
        // The database is away: that is no reason to drop what arrives.
        else new Logger('members').warn(`Not asked whether they still may: ${String(error)}`);
      });
      if (refused.signal.aborted) return;
    }
  })();
  try {
    return await work(refused.signal);
  } catch (error) {
    throw refused.signal.aborted ? refused.signal.reason : error;
  } finally {
    done.abort();
  }
}
