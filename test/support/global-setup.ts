/** What all tests share, started once: one PostgreSQL in a temporary folder, and the programs they run themselves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';
import { startPostgres } from '../../scripts/embedded/postgres.mjs';
import { findRedis } from '../../scripts/embedded/redis-binary.mjs';
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
