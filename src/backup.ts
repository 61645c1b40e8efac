/** `node backup.js make FILE` and `node backup.js restore FILE`: run by the scripts of the same name, on the services in the environment. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { createAuth, openAuthPool } from './auth/auth.js';
import { migrateAuth } from './auth/migrate-auth.js';
import { createDataSource } from './database/data-source.js';
import { exitOnWrongSettings, keepFilesPrivate } from './ops/boot.js';
import { makeBackup } from './ops/backup/make.js';
import { CannotRestore, openBackup, restore } from './ops/backup/restore.js';
import { loadSettings } from './settings/env.js';

const CONNECTIONS = 2;
const [action, file] = process.argv.slice(2);

keepFilesPrivate();
const { databaseUrl, authSecret, publicUrl, openStorage } = exitOnWrongSettings(loadSettings);
if (!databaseUrl || !authSecret || !file) throw new Error('DATABASE_URL, AUTH_SECRET and a file are needed.');
const path = resolve(file);
const client = new Client({ connectionString: databaseUrl });
await client.connect();
try {
  const storage = await openStorage();
  if (action === 'make') await make();
  else await bringBack();

  async function make(): Promise<void> {
    if (await exists(path)) throw new CannotRestore(`${path} is there already: name another file, or move that one.`);
    const { projects, files } = await makeBackup({ client, storage, authSecret: authSecret ?? '' }, path);
    process.stderr.write(`${path} holds ${projects} projects and ${files} files.\n`);
  }

  async function bringBack(): Promise<void> {
    const backup = await openBackup(path);
    const pool = openAuthPool(databaseUrl ?? '');
    try {
      const auth = createAuth({
        pool,
        secret: authSecret ?? '',
        publicUrl,
        onSessionEnded: () => undefined,
      });
      const database = () => createDataSource(databaseUrl ?? '', CONNECTIONS);
      const into = { client, database, migrateAccounts: () => migrateAuth(auth, pool), storage };
      const { projects, files } = await restore(into, backup);
      process.stderr.write(
        `${projects} projects and ${files} files are restored, as they were at ${backup.manifest.madeAt}.\n`,
      );
      process.stdout.write(`${JSON.stringify({ authSecret: backup.manifest.authSecret })}\n`);
    } finally {
      backup.archive.close();
      await pool.end();
    }
  }
} catch (error) {
  if (!(error instanceof CannotRestore)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await client.end();
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
