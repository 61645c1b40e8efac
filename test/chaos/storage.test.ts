/** The storage refuses to store for a while: tasks wait for it, or fail with a reason, and the service stays up. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { fewerTries, held, setStage } from './scene.js';

let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(2, 25);
  stage = await setStage();
});
afterAll(() => stage.end());

/** The folder in which every stored file begins. A file takes its place, into which not even root can write others. */
const incoming = () => join(stage.world.dataDir, 'files', 'incoming');

async function breakStorage(): Promise<void> {
  await rename(incoming(), `${incoming()}-away`);
  await writeFile(incoming(), '');
}

async function mendStorage(): Promise<void> {
  await rm(incoming());
  await rename(`${incoming()}-away`, incoming());
}

/** A project whose recording is stored, and whose screenshots are about to be. */
async function aboutToStore(): Promise<[string, () => Promise<unknown>]> {
  const id = await stage.project();
  const worker = await stage.world.startWorker({ FAULT_AT: `hold claim:before-commit screenshots ${id}` });
  await stage.fill(id, recordings.pop() ?? new Uint8Array());
  await held(worker, 'claim:before-commit');
  await breakStorage();
  worker.process.kill('SIGUSR2');
  return [id, () => worker.end()];
}

const readiness = async () => (await stage.person.ask('GET', '/readyz')).body;

test('for a moment: the task tries again, and all is done', async () => {
  const [id, end] = await aboutToStore();
  await until('a failure', async () => ((await stage.person.task(id, 'screenshots'))?.failures ?? 0) > 0);
  expect(JSON.stringify(await readiness())).toContain('storage');
  await mendStorage();
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'screenshots')).toMatchObject({ status: 'succeeded' });
  await end();
});

test('for long: it fails with a reason, everything else goes on, and Retry works once it is mended', async () => {
  await fewerTries(stage);
  const [id, end] = await aboutToStore();
  await nothingIsLost(stage);
  const screenshots = await stage.person.task(id, 'screenshots');
  expect(screenshots).toMatchObject({
    status: 'failed',
    error: { code: 'storage_unavailable', retryable: true },
  });
  expect(await stage.person.task(id, 'chapters')).toMatchObject({ status: 'succeeded' });
  expect(await stage.person.task(id, 'draft:blog')).toMatchObject({ error: { code: 'prerequisite_failed' } });
  await mendStorage();
  expect((await stage.person.ask('POST', `/api/tasks/${screenshots?.id ?? ''}/retry`)).status).toBe(202);
  await stage.person.taskIn(id, 'screenshots', ['succeeded']);
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'draft:blog')).toMatchObject({ status: 'succeeded' });
  await end();
});
