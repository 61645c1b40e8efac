/** A migrated database of its own, for tests of what happens inside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { startPostgres } from '../../scripts/embedded/postgres.mjs';
import { createDataSource, migrate } from '../../src/database/data-source.js';
import type { TestDatabase } from './services.js';
import { createDatabase } from './services.js';

export interface MigratedDatabase {
  url: string;
  db: DataSource;
  drop(): Promise<void>;
}

/** On the PostgreSQL that all tests share. */
export const createTestDatabase = async (): Promise<MigratedDatabase> => migrated(await createDatabase());

async function migrated(database: TestDatabase): Promise<MigratedDatabase> {
  const db = await createDataSource(database.url, 10).initialize();
  await migrate(db);
  return {
    url: database.url,
    db,
    async drop() {
      if (db.isInitialized) await db.destroy();
      await database.drop();
    },
  };
}

/** A PostgreSQL that a test may stop and start as it likes. */
export interface OwnPostgres extends MigratedDatabase {
  stop(): Promise<void>;
  /** Again, on the same port, with what it held. */
  start(): Promise<void>;
}

export async function createOwnPostgres(): Promise<OwnPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'devreel-postgres-'));
  const start = () => startPostgres({ dir, log: join(dir, 'postgres.log'), durable: false });
  let running = await start();
  const drop = async (): Promise<void> => {
    await running.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return {
    ...(await migrated({ url: running.url, drop })),
    stop: () => running.stop(),
    async start() {
      running = await start();
    },
  };
}
