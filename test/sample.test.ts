/** `npm run sample`, as a newcomer runs it beside a running `npm start`. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, startDevreel } from './support/starter.js';

async function sample(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['scripts/sample.mjs'], { cwd: ROOT, env: { ...process.env, ...settings } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

test('the sample talk goes through a running Devreel, and without one the remedy is named', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'devreel-sample-'));
  const without = await sample({ DATA_DIR: dataDir });
  expect(without.said).toMatch(/npm start/);
  expect(without.code).toBe(1);
  const started = startDevreel({ DATA_DIR: dataDir });
  try {
    await started.ready();
    const { code, said } = await sample({ DATA_DIR: dataDir });
    expect(said).toMatch(/screenshots +succeeded/);
    expect(said).toMatch(/Chapters\n0:00 .*\n\d+:\d\d .*\n\d+:\d\d /);
    expect(said).toMatch(/── blog ──/);
    expect(code).toBe(0);
  } finally {
    started.process.kill('SIGTERM');
    await started.ended;
    await rm(dataDir, { recursive: true, force: true });
  }
});
