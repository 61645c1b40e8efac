/** What a project has spent and put aside, and what is still under way. */
import type { DataSource } from 'typeorm';
import { ProjectGone } from '../events/project-tx.js';

/** Whether the call `c` is under way: its attempt holds its task. Other open calls were left so by the crash of a worker. */
export const IS_LIVE = `(c.outcome = 'open' AND EXISTS (
  SELECT FROM tasks t WHERE t.id = c.task_id AND t.attempt = c.attempt AND t.status = 'running'))`;

export interface Spend {
  /** Spent and put aside, in US dollars. */
  spentUsd: number;
  /** Calls wait for their answers: some of what was put aside for them may become free. */
  underWay: boolean;
}

/** Reads both in one statement, so that they fit together. Throws `ProjectGone`. */
export async function readSpend(db: DataSource, projectId: string): Promise<Spend> {
  const rows: { usd: string; under_way: boolean }[] = await db.query(
    `SELECT coalesce(s.usd, 0) AS usd,
       EXISTS (SELECT FROM vendor_calls c WHERE c.project_id = p.id AND ${IS_LIVE}) AS under_way
     FROM projects p LEFT JOIN project_spend s ON s.project_id = p.id WHERE p.id = $1`,
    [projectId],
  );
  const [row] = rows;
  if (!row) throw new ProjectGone(projectId);
  return { spentUsd: Number(row.usd), underWay: row.under_way };
}
