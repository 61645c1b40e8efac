/** A migrated database of its own, for tests of what happens inside. */
import type { DataSource } from 'typeorm';
import { createDataSource, migrate } from '../../src/database/data-source.js';
import { createDatabase } from './services.js';

export interface MigratedDatabase {
  url: string;
  db: DataSource;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<MigratedDatabase> {
  const database = await createDatabase();
  const db = await createDataSource(database.url, 10).initialize();
  await migrate(db);
  return {
    ...{ url: database.url, db },
    async drop() {
      if (db.isInitialized) await db.destroy();
      await database.drop();
    },
  };
}
