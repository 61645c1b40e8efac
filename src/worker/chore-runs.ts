/**
 * When scheduled work was last done, in rows: so each planned moment of it is worked on once, by whichever worker, and a moment at which
 * Redis had no plan, or no worker ran, is made up for.
 */
import type { DataSource } from 'typeorm';
import type { ChoreName } from '../tasks/chore-plan.js';
import { choreNames, IS_INTERRUPTED, isChore, momentBefore } from '../tasks/chore-plan.js';
import type { ChoreTools } from './chores.js';
import { doChore } from './chores.js';

const NOTE = 'INSERT INTO chore_runs (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING';
const OVERDUE = `
  SELECT name FROM chore_runs c JOIN unnest($1::text[], $3::timestamptz[]) AS due (name, at) USING (name)
  WHERE c.known_since < due.at AND (c.moment IS NULL OR c.moment < due.at OR (c.moment = due.at AND ${IS_INTERRUPTED}))`;

/**
 * Chores whose newest planned moment passed without them. One that was not known at that moment missed nothing. `leaseMs`: after
 * this time without a heartbeat a worker counts as gone.
 */
export async function overdueChores(db: DataSource, now: Date, leaseMs: number): Promise<ChoreName[]> {
  await db.query(NOTE, [choreNames]);
  const moments = choreNames.map((name) => momentBefore(name, now));
  const rows = await db.query<{ name: ChoreName }[]>(OVERDUE, [choreNames, leaseMs / 1_000, moments]);
  return rows.map(({ name }) => name);
}

const CLAIM = `
  INSERT INTO chore_runs AS c (name, moment, worker_id, started_at) VALUES ($1, $3, $4, clock_timestamp())
  ON CONFLICT (name) DO UPDATE SET moment = excluded.moment, worker_id = excluded.worker_id, by_hand = false,
    started_at = excluded.started_at, ended_at = NULL, failed = false, said = NULL
  WHERE c.moment IS NULL OR c.moment < excluded.moment OR (c.moment = excluded.moment AND ${IS_INTERRUPTED})
  RETURNING name`;
/** What a person asks for is done, whatever was planned. */
const CLAIM_BY_HAND = `
  INSERT INTO chore_runs AS c (name, worker_id, started_at, by_hand) VALUES ($1, $2, clock_timestamp(), true)
  ON CONFLICT (name) DO UPDATE SET worker_id = excluded.worker_id, by_hand = true, started_at = excluded.started_at,
    ended_at = NULL, failed = false, said = NULL
  RETURNING name`;
const END = `UPDATE chore_runs SET ended_at = clock_timestamp(), failed = $3, said = $4 WHERE name = $1 AND worker_id = $2`;

interface Claimed {
  workerId: string;
  leaseMs: number;
  isByHand: boolean;
}

/** Does a chore, unless its newest planned moment has been worked on already, and notes how it went. */
export async function runChore(
  tools: ChoreTools,
  name: string,
  { workerId, leaseMs, isByHand }: Claimed,
): Promise<void> {
  const { db, now } = tools;
  if (isChore(name)) {
    const claimed: unknown[] = isByHand
      ? await db.query(CLAIM_BY_HAND, [name, workerId])
      : await db.query(CLAIM, [name, leaseMs / 1_000, momentBefore(name, now), workerId]);
    if (claimed.length === 0) return;
  }
  const { failed, said } = await doChore(tools, name);
  await db.query(END, [name, workerId, failed, said]);
}
