/** One transaction on one project: its row is locked, its events get their numbers here. */
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Role } from '../contract/project.js';
import type { EventType } from '../contract/event-types.js';
import type { Notice, ProjectEvent } from '../contract/realtime.js';
import { MemberRow, ProjectRow } from '../database/entities/project.entity.js';
import { prepared } from '../database/prepared.js';

/** What web processes are told after a commit. */
export interface Announcement {
  projectId: string;
  events: ProjectEvent[];
  notices: Notice[];
  /** Members at the time of the commit, when there are notices for them. */
  userIds: string[];
  /** People who are no longer members: their sockets leave the project, and their streams end, before they hear of it. */
  removed: string[];
}

export class ProjectGone extends Error {
  constructor(projectId = 'any more') {
    super(`There is no project ${projectId}.`);
    this.name = 'ProjectGone';
  }
}

/** What an event tells beside its type. */
export type Payload = Pick<ProjectEvent, 'task' | 'content' | 'review' | 'member'>;

/** It is in the bin, and may come back. */
export class ProjectBinned extends ProjectGone {}

/** Which of the projects a transaction is for: those that people work on, or those in the bin. */
type Whereabouts = 'in use' | 'in the bin';

export type NewNotice = Pick<Notice, 'level' | 'title' | 'body' | 'action'>;

/** What is read of a project with its lock. */
export interface Locked {
  id: string;
  last_seq: number;
  binned: boolean;
  ms: number;
}

/** SQL: the same. */
export const LOCKED = `
  projects.id, last_seq, binned_at IS NOT NULL AS binned, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
const LOCK = `SELECT ${LOCKED} FROM projects`;
const LOCK_ONE = prepared(`${LOCK} WHERE id = $1 FOR NO KEY UPDATE`);

/** SQL: what `flush` writes, and the number that the project's log has come to. */
const LOG = `
  WITH logged AS (
    INSERT INTO events (project_id, seq, type, at, payload)
    SELECT $1, seq, type, at, payload FROM jsonb_to_recordset($2) AS e (seq int, type text, at timestamptz, payload jsonb)),
  counted AS (UPDATE projects SET last_seq = $3, updated_at = now() WHERE id = $1)`;
const FLUSH = prepared(`${LOG} SELECT WHERE false`);
/** The members are those whom the transaction leaves: their changes were statements before this one. */
const FLUSH_WITH_NOTICES = prepared(`${LOG},
  told AS (
    INSERT INTO notices (id, project_id, seq, at, level, title, body, action)
    SELECT id, $1, seq, at, level, title, body, action
    FROM jsonb_to_recordset($4) AS n (id uuid, seq int, at timestamptz, level text, title text, body text, action jsonb)),
  owed AS (
    INSERT INTO draft_mails (notice_id, user_id, type)
    SELECT n.id, user_id, n."readyDraft" FROM jsonb_to_recordset($4) AS n (id uuid, "readyDraft" text)
    CROSS JOIN members JOIN mail_choices USING (user_id)
    WHERE members.project_id = $1 AND n."readyDraft" IS NOT NULL)
  SELECT user_id FROM members WHERE project_id = $1`);

/** From $2, where it counts for them: to the owner $3, who does it, or else to the owner who has been in the project for longest. */
const PASS_ON = `
  UPDATE projects SET counted_for = heir.user_id
  FROM (SELECT user_id FROM members WHERE project_id = $1 AND role = 'owner' AND user_id <> $2
    ORDER BY (user_id = $3::text) DESC NULLS LAST, joined_at, user_id LIMIT 1) heir
  WHERE id = $1 AND coalesce(counted_for, $2) = $2`;

export class ProjectTx {
  private readonly events: ProjectEvent[] = [];
  private readonly notices: Notice[] = [];
  /** By the notice that tells of it: the type of a draft. */
  private readonly readyDrafts = new Map<string, string>();
  private readonly removed: string[] = [];
  private readonly callbacks: (() => void)[] = [];
  private deleted = false;
  private readonly lockedAt = performance.now();

  private constructor(
    readonly db: EntityManager,
    readonly projectId: string,
    private lastSeq: number,
    private readonly lockedAtMs: number,
  ) {}

  /**
   * Locks the project's row for the rest of the transaction. What is decided under the lock must be read by statements
   * after this one: a subquery of this statement would see the world before the lock. Throws `ProjectGone`, also for a project
   * that is elsewhere than `where` says.
   */
  static async lock(db: EntityManager, projectId: string, where: Whereabouts = 'in use'): Promise<ProjectTx> {
    return ProjectTx.locked(await db.query<Locked[]>(LOCK_ONE, [projectId]), db, where);
  }

  /** The same for the project of a task. Throws `ProjectGone`, too, when there is no such task. */
  static async lockOfTask(db: EntityManager, taskId: string): Promise<ProjectTx> {
    // Which project that is never changes, so it may be asked in the same statement.
    const sql = `${LOCK} WHERE id = (SELECT project_id FROM tasks WHERE id = $1) FOR NO KEY UPDATE`;
    return ProjectTx.locked(await db.query<Locked[]>(sql, [taskId]), db);
  }

  /** Of what a statement read that locked a project's row `FOR NO KEY UPDATE`. Throws as `lock`, too, when it read nothing. */
  static locked([row]: readonly Locked[], db: EntityManager, where: Whereabouts = 'in use'): ProjectTx {
    if (row?.binned && where === 'in use') throw new ProjectBinned(row.id);
    if (!row || row.binned !== (where === 'in the bin')) throw new ProjectGone(row?.id);
    return new ProjectTx(db, row.id, row.last_seq, row.ms);
  }

  /** By the database's clock, which is the same for all processes, wherever their own may have jumped. */
  now(): string {
    return new Date(this.lockedAtMs + performance.now() - this.lockedAt).toISOString();
  }

  /** Adds the next event to the project's log. */
  append(type: EventType, payload: Payload = {}): void {
    this.lastSeq += 1;
    const at = this.now();
    this.events.push({ projectId: this.projectId, seq: this.lastSeq, type, at, ...payload });
  }

  /**
   * Makes the newest event one that people see as a toast and in the bell. `readyDraft`: the type of the draft that it tells of; those who
   * want mails about drafts are owed one from the same commit on.
   */
  notify(notice: NewNotice, readyDraft: string | null = null): void {
    const [id, at] = [randomUUID(), this.now()];
    this.notices.push({ id, projectId: this.projectId, seq: this.lastSeq, at, ...notice });
    if (readyDraft !== null) this.readyDrafts.set(id, readyDraft);
  }

  /** `callback` must not throw; it runs only if the transaction commits. */
  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }

  /**
   * Lets this person see the project, or gives them another role. If it counted for them and they are no owner any more, it counts for
   * `byUser`, the owner who says so, or another one; but who says it of themself keeps it: nobody else has agreed to it.
   */
  async setRole(userId: string, role: Role, byUser: string | null = null): Promise<void> {
    await this.db.upsert(MemberRow, { projectId: this.projectId, userId, role }, ['projectId', 'userId']);
    if (role !== 'owner' && byUser !== userId) await this.db.query(PASS_ON, [this.projectId, userId, byUser]);
    this.append('member.changed', { member: { userId, role } });
  }

  /**
   * This person may no longer see the project: their open sockets and streams of it end, on all web processes. If it counted for them, it
   * counts for `byUser` then, the owner who says so, or another one.
   */
  async removeMember(userId: string, byUser: string | null = null): Promise<void> {
    const { affected } = await this.db.delete(MemberRow, { projectId: this.projectId, userId });
    if (affected === 0) return;
    await this.db.query(PASS_ON, [this.projectId, userId, byUser]);
    this.removed.push(userId);
    this.append('member.changed', { member: { userId, role: null } });
  }

  /** The project is gone for everybody, and can be brought back. Whose it was is kept. */
  async putIntoBin(): Promise<void> {
    await this.db.query(
      `WITH were AS (DELETE FROM members WHERE project_id = $1 RETURNING project_id, user_id, role)
       INSERT INTO binned_members SELECT project_id, user_id, role FROM were`,
      [this.projectId],
    );
    await this.db.update(ProjectRow, { id: this.projectId }, { binnedAt: () => 'now()' });
    this.append('project.deleted');
  }

  /** Brings the project back from the bin, with its people. */
  async takeFromBin(): Promise<void> {
    await this.db.query(
      `WITH were AS (DELETE FROM binned_members WHERE project_id = $1 RETURNING project_id, user_id, role)
       INSERT INTO members (project_id, user_id, role) SELECT project_id, user_id, role FROM were`,
      [this.projectId],
    );
    await this.db.update(ProjectRow, { id: this.projectId }, { binnedAt: null });
    this.append('project.updated');
  }

  /** The project is deleted, with its log. What was appended is only announced to open tabs. */
  async removeProject(): Promise<void> {
    await this.db.delete(ProjectRow, { id: this.projectId });
    // So that its files are still known if they cannot be removed now.
    await this.db.query('INSERT INTO deleted_projects (id) VALUES ($1)', [this.projectId]);
    this.deleted = true;
  }

  /** Writes events, notices and the project's `last_seq`. Call it last, just before the commit. */
  async flush(): Promise<Announcement> {
    const { projectId, events, notices, removed } = this;
    if (this.deleted) return { projectId, events, notices: [], userIds: [], removed };
    if (events.length + notices.length === 0) return { projectId, events, notices, userIds: [], removed };
    const entries = events.map(({ seq, type, at, ...rest }) => ({ seq, type, at, payload: payloadOf(rest) }));
    const members = await this.db.query<{ user_id: string }[]>(notices.length > 0 ? FLUSH_WITH_NOTICES : FLUSH, [
      projectId,
      JSON.stringify(entries),
      this.lastSeq,
      ...(notices.length > 0 ? [JSON.stringify(notices.map((notice) => this.withReadyDraft(notice)))] : []),
    ]);
    return { projectId, events, notices, userIds: members.map(({ user_id: userId }) => userId), removed };
  }

  private withReadyDraft(notice: Notice): Notice & { readyDraft: string | null } {
    return { ...notice, readyDraft: this.readyDrafts.get(notice.id) ?? null };
  }

  /** Call after the commit. */
  runCallbacks(): void {
    for (const callback of this.callbacks) callback();
  }
}

function payloadOf({ task, content, review, member }: Payload): Payload {
  return {
    ...(task ? { task } : {}),
    ...(content ? { content } : {}),
    ...(review ? { review } : {}),
    ...(member ? { member } : {}),
  };
}
