/** What all tests share, started once: one PostgreSQL in a temporary folder, and the programs they run themselves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';
import { startPostgres } from '../../scripts/embedded/postgres.mjs';
import { findRedis } from '../../scripts/embedded/redis-binary.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a superuser, on a database that stays empty: tests create their own beside it. */
    postgresAdminUrl: string;
    /** The Redis server to start, and what to add to its environment. */
    redisBinary: { path: string; env: Record<string, string> };
    ffmpeg: string;
    ffprobe: string;
  }
}

/** Vitest's globalSetup. Returns what undoes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'devreel-test-'));
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const redisBinary = await findRedis({ say });
  const { ffmpeg, ffprobe } = await findFfmpeg();
  const postgres = await startPostgres({ dir, log: join(dir, 'postgres.log'), durable: false });
  project.provide('postgresAdminUrl', postgres.url);
  project.provide('redisBinary', redisBinary);
  project.provide('ffmpeg', ffmpeg);
  project.provide('ffprobe', ffprobe);

  const remove = () => rmSync(dir, { recursive: true, force: true });
  return async () => {
    await postgres.stop();
    remove();
  };
}
