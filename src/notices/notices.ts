/** What the bell shows: the notices of all of one's projects, and what one did with them. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { toNotice } from '../events/event-log.js';
import type { NoticePage } from '../contract/realtime.js';
import { cursorAfter, exactTime, momentOf } from '../http/cursor.js';
import { NoticeRow } from '../database/entities/event.entity.js';
import { Dismissals } from './dismissals.js';

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
    const items = rows.entities.slice(0, PAGE).map((row, i) => {
      const raw = rows.raw[i];
      return {
        ...toNotice(row),
        projectTitle: raw?.title ?? '',
        seen: raw?.seen ?? false,
        dismissed: raw?.dismissed ?? false,
      };
    });
    const [last, lastRaw] = [items.at(-1), rows.raw[items.length - 1]];
    const nextCursor = rows.entities.length > PAGE && last && lastRaw ? cursorAfter(lastRaw.exact, last.id) : null;
    return { items, nextCursor, unread };
  }

  /** Everything there is by now counts as seen. */
  async markSeen(userId: string): Promise<void> {
    await this.db.query(
      `INSERT INTO notice_states (notice_id, user_id, seen)
       SELECT n.id, m.user_id, true FROM notices n JOIN members m USING (project_id) WHERE m.user_id = $1
       ON CONFLICT (notice_id, user_id) DO UPDATE SET seen = true WHERE NOT notice_states.seen`,
      [userId],
    );
  }

  /** Every tab and device of this person hears of it. False when there is no such notice for them. */
  async dismiss(userId: string, noticeId: string): Promise<boolean> {
    const rows: unknown[] = await this.db.query(
      `INSERT INTO notice_states (notice_id, user_id, seen, dismissed)
       SELECT n.id, m.user_id, true, true FROM notices n JOIN members m USING (project_id)
       WHERE n.id = $1 AND m.user_id = $2
       ON CONFLICT (notice_id, user_id) DO UPDATE SET seen = true, dismissed = true RETURNING notice_id`,
      [noticeId, userId],
    );
    if (rows.length === 0) return false;
    this.dismissals.announce(userId, noticeId);
    return true;
  }
}

interface Listed {
  title: string;
  seen: boolean;
  dismissed: boolean;
  exact: string;
}

const listed = (db: EntityManager, userId: string, at: string | undefined, id: string | undefined) =>
  db
    .createQueryBuilder(NoticeRow, 'n')
    .innerJoin('members', 'm', 'm.project_id = n.project_id AND m.user_id = :userId', { userId })
    .innerJoin('projects', 'p', 'p.id = n.project_id')
    .leftJoin('notice_states', 's', 's.notice_id = n.id AND s.user_id = :userId', { userId })
    .addSelect(['p.title AS title', 'coalesce(s.seen, false) AS seen', 'coalesce(s.dismissed, false) AS dismissed'])
    .addSelect(exactTime('n.at'), 'exact')
    .where(at ? '(n.at, n.id) < (:at::timestamptz, :id::uuid)' : 'true', { at, id })
    .orderBy('n.at', 'DESC')
    .addOrderBy('n.id', 'DESC')
    .limit(PAGE + 1)
    .getRawAndEntities<Listed>();

async function unreadOf(db: EntityManager, userId: string): Promise<number> {
  const rows: { unread: number }[] = await db.query(
    `SELECT count(*)::int AS unread FROM notices n JOIN members m USING (project_id)
     LEFT JOIN notice_states s ON s.notice_id = n.id AND s.user_id = m.user_id
     WHERE m.user_id = $1 AND NOT coalesce(s.seen, false)`,
    [userId],
  );
  return rows[0]?.unread ?? 0;
}
