/** A webhook is paused because nothing was taken. Its person is told where it leads and why; others, who do not see that on any page, only that it is. */
import type { DataSource } from 'typeorm';
import type { NewNotice } from '../events/project-tx.js';
import { tell, tellOnceADay } from '../notices/to-one.js';
import type { Administrators } from './positions.js';

/** Two that are paused at the same moment come one after the other: the second sees whom the first has told. */
const ONE_BY_ONE = `SELECT pg_advisory_xact_lock(hashtextextended('webhook pauses', 0))`;

/**
 * Whose it is; the other members where it is for one project; those who administer where it is the installation's: `$5` and `$6` say whom the
 * settings name. Others hear of it once a day, however many are made, paused and let go on.
 */
const PAUSE = `
  WITH paused AS (
    UPDATE webhooks SET paused_at = now(), paused_because = $2 WHERE id = $1 AND paused_at IS NULL
    RETURNING user_id, project_id, installation),
  own AS (${tell('SELECT user_id, NULL::uuid AS project_id FROM paused', '$3')}),
  others AS (${tellOnceADay(
    `SELECT m.user_id, m.project_id FROM paused w JOIN members m USING (project_id) WHERE m.user_id <> w.user_id
     UNION ALL SELECT a, NULL FROM paused w, administrators($5, $6) a WHERE w.installation AND a <> w.user_id`,
    '$4',
  )})
  SELECT FROM paused`;

export interface Paused {
  id: string;
  url: string;
  /** Null where it is for several. */
  projectId: string | null;
  installation: boolean;
  /** A sentence. */
  because: string;
}

/** False where it was paused already, or is gone. */
export async function pauseWebhook(db: DataSource, hook: Paused, administrators: Administrators): Promise<boolean> {
  const { id, because, installation } = hook;
  const title = installation ? 'A webhook of this installation is paused' : 'A webhook is paused';
  const action = { label: 'Show', href: `${pageOf(hook)}#webhooks` };
  const own: NewNotice = {
    level: 'error',
    title,
    body: `${new URL(hook.url).host} did not take what was sent to it. ${because} Let it go on when it is mended: nothing is lost until then.`,
    action,
  };
  const others: NewNotice = {
    level: 'warning',
    title,
    body: 'What was sent to it was not taken. Who made it has been told, and nothing is lost until it goes on.',
    // Its project is where others are led anyway; an installation's has none.
    ...(installation ? { action } : {}),
  };
  const words = [own, others].map((told) => JSON.stringify(told));
  const values = [id, because, ...words, administrators.named, administrators.unprovedToo];
  return db.transaction(async (tx) => {
    await tx.query(ONE_BY_ONE);
    return (await tx.query<unknown[]>(PAUSE, values)).length > 0;
  });
}

function pageOf({ projectId, installation }: Paused): string {
  if (installation) return '/operators';
  return projectId === null ? '/account' : `/projects/${projectId}`;
}
