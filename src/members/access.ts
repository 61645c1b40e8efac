/** Who may see and change a project. Every route asks, and so does `project:join`. */
import type { EntityManager } from 'typeorm';
import type { Role } from '../contract/project.js';
import { MemberRow } from '../database/entities/project.entity.js';
import { problems } from '../http/problem.js';

const ranks: Record<Role, number> = { viewer: 0, editor: 1, owner: 2 };

/** Null when this person is not a member, or there is no such project: from outside both look the same. */
export async function roleIn(db: EntityManager, projectId: string, userId: string): Promise<Role | null> {
  return (await db.findOneBy(MemberRow, { projectId, userId }))?.role ?? null;
}

/** The person's role. Throws the problems 404 when they may not see the project, 403 when their role is too low. */
export async function requireRole(db: EntityManager, projectId: string, userId: string, atLeast: Role): Promise<Role> {
  const role = await roleIn(db, projectId, userId);
  if (!role) throw problems.notFound('This project');
  if (ranks[role] < ranks[atLeast]) throw problems.forbidden();
  return role;
}
