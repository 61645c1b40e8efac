/** Who did what with the drafts of a project, from what is kept anyway: tasks, versions, reviews. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import type { Deed } from '../contract/activity.js';
import { requireRole } from '../members/access.js';

const MOST = 100;

/**
 * A session of writing ends with a pause of 15 minutes, or when somebody else writes, much as in `content/sessions.ts`. What was kept above a draft
 * that was written anew is nobody's deed.
 */
const LAST_OF_SESSION = `
  SELECT created_at AS at, saved_by AS by, type, version, restored_from IS NOT NULL AS restored FROM (
    SELECT *, lead(saved_by) OVER w AS next_by, lead(created_at) OVER w AS next_at, lead(restored_from) OVER w AS next_restored
    FROM content_versions WHERE project_id = $1 WINDOW w AS (PARTITION BY type ORDER BY version)) v
  WHERE saved_by IS NOT NULL AND offers IS DISTINCT FROM version - 1 AND (restored_from IS NOT NULL OR next_restored IS NOT NULL OR next_by IS DISTINCT FROM saved_by
    OR next_at - created_at >= interval '15 minutes')`;

const DEEDS = `
  SELECT queued_at AS at, requested_by AS by, substr(key, 7) AS type, NULL::int AS version, 'generated' AS what, NULL AS note
  FROM tasks WHERE project_id = $1 AND key LIKE 'draft:%' AND requested_by IS NOT NULL
  UNION ALL
  SELECT at, by, type, version, CASE WHEN restored THEN 'restored' ELSE 'edited' END, NULL FROM (${LAST_OF_SESSION}) s
  UNION ALL
  SELECT at, by, type, version, CASE state WHEN 'in_review' THEN 'asked_review' WHEN 'draft' THEN 'sent_back' ELSE state END, note
  FROM reviews WHERE project_id = $1 AND by IS NOT NULL
  ORDER BY at DESC LIMIT ${MOST}`;

type Row = Omit<Deed, 'at' | 'by'> & { at: Date; by: string };

@Injectable()
export class Activity {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: Accounts,
  ) {}

  /** The last 100, newest first. Throws 404. */
  async list(userId: string, projectId: string): Promise<Deed[]> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const rows = await this.db.query<Row[]>(DEEDS, [projectId]);
    const names = await this.accounts.findByIds([...new Set(rows.map(({ by }) => by))]);
    return rows.map((row) => ({ ...row, at: row.at.toISOString(), by: names.get(row.by)?.name ?? null }));
  }
}
