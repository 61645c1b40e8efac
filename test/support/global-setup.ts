/** What all tests share, started once: one PostgreSQL in a temporary folder, with a migrated database, and their programs. */
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';
import { startPostgres } from '../../scripts/embedded/postgres.mjs';
import { findRedis } from '../../scripts/embedded/redis-binary.mjs';
import { migrateDatabase } from './database.js';
import type { Programs } from './programs.js';

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface ProvidedContext extends Programs {}
}

/** Vitest's globalSetup. Returns what undoes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'devreel-test-'));
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const redisBinary = await findRedis({ say });
  const { ffmpeg, ffprobe } = await findFfmpeg();
  const postgres = await startPostgres({ dir, log: join(dir, 'postgres.log'), durable: false });
  await createMigrated(postgres.url);
  project.provide('postgresAdminUrl', postgres.url);
  project.provide('migratedDatabase', MIGRATED);
  project.provide('recordings', mkdtempSync(join(dir, 'recordings-')));
  project.provide('redisBinary', redisBinary);
  project.provide('ffmpeg', ffmpeg);
  project.provide('ffprobe', ffprobe);

  const remove = () => rmSync(dir, { recursive: true, force: true });
  return async () => {
    await postgres.stop();
    remove();
  };
}

const MIGRATED = 'migrated';

async function createMigrated(adminUrl: string): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${MIGRATED}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${MIGRATED}`;
  await migrateDatabase(url.href);
}
