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

  /** Gives a member another role. Throws 403, 404, 409 `last_owner`, and what `refuseTakingOver` does. */
  async setRole(owner: string, projectId: string, userId: string, role: Role): Promise<MemberRow> {
    return this.change(owner, projectId, async (tx) => {
      const before = await this.found(tx, userId);
      if (before.role === role) return before;
      const change = (): Promise<void> => tx.setRole(userId, role);
      if (before.role === 'owner') await this.withoutOwner(tx, userId, change);
      else await change();
      return { ...before, role };
    });
  }

  /** Owners remove anybody, others themselves. What they hold open ends at once. Throws what `setRole` does. */
  async remove(byUser: string, projectId: string, userId: string): Promise<void> {
    const work = async (tx: ProjectTx): Promise<void> => {
      const before = await this.found(tx, userId);
      const removal = (): Promise<void> => tx.removeMember(userId);
      if (before.role === 'owner') await this.withoutOwner(tx, userId, removal);
      else await removal();
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

  /**
   * Somebody is an owner no longer after this change: others must be left, of whom one may have the project counted for them, and whom
   * they invited must not come in any more.
   */
  private async withoutOwner({ db, projectId }: ProjectTx, userId: string, change: () => Promise<void>): Promise<void> {
    if (!(await hasOtherOwner(db, projectId, userId))) throw lastOwner();
    await db.delete(InvitationRow, { projectId, invitedBy: userId });
    const counted = (await countedFor(db, projectId)) === userId;
    await change();
    if (counted) await refuseTakingOver(db, projectId, this.limits);
  }
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
