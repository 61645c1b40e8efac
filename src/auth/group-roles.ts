/** What people are by the groups that the identity provider puts them in. Looked at each time they sign in there. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { MemberRow } from '../database/entities/project.entity.js';
import type { Role } from '../contract/project.js';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ProjectGone } from '../events/project-tx.js';
import { hasOtherOwner } from '../members/members.js';
import type { Grant, SingleSignOn } from '../settings/single-sign-on.js';
import { AUTH_POOL } from './tokens.js';

const ORDER: readonly Role[] = ['viewer', 'editor', 'owner'];

@Injectable()
export class GroupRoles {
  private readonly logger = new Logger('Groups');

  constructor(
    private readonly log: EventLog,
    @Inject(AUTH_POOL) private readonly pool: Pool,
  ) {}

  /** `profile`: what the provider said. Throws what the database throws: then nobody is let in. */
  async apply(userId: string, profile: Record<string, unknown>, { roles, groupsClaim }: SingleSignOn): Promise<void> {
    if (roles.size === 0) return;
    const groups = [profile[groupsClaim] ?? []].flat();
    const grants = [...roles].filter(([group]) => groups.includes(group)).flatMap(([, granted]) => granted);
    const administrator = grants.some((grant) => 'administrator' in grant);
    await this.pool.query('UPDATE "user" SET administrator = $2 WHERE id = $1', [userId, administrator]);
    for (const projectId of projectsIn([...roles.values()].flat())) {
      await this.inProject(userId, projectId, highest(grants, projectId));
    }
  }

  private async inProject(userId: string, projectId: string, wanted: Role | null): Promise<void> {
    try {
      await this.log.write(projectId, (tx) => this.settle(tx, userId, wanted));
    } catch (error) {
      if (!(error instanceof ProjectGone)) throw error;
      this.logger.warn(`OIDC_ROLES names the project ${projectId}, which is not there.`);
    }
  }

  /** What was given by hand stays, until a group gives something else. A project keeps an owner. */
  private async settle(tx: ProjectTx, userId: string, wanted: Role | null): Promise<void> {
    const { db, projectId } = tx;
    const before = await db.findOneBy(MemberRow, { projectId, userId });
    const mine = [userId, projectId];
    const byGroup = await db.query<unknown[]>('SELECT FROM group_roles WHERE user_id = $1 AND project_id = $2', mine);
    if (before?.role === wanted || (!wanted && byGroup.length === 0)) return;
    if (before?.role === 'owner' && !(await hasOtherOwner(db, projectId, userId))) {
      this.logger.warn(`${userId} stays owner of ${projectId}: there is no other one.`);
    } else if (wanted) {
      await tx.setRole(userId, wanted);
      await db.query('INSERT INTO group_roles (user_id, project_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', mine);
    } else {
      if (before) await tx.removeMember(userId);
      await db.query('DELETE FROM group_roles WHERE user_id = $1 AND project_id = $2', mine);
    }
  }
}

const projectsIn = (grants: readonly Grant[]): Set<string> =>
  new Set(grants.flatMap((grant) => ('projectId' in grant ? [grant.projectId] : [])));

function highest(grants: readonly Grant[], projectId: string): Role | null {
  const roles = grants.flatMap((grant) => ('projectId' in grant && grant.projectId === projectId ? [grant.role] : []));
  return ORDER.findLast((role) => roles.some((one) => one === role)) ?? null;
}
