/** Which workers live, as their heartbeats say. */
import type { DataSource } from 'typeorm';
import type { Workers } from '../contract/workers.js';

const WORKERS = `
  SELECT count(*) FILTER (WHERE seen_at > now() - make_interval(secs => $1))::int AS running, max(seen_at) AS "lastSeenAt"
  FROM workers`;

/** `leaseMs`: after this time without a heartbeat a worker counts as gone. */
export async function workersIn(db: DataSource, leaseMs: number): Promise<Workers> {
  const [row] = await db.query<{ running: number; lastSeenAt: Date | null }[]>(WORKERS, [leaseMs / 1_000]);
  return { running: row?.running ?? 0, lastSeenAt: row?.lastSeenAt?.toISOString() ?? null };
}
