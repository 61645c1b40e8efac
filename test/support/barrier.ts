/** Several actors that want to change the same project at the same moment, in an order that a test decides. */
import type { DataSource } from 'typeorm';
import { until } from './until.js';

const WAITING = `
  SELECT count(*)::int AS waiting FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

const LOCK_PROJECT = 'SELECT 1 FROM projects WHERE id = $1 FOR NO KEY UPDATE';

/**
 * Holds the project's lock, starts the first actor, and waits until it waits for the lock; then the second, and so on. Then
 * lets go of the lock, which they get in their order. Each actor must come to wait for it. Returns how each ended.
 */
export const atBarrier = <T>(
  db: DataSource,
  projectId: string,
  actors: (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> => atLock(db, LOCK_PROJECT, [projectId], actors);

/** The same with a table that may be read, but not written to. */
export const atTable = <T>(
  db: DataSource,
  table: string,
  actors: (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> => atLock(db, `LOCK TABLE ${table} IN EXCLUSIVE MODE`, [], actors);

async function atLock<T>(
  db: DataSource,
  lock: string,
  parameters: unknown[],
  actors: (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const barrier = db.createQueryRunner();
  await barrier.startTransaction();
  await barrier.query(lock, parameters);
  const begun: Promise<T>[] = [];
  try {
    for (const actor of actors) {
      begun.push(actor());
      const all = async () => (await db.query<{ waiting: number }[]>(WAITING))[0]?.waiting === begun.length;
      await until(`${begun.length} to wait`, all);
    }
  } finally {
    await barrier.commitTransaction();
    await barrier.release();
  }
  return Promise.allSettled(begun);
}
