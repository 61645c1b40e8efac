/** The event log of each project: events are appended under its lock, published after the commit, and replayed to tabs that were away. */
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { MoreThan } from 'typeorm';
import type { Notice, ProjectEvent, ProjectEvents } from '../contract/realtime.js';
import type { NoticeRow } from '../database/entities/event.entity.js';
import { EventRow } from '../database/entities/event.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { Announcement } from './project-tx.js';
import { ProjectTx } from './project-tx.js';

/** Tells all web processes what was committed. Must not throw and is not waited for: the log has it anyway. */
export type Announce = (announcement: Announcement) => void;

/** Who may no longer see a project. Must neither throw nor wait. */
export type Removed = (projectId: string, userId: string) => void;

export class EventLog {
  private readonly logger = new Logger(EventLog.name);
  private closeAll: Removed = () => undefined;

  constructor(
    readonly db: DataSource,
    private readonly announce: Announce,
  ) {}

  /**
   * `close` is called for each person whom a change here removed from its project, after the commit and before whoever asked is
   * answered: what they hold open on this process ends even while Redis is away. Other processes hear the announcement.
   */
  onRemoved(close: Removed): void {
    this.closeAll = close;
  }

  /**
   * The way to change anything that tabs depend on: locks the project, runs `work`, commits its changes together with
   * the events it appended, then announces them. Throws `ProjectGone`, and what `work` throws, with nothing changed.
   */
  async write<T>(projectId: string, work: (tx: ProjectTx) => Promise<T>): Promise<T> {
    return this.writeWhere(async (db) => [await ProjectTx.lock(db, projectId), null], work);
  }

  /** The same for the project of a task. Throws `ProjectGone`, too, when there is no such task. */
  async writeOfTask<T>(taskId: string, work: (tx: ProjectTx) => Promise<T>): Promise<T> {
    return this.writeWhere(async (db) => [await ProjectTx.lockOfTask(db, taskId), null], work);
  }

  /** The same for a project in the bin. */
  async writeInBin<T>(projectId: string, work: (tx: ProjectTx) => Promise<T>): Promise<T> {
    return this.writeWhere(async (db) => [await ProjectTx.lock(db, projectId, 'in the bin'), null], work);
  }

  /** The same for a project that `choose` finds and locks; `work` is given what else it found. */
  async writeWhere<C, T>(
    choose: (db: EntityManager) => Promise<[ProjectTx, C]>,
    work: (tx: ProjectTx, chosen: C) => Promise<T>,
  ): Promise<T> {
    const committed = await this.db.transaction(async (db) => {
      const [tx, chosen] = await choose(db);
      const value = await work(tx, chosen);
      return { tx, value, announcement: await tx.flush() };
    });
    await failpoint('events:committed', () => wordsOf(committed.announcement));
    const { projectId, events, removed } = committed.announcement;
    for (const userId of removed) this.closeAll(projectId, userId);
    if (events.length > 0) this.announce(committed.announcement);
    committed.tx.runCallbacks();
    this.logger.debug(
      `${committed.tx.projectId}: ${committed.announcement.events.map((event) => event.type).join(', ')}`,
    );
    return committed.value;
  }
}

/** What happened, in words: types of events, keys of tasks, the project. */
const wordsOf = ({ events, projectId }: Announcement): string =>
  [...events.flatMap(({ type, task }) => (task ? [type, task.key] : [type])), projectId].join(' ');

/** The events after `after`, at most `most` of them. Null without such a project. Call it in a REPEATABLE READ transaction. */
export async function logAfter(
  db: EntityManager,
  projectId: string,
  after: number,
  most?: number,
): Promise<ProjectEvents | null> {
  const project = await db.findOne(ProjectRow, { select: { lastSeq: true }, where: { id: projectId } });
  if (!project) return null;
  const { lastSeq } = project;
  const events = after < lastSeq ? await eventsAfter(db, projectId, after, most) : [];
  return { ...missedAfter(after, lastSeq, events), lastSeq };
}

/** What of these events somebody lacks who knows those up to `after`. `logged`: what the log has of them, from there on or from before. */
export function missedAfter(
  after: number,
  lastSeq: number,
  logged: readonly ProjectEvent[],
): Pick<ProjectEvents, 'events' | 'reset'> {
  const events = logged.filter(({ seq }) => seq > after);
  // Events that are removed by age are removed from the beginning, so the log has no holes.
  const reset = after > lastSeq || (after < lastSeq && events[0]?.seq !== after + 1);
  return { events: reset ? [] : events, reset };
}

/** The project's events with `seq` above `after`, ascending; at most `most` of them. */
export async function eventsAfter(
  db: EntityManager,
  projectId: string,
  after: number,
  most?: number,
): Promise<ProjectEvent[]> {
  const where = { projectId, seq: MoreThan(after) };
  const rows = await db.find(EventRow, { where, order: { seq: 'ASC' }, ...(most === undefined ? {} : { take: most }) });
  return rows.map(({ seq, type, at, payload }) => ({ projectId, seq, type, at: at.toISOString(), ...payload }));
}

export function toNotice(row: NoticeRow): Notice {
  const { id, projectId, seq, at, level, title, body, action } = row;
  return { id, projectId, seq, at: at.toISOString(), level, title, body, ...(action ? { action } : {}) };
}
