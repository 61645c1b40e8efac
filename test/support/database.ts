/** A migrated database of its own, for tests of what happens inside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { startPostgres } from '../../scripts/embedded/postgres.mjs';
import { createDataSource, migrate } from '../../src/database/data-source.js';
import type { TestDatabase } from './services.js';
import { programs } from './programs.js';
import { createDatabase } from './services.js';

export interface MigratedDatabase {
  url: string;
  db: DataSource;
  drop(): Promise<void>;
}

/** On the PostgreSQL that all tests share: a copy of the one that was migrated for all of them. */
export async function createTestDatabase(): Promise<MigratedDatabase> {
  const database = await createDatabase(programs().migratedDatabase);
  return opened(database, await createDataSource(database.url, 10).initialize());
}

/** Migrates an empty database, and leaves it. */
export async function migrateDatabase(url: string): Promise<void> {
  const db = await createDataSource(url, 2).initialize();
  await migrate(db);
  await db.destroy();
}

function opened(database: TestDatabase, db: DataSource): MigratedDatabase {
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
  await migrateDatabase(running.url);
  return {
    ...opened({ url: running.url, drop }, await createDataSource(running.url, 10).initialize()),
    stop: () => running.stop(),
    async start() {
      running = await start();
    },
  };
}
