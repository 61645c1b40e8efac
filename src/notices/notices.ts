/** What the bell shows: the notices of all of one's projects and those to oneself, and what one did with them. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { toNotice } from '../events/event-log.js';
import type { NoticePage } from '../contract/realtime.js';
import { cursorAfter, exactTime, momentOf } from '../http/cursor.js';
import type { NoticeRow } from '../database/entities/event.entity.js';
import { Dismissals } from './dismissals.js';
import { READ_NOTICES } from './to-one.js';

const PAGE = 50;

@Injectable()
export class Notices {
  constructor(
    private readonly db: DataSource,
    private readonly dismissals: Dismissals,
  ) {}

  /**
   * Newest first. `cursor`: as given by the page before. Throws 422 for one that was not. What is counted as new is of the same
   * moment as the list: of a dismissal between the two the page would take away one too many.
   */
  async page(userId: string, cursor: string | undefined): Promise<NoticePage> {
    const [at, id] = momentOf(cursor);
    const [rows, unread] = await this.db.transaction('REPEATABLE READ', async (tx) => [
      await listed(tx, userId, at, id),
      await unreadOf(tx, userId),
    ]);
    const items = rows.slice(0, PAGE).map(({ exact: _, seen, dismissed, projectTitle, ...row }) => ({
      ...toNotice(row),
      projectTitle,
      seen,
      dismissed,
    }));
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    const nextCursor = last ? cursorAfter(last.exact, last.id) : null;
    return { items, nextCursor, unread };
  }

  /** Everything there is by now counts as seen. */
  async markSeen(userId: string): Promise<void> {
    await this.db.query(
      `INSERT INTO notice_states (notice_id, user_id, seen)
       SELECT n.id, n.reader, true FROM ${READ_NOTICES} n WHERE n.reader = $1
       ON CONFLICT (notice_id, user_id) DO UPDATE SET seen = true WHERE NOT notice_states.seen`,
      [userId],
    );
  }

  /** Every tab and device of this person hears of it. False when there is no such notice for them. */
  async dismiss(userId: string, noticeId: string): Promise<boolean> {
    const rows: unknown[] = await this.db.query(
      `INSERT INTO notice_states (notice_id, user_id, seen, dismissed)
       SELECT n.id, n.reader, true, true FROM ${READ_NOTICES} n WHERE n.id = $1 AND n.reader = $2
       ON CONFLICT (notice_id, user_id) DO UPDATE SET seen = true, dismissed = true RETURNING notice_id`,
      [noticeId, userId],
    );
    if (rows.length === 0) return false;
    this.dismissals.announce(userId, noticeId);
    return true;
  }
}

type Listed = NoticeRow & { projectTitle: string; seen: boolean; dismissed: boolean; exact: string };

const LIST = `
  SELECT n.id, n.project_id AS "projectId", n.user_id AS "userId", n.seq, n.at, n.level, n.title, n.body, n.action,
    coalesce(p.title, '') AS "projectTitle", coalesce(s.seen, false) AS seen, coalesce(s.dismissed, false) AS dismissed,
    ${exactTime('n.at')} AS exact
  FROM ${READ_NOTICES} n
  LEFT JOIN projects p ON p.id = n.project_id
  LEFT JOIN notice_states s ON s.notice_id = n.id AND s.user_id = n.reader
  WHERE n.reader = $1 AND ($2::timestamptz IS NULL OR (n.at, n.id) < ($2::timestamptz, $3::uuid))
  ORDER BY n.at DESC, n.id DESC LIMIT ${PAGE + 1}`;

const listed = (db: EntityManager, userId: string, at: string | undefined, id: string | undefined): Promise<Listed[]> =>
  db.query<Listed[]>(LIST, [userId, at ?? null, id ?? null]);

async function unreadOf(db: EntityManager, userId: string): Promise<number> {
  const rows: { unread: number }[] = await db.query(
    `SELECT count(*)::int AS unread FROM ${READ_NOTICES} n
     LEFT JOIN notice_states s ON s.notice_id = n.id AND s.user_id = n.reader
     WHERE n.reader = $1 AND NOT coalesce(s.seen, false)`,
    [userId],
  );
  return rows[0]?.unread ?? 0;
}
