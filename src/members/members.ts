/** The members of a project: who they are to it, and how that changes. Every change is decided under the project's lock. */
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { In, Not } from 'typeorm';
import type { Role } from '../contract/project.js';
import { InvitationRow, MemberRow, ProjectRow } from '../database/entities/project.entity.js';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { problems } from '../http/problem.js';
import { SETTINGS } from '../settings/env.js';
import { requireRole, roleIn } from './access.js';
import type { OwnerLimits } from './owner-limits.js';
import { countedFor, refuseTakingOver } from './owner-limits.js';

@Injectable()
export class Members {
  constructor(
    private readonly log: EventLog,
    @Inject(SETTINGS) private readonly limits: OwnerLimits,
  ) {}

  /** All of them, those first who came first. Throws the problem 404 for people who may not see the project. */
  async list(userId: string, projectId: string): Promise<{ role: Role; rows: MemberRow[] }> {
    const { manager } = this.log.db;
    const role = await requireRole(manager, projectId, userId, 'viewer');
    const rows = await manager.find(MemberRow, { where: { projectId }, order: { joinedAt: 'ASC', userId: 'ASC' } });
    return { role, rows };
  }

  /** Throws 403 and 404 for who is no owner. */
  async requireOwner(userId: string, projectId: string): Promise<void> {
    await requireRole(this.log.db.manager, projectId, userId, 'owner');
  }

  /** Of a project that there is. */
  async titleOf(projectId: string): Promise<string> {
    return (await this.log.db.manager.findOneByOrFail(ProjectRow, { id: projectId })).title;
  }

  /** Makes who has an account a member. Throws 403, 404, 409 `already_member`. */
  async add(owner: string, projectId: string, userId: string, role: Role): Promise<MemberRow> {
    return this.change(owner, projectId, async (tx) => {
      if (await roleIn(tx.db, projectId, userId)) throw alreadyMember();
      await tx.setRole(userId, role);
      return tx.db.findOneByOrFail(MemberRow, { projectId, userId });
    });
  }

  /** Gives a member another role. If the project counted for them, it counts for `owner` then. Throws 403, 404, 409 `last_owner`. */
  async setRole(owner: string, projectId: string, userId: string, role: Role): Promise<MemberRow> {
    return this.change(owner, projectId, async (tx) => {
      const before = await this.found(tx, userId);
      if (before.role === role) return before;
      if (before.role === 'owner') await prepareWithoutOwner(tx, userId);
      await tx.setRole(userId, role, owner);
      return { ...before, role };
    });
  }

  /**
   * Owners remove anybody, others themselves. What they hold open ends at once. Throws what `setRole` does; for who leaves what
   * `refuseTakingOver` does, too, since it then counts for somebody who was not asked.
   */
  async remove(byUser: string, projectId: string, userId: string): Promise<void> {
    const work = async (tx: ProjectTx): Promise<void> => {
      const before = await this.found(tx, userId);
      if (before.role === 'owner') await prepareWithoutOwner(tx, userId);
      const leavesIt = byUser === userId && (await countedFor(tx.db, projectId)) === userId;
      await tx.removeMember(userId, byUser);
      if (leavesIt) await refuseTakingOver(tx.db, projectId, this.limits);
    };
    await this.change(byUser, projectId, work, byUser === userId ? 'viewer' : 'owner');
  }

  private async change<T>(
    userId: string,
    projectId: string,
    work: (tx: ProjectTx) => Promise<T>,
    atLeast: Role = 'owner',
  ): Promise<T> {
    await requireRole(this.log.db.manager, projectId, userId, atLeast);
    return this.log.write(projectId, async (tx) => {
      // Again, since it may have been taken away meanwhile.
      await requireRole(tx.db, projectId, userId, atLeast);
      return work(tx);
    });
  }

  private async found({ db, projectId }: ProjectTx, userId: string): Promise<MemberRow> {
    const row = await db.findOneBy(MemberRow, { projectId, userId });
    if (!row) throw problems.notFound('This member');
    return row;
  }
}

/** Before somebody is an owner no longer: others must be left, and whom they invited must not come in any more. */
async function prepareWithoutOwner({ db, projectId }: ProjectTx, userId: string): Promise<void> {
  if (!(await hasOtherOwner(db, projectId, userId))) throw lastOwner();
  await db.delete(InvitationRow, { projectId, invitedBy: userId });
}

/** Whether the project has an owner besides this person. */
export const hasOtherOwner = (db: EntityManager, projectId: string, userId: string): Promise<boolean> =>
  db.existsBy(MemberRow, { projectId, userId: Not(In([userId])), role: 'owner' });

export const alreadyMember = () => problems.conflict('already_member', 'They are a member of this project already.');

const lastOwner = () =>
  problems.conflict(
    'last_owner',
    'A project has at least one owner. Make somebody else an owner first, or delete the project.',
  );
