/** Brings a backup into an empty installation: tables as they were, rows and files in them, then the tables as they are today. */
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { migrate } from '../../database/data-source.js';
import type { Storage } from '../../outside/storage/storage.js';
import { ArchiveReader } from './archive.js';
import type { ArchivedFile, Manifest } from './manifest.js';
import { FILES, fileName, fileShape, MANIFEST, manifestShape, rowsName } from './manifest.js';
import { goOnCounting, quoted, storeRows } from './tables.js';

/** Said to the person who restores: what stands in the way, and what to do. */
export class CannotRestore extends Error {}

export interface EmptyInstallation {
  /** Connected, and used for nothing else meanwhile. */
  client: Client;
  /** Not connected: the migrations that it is given decide which tables there are. */
  database: () => DataSource;
  /** Makes the tables of accounts. */
  migrateAccounts: () => Promise<void>;
  storage: Storage;
}

export async function openBackup(path: string): Promise<{ archive: ArchiveReader; manifest: Manifest }> {
  const archive = await ArchiveReader.open(path).catch((error: unknown) => {
    throw new CannotRestore(`${path} is no backup that can be read, or only a part of one: ${String(error)}`);
  });
  const manifest = archive.has(MANIFEST) && manifestShape.safeParse(JSON.parse(await archive.text(MANIFEST)));
  if (!manifest || !manifest.success) throw new CannotRestore(`${path} is no backup of Devreel's, or of a newer one.`);
  return { archive, manifest: manifest.data };
}

/** Throws `CannotRestore`, with nothing changed but files stored that nothing refers to; it can then be tried again. */
export async function restore(
  into: EmptyInstallation,
  { archive, manifest }: { archive: ArchiveReader; manifest: Manifest },
): Promise<{ projects: number; files: number }> {
  const { client, database, migrateAccounts, storage } = into;
  await migrateTo(database(), manifest.migrations);
  await migrateAccounts();
  await refuseUnlessEmpty(client);
  const files = await storeFiles(storage, archive);
  const projects = await storeAllRows(client, archive, manifest);
  await migrateAs(database());
  return { projects, files };
}

/** The tables as they were when the backup was made. */
async function migrateTo(database: DataSource, migrations: string[]): Promise<void> {
  const wanted = new Set(migrations);
  const known = database.options.migrations as (new () => { name?: string })[];
  const then = known.filter(({ name }) => wanted.has(name));
  if (then.length < wanted.size) {
    throw new CannotRestore('This backup was made by a newer Devreel: restore it with that one, or a later.');
  }
  await migrateAs(database.setOptions({ migrations: then }));
}

async function migrateAs(database: DataSource): Promise<void> {
  await database.initialize();
  try {
    await migrate(database);
  } finally {
    await database.destroy();
  }
}

async function refuseUnlessEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    'SELECT EXISTS (SELECT FROM projects) OR EXISTS (SELECT FROM auth."user") AS used',
  );
  if (rows[0]?.used) {
    throw new CannotRestore(
      'There are accounts or projects here already: a backup is restored into an empty Devreel, such as one with another DATA_DIR.',
    );
  }
}

async function storeFiles(storage: Storage, archive: ArchiveReader): Promise<number> {
  const lines = (await archive.text(FILES)).split('\n').filter(Boolean);
  for (const line of lines) await storeFile(storage, archive, fileShape.parse(JSON.parse(line)));
  return lines.length;
}

async function storeFile(
  storage: Storage,
  archive: ArchiveReader,
  { key, sizeBytes, sha256 }: ArchivedFile,
): Promise<void> {
  const stored = await storage.put(key, await archive.stream(fileName(key)));
  if (stored.sizeBytes === sizeBytes && stored.sha256 === sha256) return;
  await storage.remove(key);
  throw new CannotRestore(`${key} is damaged in this backup: take another one.`);
}

/** In one transaction: all of them, or none. Uploads that were under way begin anew. */
async function storeAllRows(client: Client, archive: ArchiveReader, { tables }: Manifest): Promise<number> {
  await client.query('BEGIN');
  try {
    // Migrations may have put rows of their own there.
    await client.query(`TRUNCATE ${tables.map(quoted).join(', ')}`);
    for (const table of tables) await storeRows(client, table, await archive.stream(rowsName(table)));
    await client.query(`DELETE FROM uploads WHERE state IN ('receiving', 'stored')`);
    await goOnCounting(client);
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM projects');
    await client.query('COMMIT');
    return rows[0]?.count ?? 0;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
