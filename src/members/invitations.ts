/**
 * Invitations: links by which somebody becomes a member, once, within seven days. That in the mail is another one than that which is
 * passed on by hand: who comes by it has read what goes to the address.
 */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { IsNull, MoreThan, Not } from 'typeorm';
import { INVITATION_DAYS } from '../contract/members.js';
import type { Invitation, JoinedProject, OpenInvitation } from '../contract/members.js';
import type { Role } from '../contract/project.js';
import { InvitationRow, ProjectRow } from '../database/entities/project.entity.js';
import { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { Problem, problems } from '../http/problem.js';
import { hashOf, newSecret } from '../http/secrets.js';
import { requireRole, roleIn } from './access.js';
import { alreadyMember } from './members.js';

const MOST_OPEN = 200;

/** Of an invitation that is open already. What is in its mail stays as it is. */
const ANOTHER_LINK = `
  UPDATE invitations SET token_hash = $3, role = $4, invited_by = $5, expires_at = now() + make_interval(days => $6)
  WHERE project_id = $1 AND email = $2 AND accepted_by IS NULL AND expires_at > now() RETURNING id`;

/** Whoever has the address by then: it may be another one than that which was invited. */
const PROVE = `UPDATE auth."user" SET "emailVerified" = true WHERE id = $1 AND email = $2`;

@Injectable()
export class Invitations {
  constructor(private readonly log: EventLog) {}

  /**
   * Invites who has no account yet. An earlier link to the same address is good no longer, but for one in a mail where none is sent now.
   * `email`: in small letters. `mailedToken`: to be told to nobody but by a mail there; good only where `mailed` is so. Throws 403, 404, 409 `too_many_invitations`.
   */
  async create(
    owner: string,
    projectId: string,
    { email, role, mailed }: { email: string; role: Role; mailed: boolean },
  ): Promise<{ invitation: Invitation; token: string; mailedToken: string }> {
    await requireRole(this.log.db.manager, projectId, owner, 'owner');
    const [token, mailedToken] = [newSecret(), newSecret()];
    const row = await this.log.write(projectId, async ({ db }) => {
      await requireRole(db, projectId, owner, 'owner');
      if (!mailed) {
        const another = [projectId, email, hashOf(token), role, owner, INVITATION_DAYS];
        const [[open]] = await db.query<[{ id: string }[], number]>(ANOTHER_LINK, another);
        if (open) return db.findOneByOrFail(InvitationRow, { id: open.id });
      }
      await db.delete(InvitationRow, { projectId, email });
      if ((await db.countBy(InvitationRow, { projectId, acceptedBy: IsNull() })) >= MOST_OPEN) throw tooMany();
      const id = randomUUID();
      await db.query(
        `INSERT INTO invitations (id, project_id, email, role, token_hash, mailed_token_hash, invited_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))`,
        [id, projectId, email, role, hashOf(token), mailed ? hashOf(mailedToken) : null, owner, INVITATION_DAYS],
      );
      return db.findOneByOrFail(InvitationRow, { id });
    });
    return { invitation: view(row), token, mailedToken };
  }

  /** Those of a project that can still be used, oldest first. */
  async open(projectId: string): Promise<Invitation[]> {
    const where = { projectId, acceptedBy: IsNull(), expiresAt: MoreThan(new Date()) };
    const rows = await this.log.db.manager.find(InvitationRow, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(view);
  }

  /** Whether this address has an invitation that can still be used. `email`: in small letters. */
  isInvited(email: string): Promise<boolean> {
    const where = { email, acceptedBy: IsNull(), expiresAt: MoreThan(new Date()) };
    return this.log.db.manager.existsBy(InvitationRow, where);
  }

  /** Takes an invitation back. Throws 403, 404. */
  async remove(owner: string, projectId: string, id: string): Promise<void> {
    const { manager } = this.log.db;
    await requireRole(manager, projectId, owner, 'owner');
    const { affected } = await manager.delete(InvitationRow, { id, projectId, acceptedBy: IsNull() });
    if (affected !== 1) throw problems.notFound('This invitation');
  }

  /** What the holder of a token is asked to join. Throws 404, and 410 `invitation_over` or `project_in_bin`. */
  async read(token: string): Promise<OpenInvitation> {
    const { manager } = this.log.db;
    const row = await usable(manager, token);
    const project = await manager.findOneBy(ProjectRow, { id: row.projectId });
    if (!project) throw problems.notFound('This invitation');
    if (project.binnedAt) throw inBin();
    const { role, email, expiresAt } = row;
    return { projectTitle: project.title, role, email, expiresAt: expiresAt.toISOString() };
  }

  /** Makes the holder of a token a member. Who has used it already gets the same answer. Throws 404, 409, 410. */
  async accept(userId: string, token: string): Promise<JoinedProject> {
    const { manager } = this.log.db;
    const found = await byToken(manager, token);
    if (!found) throw problems.notFound('This invitation');
    const { projectId } = found;
    const had = await roleIn(manager, projectId, userId);
    if (had && found.acceptedBy === userId) return { projectId, role: had };
    if (await manager.existsBy(ProjectRow, { id: projectId, binnedAt: Not(IsNull()) })) throw inBin();
    try {
      return await this.log.write(projectId, async (tx) => {
        const invitation = await usable(tx.db, token);
        const { id, role } = invitation;
        // Their own invitation is not spent, or nobody else could use it.
        if (await roleIn(tx.db, projectId, userId)) throw alreadyMember();
        await tx.db.update(InvitationRow, { id }, { acceptedBy: userId });
        await tx.setRole(userId, role);
        if (invitation.mailedTokenHash?.equals(hashOf(token))) await tx.db.query(PROVE, [userId, invitation.email]);
        return { projectId, role };
      });
    } catch (error) {
      throw error instanceof ProjectGone ? problems.notFound('This invitation') : error;
    }
  }
}

const byToken = (db: EntityManager, token: string): Promise<InvitationRow | null> =>
  db.findOneBy(InvitationRow, [{ tokenHash: hashOf(token) }, { mailedTokenHash: hashOf(token) }]);

async function usable(db: EntityManager, token: string): Promise<InvitationRow> {
  const row = await byToken(db, token);
  if (!row) throw problems.notFound('This invitation');
  if (row.acceptedBy !== null || row.expiresAt.getTime() <= Date.now()) throw over();
  return row;
}

const over = () =>
  new Problem(
    410,
    'invitation_over',
    'This invitation has been used, or is older than seven days. Ask who sent it for another one.',
  );

const inBin = () =>
  new Problem(
    410,
    'project_in_bin',
    'The project of this invitation was deleted, and lies in the bin. The link is good again if its owner takes it back out.',
  );

const tooMany = () =>
  problems.conflict('too_many_invitations', `${MOST_OPEN} invitations are open. Take some of them back first.`);

const view = ({ id, email, role, createdAt, expiresAt }: InvitationRow): Invitation => ({
  id,
  email,
  role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
