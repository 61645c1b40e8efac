/** The log of each project: append under its lock, publish after the commit, replay to who was away. */
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { MoreThan } from 'typeorm';
import type { Notice, ProjectEvent } from '../contract/realtime.js';
import type { NoticeRow } from '../database/entities/event.entity.js';
import { EventRow } from '../database/entities/event.entity.js';
import type { Announcement } from './project-tx.js';
import { ProjectTx } from './project-tx.js';

/** Tells all web processes what was committed. Must not throw and is not waited for: the log has it anyway. */
export type Announce = (announcement: Announcement) => void;

export class EventLog {
  private readonly logger = new Logger(EventLog.name);

  constructor(
    readonly db: DataSource,
    private readonly announce: Announce,
  ) {}

  /**
   * The way to change anything that tabs depend on: locks the project, runs `work`, commits its changes together with
   * the events it appended, then announces them. Throws `ProjectGone`, and what `work` throws, with nothing changed.
   */
  async write<T>(projectId: string, work: (tx: ProjectTx) => Promise<T>): Promise<T> {
    const committed = await this.db.transaction(async (db) => {
      const tx = await ProjectTx.lock(db, projectId);
      const value = await work(tx);
      return { tx, value, announcement: await tx.flush() };
    });
    if (committed.announcement.events.length > 0) this.announce(committed.announcement);
    committed.tx.runCallbacks();
    this.logger.debug(`${projectId}: ${committed.announcement.events.map((event) => event.type).join(', ')}`);
    return committed.value;
  }
}

/** The project's events with `seq` above `after`, ascending. */
export async function eventsAfter(db: EntityManager, projectId: string, after: number): Promise<ProjectEvent[]> {
  const rows = await db.find(EventRow, { where: { projectId, seq: MoreThan(after) }, order: { seq: 'ASC' } });
  return rows.map(({ seq, type, at, payload }) => ({ projectId, seq, type, at: at.toISOString(), ...payload }));
}

export function toNotice(row: NoticeRow): Notice {
  const { id, projectId, seq, at, level, title, body, action } = row;
  return { id, projectId, seq, at: at.toISOString(), level, title, body, ...(action ? { action } : {}) };
}
