/**
 * A backup while everything runs. The rows are those of one moment. Files are never changed, only added and removed, so what the rows
 * refer to is copied after them; where something was removed meanwhile, rows of a later moment are taken, until all they refer to is there.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Storage } from '../../outside/storage/storage.js';
import { ObjectNotFound, projectPrefix } from '../../outside/storage/storage.js';
import { ArchiveWriter } from './archive.js';
import type { ArchivedFile } from './manifest.js';
import { FILES, fileName, MANIFEST, rowsName } from './manifest.js';
import type { Table } from './tables.js';
import { quoted, rowsOf, tablesOf } from './tables.js';

const MOST_LOOKS = 20;
const BETWEEN_LOOKS_MS = 1_000;

export interface Installation {
  /** Connected, and used for nothing else meanwhile. */
  client: Client;
  storage: Storage;
  authSecret: string;
}

/** The rows of one moment, and what they say of files. */
interface Moment {
  tables: Table[];
  migrations: string[];
  projects: string[];
  /** Keys of the files that the rows refer to. */
  referred: string[];
  /** Where files lie that come in just now. */
  incoming: string[];
  /** Whole uploads that are not yet anybody's recording: in a moment they are. */
  settling: number;
}

/** Writes all of it to `path`, where nothing may be yet. Returns how much it was. Throws what database, storage and disk throw. */
export async function makeBackup(
  { client, storage, authSecret }: Installation,
  path: string,
): Promise<{ projects: number; files: number }> {
  const folder = await mkdtemp(join(dirname(path), `.${basename(path)}-rows-`));
  const archive = new ArchiveWriter(path);
  try {
    const files = new Map<string, ArchivedFile>();
    const moment = await wholeMoment(client, folder, (at) => copyFiles(storage, archive, at, files));
    for (const table of moment.tables) {
      await archive.add(rowsName(table), createReadStream(join(folder, rowsFile(table))), { compress: true });
    }
    archive.addText(FILES, [...files.values()].map((file) => `${JSON.stringify(file)}\n`).join(''));
    const { tables, migrations, projects } = moment;
    const manifest = { format: 1, madeAt: new Date().toISOString(), migrations, tables, files: files.size, authSecret };
    archive.addText(MANIFEST, JSON.stringify(manifest, null, 2));
    await archive.end();
    return { projects: projects.length, files: files.size };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `copy` returns the keys of all that is copied by then. */
async function wholeMoment(
  client: Client,
  folder: string,
  copy: (moment: Moment) => Promise<ReadonlyMap<string, unknown>>,
): Promise<Moment> {
  for (let looks = 1; ; looks += 1) {
    const moment = await readMoment(client, folder);
    const copied = await copy(moment);
    const missing = moment.referred.filter((key) => !copied.has(key));
    if (missing.length === 0 && moment.settling === 0) return moment;
    if (looks >= MOST_LOOKS) {
      const what =
        missing.length > 0 ? `${missing.length} files are missing, such as ${missing[0]}` : 'uploads never settle';
      throw new Error(`No moment was found at which rows and files agree: ${what}.`);
    }
    await wait(BETWEEN_LOOKS_MS);
  }
}

const rowsFile = ({ schema, name }: Table): string => `${schema}.${name}`;

async function readMoment(client: Client, folder: string): Promise<Moment> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const tables = await tablesOf(client);
    for (const table of tables) {
      await pipeline(rowsOf(client, table), createWriteStream(join(folder, rowsFile(table)), { mode: 0o600 }));
    }
    const keyed = tables.filter(({ columns }) => columns.includes('object_key'));
    const referred = await column(
      client,
      keyed.map((table) => `SELECT object_key FROM ${quoted(table)}`).join(' UNION '),
    );
    const incoming = await client.query<{ project_id: string; id: string; state: string }>(
      `SELECT project_id, id, state FROM uploads WHERE state IN ('receiving', 'stored')`,
    );
    return {
      tables,
      migrations: await column(client, 'SELECT name FROM migrations ORDER BY id'),
      projects: await column(client, 'SELECT id::text FROM projects'),
      referred,
      incoming: incoming.rows.map(({ project_id, id }) => `${projectPrefix(project_id)}sources/${id}/`),
      settling: incoming.rows.filter(({ state }) => state === 'stored').length,
    };
  } finally {
    await client.query('ROLLBACK');
  }
}

async function column(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<(string | null)[]>({ text: query, rowMode: 'array' });
  return rows.flatMap(([value]) => (typeof value === 'string' ? [value] : []));
}

/** Copies what is stored of these projects and not yet copied. What vanishes on the way is left out. */
async function copyFiles(
  storage: Storage,
  archive: ArchiveWriter,
  { projects, incoming }: Moment,
  files: Map<string, ArchivedFile>,
): Promise<ReadonlyMap<string, ArchivedFile>> {
  for (const projectId of projects) {
    for await (const { key } of storage.list(projectPrefix(projectId))) {
      if (files.has(key) || incoming.some((folder) => key.startsWith(folder))) continue;
      const body = await storage.get(key).catch((error: unknown) => {
        if (error instanceof ObjectNotFound) return null;
        throw error;
      });
      if (body) files.set(key, { key, ...(await archive.add(fileName(key), body, { compress: false })) });
    }
  }
  return files;
}
