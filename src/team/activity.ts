/** Who did what with the drafts of a project, from what is kept anyway: tasks, versions, reviews. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import type { Deed } from '../contract/activity.js';
import { cursorAfter, exactTime, momentOf } from '../http/cursor.js';
import { requireRole } from '../members/access.js';

const PAGE = 50;

/** SQL: a UUID of version 8 (RFC 9562) that is the same each time, for what has none of its own. */
const idOf = (name: string): string => `overlay(overlay(md5(${name}) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid`;

/**
 * A session of writing ends with a pause of 15 minutes, or when somebody else writes, much as in `content/sessions.ts`. What was kept above a draft
 * that was written anew is nobody's deed.
 */
const LAST_OF_SESSION = `
  SELECT project_id, created_at AS at, saved_by AS by, type, version, restored_from IS NOT NULL AS restored FROM (
    SELECT *, lead(saved_by) OVER w AS next_by, lead(created_at) OVER w AS next_at, lead(restored_from) OVER w AS next_restored
    FROM content_versions WHERE project_id = $1 WINDOW w AS (PARTITION BY type ORDER BY version)) v
  WHERE saved_by IS NOT NULL AND offers IS DISTINCT FROM version - 1 AND (restored_from IS NOT NULL OR next_restored IS NOT NULL OR next_by IS DISTINCT FROM saved_by
    OR next_at - created_at >= interval '15 minutes')`;

const ALL = `
  SELECT id, queued_at AS at, requested_by AS by, substr(key, 7) AS type, NULL::int AS version, 'generated' AS what, NULL AS note
  FROM tasks WHERE project_id = $1 AND key LIKE 'draft:%' AND requested_by IS NOT NULL
  UNION ALL
  SELECT ${idOf("format('%s %s %s', project_id, type, version)")}, at, by, type, version,
    CASE WHEN restored THEN 'restored' ELSE 'edited' END, NULL FROM (${LAST_OF_SESSION}) s
  UNION ALL
  SELECT ${idOf("'review ' || id")}, at, by, type, version,
    CASE state WHEN 'in_review' THEN 'asked_review' WHEN 'draft' THEN 'sent_back' ELSE state END, note
  FROM reviews WHERE project_id = $1 AND by IS NOT NULL`;

const DEEDS = `
  SELECT id, at, by, type, version, what, note, ${exactTime('at')} AS exact FROM (${ALL}) d
  WHERE $2::timestamptz IS NULL OR (at, id) < ($2::timestamptz, $3::uuid)
  ORDER BY d.at DESC, id DESC LIMIT ${PAGE + 1}`;

interface Row extends Omit<Deed, 'at' | 'by'> {
  at: Date;
  by: string;
  /** The moment whole, as a cursor needs it. */
  exact: string;
}

export interface Deeds {
  items: Deed[];
  nextCursor: string | null;
}

@Injectable()
export class Activity {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: Accounts,
  ) {}

  /** Newest first. `cursor`: as given by the page before. Throws 404, 422 for a cursor that no page gave. */
  async list(userId: string, projectId: string, cursor: string | undefined): Promise<Deeds> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const [at, id] = momentOf(cursor);
    const rows = await this.db.query<Row[]>(DEEDS, [projectId, at ?? null, id ?? null]);
    const page = rows.slice(0, PAGE);
    const names = await this.accounts.findByIds([...new Set(page.map(({ by }) => by))]);
    const items = page.map(({ exact: _exact, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      by: names.get(row.by)?.name ?? null,
    }));
    const last = page.at(-1);
    return { items, nextCursor: rows.length > PAGE && last ? cursorAfter(last.exact, last.id) : null };
  }
}
