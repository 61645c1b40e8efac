/** The disk is full: the task says so, the service stays up, and Retry works once there is room. Needs root to mount a disk. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, rmdir, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nothingIsLost } from '../chaos/invariants.js';
import { makeRecordings } from '../chaos/recordings.js';
import type { Stage } from '../chaos/scene.js';
import { held, setStage } from '../chaos/scene.js';

/** How much is left when it is “full”: less than the screenshots of half a minute take. */
const LEFT_BYTES = 32 * 1024;

let disk: string;
let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(2, 25);
  disk = await mkdtemp(join(tmpdir(), 'devreel-disk-'));
  await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', disk]);
  stage = await setStage({ DATA_DIR: disk });
});
afterAll(async () => {
  await stage.end();
  await promisify(execFile)('umount', ['--lazy', disk]);
  await rmdir(disk);
});

const filler = () => join(disk, 'something-else');

async function fillDisk(): Promise<void> {
  await writeFile(filler(), '');
  const { bavail, bsize } = await statfs(disk);
  await appendFile(filler(), Buffer.alloc(bavail * bsize - LEFT_BYTES));
}

test('screenshots end with no_space, an upload is refused, all else goes on; with room again Retry works', async () => {
  const { person } = stage;
  const [id, other] = [await stage.project(), await stage.project()];
  const worker = await stage.world.startWorker({ FAULT_AT: `hold claim:before-commit screenshots ${id}` });
  await stage.fill(id, recordings[0] ?? new Uint8Array(), { captions: true });
  await held(worker, 'claim:before-commit');
  await fillDisk();
  worker.process.kill('SIGUSR2');
  await nothingIsLost(stage);

  const screenshots = await person.task(id, 'screenshots');
  expect(screenshots).toMatchObject({ status: 'failed', error: { code: 'no_space', retryable: true } });
  expect(await person.task(id, 'chapters')).toMatchObject({ status: 'succeeded' });
  const refused = await person.ask('PUT', `/api/projects/${other}/source?filename=a.mp4`, recordings[1]);
  expect(refused).toMatchObject({ status: 507, body: { code: 'no_space' } });

  await rm(filler());
  expect((await person.ask('POST', `/api/tasks/${screenshots?.id ?? ''}/retry`)).status).toBe(202);
  expect((await person.ask('PUT', `/api/projects/${other}/source?filename=a.mp4`, recordings[1])).status).toBe(202);
  await nothingIsLost(stage);
  for (const key of ['screenshots', 'draft:blog']) {
    expect(await person.task(id, key), key).toMatchObject({ status: 'succeeded' });
  }
});
