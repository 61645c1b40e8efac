import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import type { Content } from '../contract/content.js';
import type { ContentState, Review, StateChange } from '../contract/reviews.js';
import { ContentVersionRow } from '../database/entities/content.entity.js';
import { ReviewRow } from '../database/entities/review.entity.js';
import { EventLog } from '../events/event-log.js';
import { ordinalOf } from '../http/cursor.js';
import { requireRole, writeAs } from '../members/access.js';
import { current, requireNewest, requireTag } from './contents.js';
import { tell } from './review-states.js';
import { toContent, toSummary } from './versions.js';

const PAGE = 50;

@Injectable()
export class Reviews {
  constructor(
    private readonly log: EventLog,
    private readonly accounts: Accounts,
  ) {}

  /**
   * Says how far the newest version has come; everybody hears of it. What it is already it stays, without a word. Throws the problems 428
   * without `etag`, and 412 when that is not the newest version: nobody approves what they have not seen.
   */
  async set(
    { userId, name }: { userId: string; name: string },
    projectId: string,
    type: string,
    { state, note, url = null }: StateChange,
    etag: string | undefined,
  ): Promise<Content> {
    await requireRole(this.log.db.manager, projectId, userId, 'editor');
    requireTag(etag);
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await current(tx.db, projectId, type);
      requireNewest(etag, row);
      if (isSame(row, state, url)) return toContent(row);
      const { version } = row;
      const published = state === 'published' ? { version, url, at: tx.now() } : row.published;
      await tx.db.update(ContentVersionRow, { projectId, type, version }, { state, published });
      const now = { ...row, state, published };
      const said = { by: { id: userId, name }, note: note || null };
      tx.append('content.updated', { content: toSummary(now), review: said });
      await tell(tx, { type, version, from: row.state, to: state, url, ...said });
      return toContent(now);
    });
  }

  /** What was said of a draft, newest first. `cursor`: as given by the page before. Throws the problem 422 for one that was not. */
  async list(
    userId: string,
    projectId: string,
    type: string,
    cursor: string | undefined,
  ): Promise<{ items: Review[]; nextCursor: string | null }> {
    const { manager } = this.log.db;
    await requireRole(manager, projectId, userId, 'viewer');
    const before = ordinalOf(cursor);
    const rows = await manager.find(ReviewRow, {
      where: { projectId, type, ...(before !== null && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: PAGE + 1,
    });
    const page = rows.slice(0, PAGE);
    const names = await this.accounts.findByIds([...new Set(page.flatMap(({ by }) => by ?? []))]);
    const items = page.map(({ state, version, note, url, by, at }) => ({
      state,
      version,
      note,
      url,
      by: names.get(by ?? '')?.name ?? null,
      at: at.toISOString(),
    }));
    return { items, nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
  }
}

function isSame({ state, published, version }: ContentVersionRow, wanted: ContentState, url: string | null): boolean {
  if (state !== wanted) return false;
  return state !== 'published' || (published?.version === version && published.url === url);
}
