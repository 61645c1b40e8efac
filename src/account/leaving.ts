/** Somebody deletes their account: what becomes of their projects is said first, and then done. */
import { Injectable, Logger } from '@nestjs/common';
import { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import { OwnAccount } from '../auth/own-account.js';
import { Passwords } from '../auth/passwords.js';
import { Sessions } from '../auth/sessions.js';
import { ApiKeys } from '../auth/api-keys.js';
import type { Leaving as Outcome, LeaveBy } from '../contract/account.js';
import { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { projectPrefix, Storage } from '../outside/storage/storage.js';

interface Row {
  id: string;
  title: string;
  binned: boolean;
  /** Whether nobody else owns it. */
  alone: boolean;
  /** Who may write in it, the first by id; null where nobody else may. */
  heir: string | null;
}

const THEIRS = `
  SELECT p.id, p.title, p.binned_at IS NOT NULL AS binned,
    mine.role = 'owner' AND NOT EXISTS (
      SELECT FROM owners o WHERE o.project_id = p.id AND o.user_id <> $1) AS alone,
    (SELECT min(e.user_id) FROM members e WHERE e.project_id = p.id AND e.user_id <> $1 AND e.role = 'editor') AS heir
  FROM (SELECT project_id, role FROM members WHERE user_id = $1
    UNION ALL SELECT project_id, role FROM binned_members WHERE user_id = $1) mine
  JOIN projects p ON p.id = mine.project_id ORDER BY lower(p.title), p.id`;

/** What else is kept of a person, beside the account itself. */
const LEFT_BEHIND = [
  'webhooks',
  'voices',
  'notice_states',
  'notices',
  'idempotency_keys',
  'binned_members',
  'deleted_things',
  'group_roles',
  'draft_mails',
  'mail_choices',
  'request_buckets',
  'members',
];

/** Those in the bin count for another of their owners; of the others the log has taken care. */
const PASS_ON = `
  UPDATE projects p SET counted_for = (SELECT min(user_id) FROM owners o WHERE o.project_id = p.id)
  WHERE p.counted_for = $1`;

@Injectable()
export class Leaving {
  private readonly logger = new Logger(Leaving.name);

  constructor(
    private readonly log: EventLog,
    private readonly storage: Storage,
    private readonly accounts: Accounts,
    private readonly own: OwnAccount,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly apiKeys: ApiKeys,
  ) {}

  /** What `leave` would do. */
  async outcome(userId: string): Promise<Outcome> {
    const rows = await this.rowsOf(userId);
    const heirs = await this.accounts.findByIds(rows.flatMap(({ heir }) => heir ?? []));
    const outcome: Outcome = { deleted: [], passedOn: [], left: [] };
    for (const { id, title, alone, heir } of rows) {
      const to = heir === null ? undefined : heirs.get(heir);
      if (!alone) outcome.left.push({ id, title });
      else if (to) outcome.passedOn.push({ id, title, to });
      else outcome.deleted.push({ id, title });
    }
    return outcome;
  }

  /** Throws what `Passwords.require` does. A failure in the middle leaves an account that can be deleted again. */
  async leave(caller: Caller, given: LeaveBy): Promise<void> {
    const { userId } = caller;
    await this.passwords.require(caller, {
      ...(given.password !== undefined && { password: given.password }),
      ...(given.email !== undefined && { email: given.email }),
    });
    const { deleted, passedOn, left } = await this.outcome(userId);
    for (const { id, to } of passedOn) await this.passOn(id, userId, to.id);
    for (const { id } of left) await this.unlessGone(this.log.write(id, (tx) => tx.removeMember(userId)));
    for (const { id } of deleted) await this.delete(id);
    for (const table of LEFT_BEHIND) await this.log.db.query(`DELETE FROM ${table} WHERE user_id = $1`, [userId]);
    await this.log.db.query(PASS_ON, [userId]);
    await this.log.db.query('UPDATE content_types SET deleted_at = now() WHERE owner_id = $1 AND deleted_at IS NULL', [
      userId,
    ]);
    for (const { id } of await this.apiKeys.list(userId)) await this.apiKeys.remove(userId, id);
    await this.sessions.endOthers(userId, null);
    await this.own.remove(userId);
    this.logger.log(`An account was deleted, with ${deleted.length} projects`);
  }

  private rowsOf(userId: string): Promise<Row[]> {
    return this.log.db.query(THEIRS, [userId]);
  }

  private async passOn(projectId: string, from: string, to: string): Promise<void> {
    await this.unlessGone(
      this.log.write(projectId, async (tx) => {
        const sql = "UPDATE members SET role = 'owner' WHERE project_id = $1 AND user_id = $2";
        await tx.db.query(sql, [projectId, to]);
        await tx.removeMember(from);
      }),
    );
  }

  private async delete(projectId: string): Promise<void> {
    const removeFiles = (): void => {
      this.storage.removeAll(projectPrefix(projectId)).catch((error: unknown) => {
        this.logger.error(`Files of the deleted project ${projectId} are left over: ${String(error)}`);
      });
    };
    const isBinned =
      (await this.log.db.query<unknown[]>('SELECT FROM projects WHERE id = $1 AND binned_at IS NOT NULL', [projectId]))
        .length > 0;
    const write = isBinned ? this.log.writeInBin.bind(this.log) : this.log.write.bind(this.log);
    await this.unlessGone(
      write(projectId, async (tx) => {
        tx.append('project.deleted');
        tx.afterCommit(removeFiles);
        await tx.removeProject();
      }),
    );
  }

  /** Somebody else has deleted it meanwhile. */
  private async unlessGone(written: Promise<void>): Promise<void> {
    try {
      await written;
    } catch (error) {
      if (!(error instanceof ProjectGone)) throw error;
    }
  }
}
