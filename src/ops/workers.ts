/** Which workers live, as their heartbeats say. */
import type { DataSource } from 'typeorm';
import type { WorkerAbout } from '../database/entities/task.entity.js';
import type { Workers } from '../contract/workers.js';

const WORKERS = `
  SELECT count(*) FILTER (WHERE lives)::int AS running, count(*) FILTER (WHERE lives AND draining)::int AS draining, max(seen_at) AS "lastSeenAt",
    coalesce(jsonb_agg(about) FILTER (WHERE lives AND NOT draining), '[]') AS about
  FROM (SELECT *, seen_at > now() - make_interval(secs => $1) AS lives FROM workers) seen`;

export interface WorkersSeen {
  running: number;
  /** How many of these take nothing new, because an operator said so. */
  draining: number;
  lastSeenAt: Date | null;
  /** What those say of themselves that live and take work. */
  about: WorkerAbout[];
}

/** `leaseMs`: after this time without a heartbeat a worker counts as gone. */
export async function workersSeen(db: DataSource, leaseMs: number): Promise<WorkersSeen> {
  const [row] = await db.query<WorkersSeen[]>(WORKERS, [leaseMs / 1_000]);
  return row ?? { running: 0, draining: 0, lastSeenAt: null, about: [] };
}

/** The same, for everybody. */
export async function workersIn(db: DataSource, leaseMs: number): Promise<Workers> {
  const { running, lastSeenAt } = await workersSeen(db, leaseMs);
  return { running, lastSeenAt: lastSeenAt?.toISOString() ?? null };
}
