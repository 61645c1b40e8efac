/** A database of its own for each test file, on the one server that the run brought along. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { createDataSource, migrate } from '../../src/database/data-source.js';

export interface TestDatabase {
  url: string;
  /** Migrated. */
  db: DataSource;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(inject('postgresAdminUrl')), { pathname: `/${name}` }).href;
  const db = await createDataSource(url, 10).initialize();
  await migrate(db);
  return {
    ...{ url, db },
    async drop() {
      if (db.isInitialized) await db.destroy();
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function admin(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresAdminUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
