/** Notices to the people concerned, wherever in the app they are, also when an announcement was lost. */
import type { DataSource } from 'typeorm';
import type { Notice } from '../contract/realtime.js';
import { NoticeRow } from '../database/entities/event.entity.js';
import { toNotice } from '../events/event-log.js';
import type { Announcement } from '../events/project-tx.js';
import { READ_NOTICES } from '../notices/to-one.js';
import type { Rooms } from './rooms.js';
import { rooms } from './rooms.js';

/** Longer than any transaction lasts: what was written in one becomes visible only at its end. */
const OVERLAP = '30 seconds';
const REMEMBERED = 10_000;

export class NoticeFeed {
  /** Sent by this process, oldest first: `<notice>.<user>`. */
  private readonly sent = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly rooms: Rooms,
  ) {}

  take({ notices, userIds }: Pick<Announcement, 'notices' | 'userIds'>): void {
    for (const notice of notices) for (const userId of userIds) this.send(notice, userId);
  }

  /** Looks in the database for recent notices to people connected here that no announcement has brought. */
  async compare(): Promise<void> {
    const userIds = this.rooms.local('user');
    if (userIds.length === 0) return;
    const rows: { id: string; user_id: string }[] = await this.db.query(
      `SELECT n.id, n.reader AS user_id FROM ${READ_NOTICES} n
       WHERE n.at > now() - interval '${OVERLAP}' AND n.reader = ANY($1) ORDER BY n.at`,
      [userIds],
    );
    for (const { id, user_id: userId } of rows) {
      if (this.sent.has(`${id}.${userId}`)) continue;
      const row = await this.db.manager.findOneBy(NoticeRow, { id });
      if (row) this.send(toNotice(row), userId);
    }
  }

  private send(notice: Notice, userId: string): void {
    const name = `${notice.id}.${userId}`;
    if (this.sent.has(name)) return;
    this.sent.add(name);
    for (const oldest of this.sent) {
      if (this.sent.size <= REMEMBERED) break;
      this.sent.delete(oldest);
    }
    this.rooms.send(rooms.user(userId), 'notice', notice);
  }
}
