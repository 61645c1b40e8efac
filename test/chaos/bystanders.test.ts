/** A task that kills its workers fails after three crashes; by quarantine, what ran beside it each time does not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_CRASHES } from '../../src/tasks/poison.js';
import { until } from '../support/until.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, says, setStage } from './scene.js';

let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(2, 25);
  stage = await setStage({ LEASE_SECONDS: '2' });
});
afterAll(() => stage.end());

const deathsOf = async (projectId: string): Promise<number> => {
  const sql = "SELECT deaths FROM tasks WHERE project_id = $1 AND key = 'transcribe'";
  return (await stage.world.db.query<{ deaths: number }[]>(sql, [projectId]))[0]?.deaths ?? 0;
};

test('two die together, twice; then each is tried without the other, and only the one that dies again is given up', async () => {
  const projects = [await stage.project('One'), await stage.project('Other')];
  const holdBoth = { FAULT_AT: projects.map((id) => `hold part:answered transcribe ${id}`).join('; ') };
  for (const [i, id] of projects.entries()) await stage.fill(id, recordings[i] ?? new Uint8Array());
  for (let death = 1; death < MAX_CRASHES; death += 1) {
    const worker = await stage.world.startWorker(holdBoth);
    await held(worker, 'part:answered', 2);
    await worker.end('SIGKILL');
    // Counts the death, and does nothing else about them.
    const watcher = await stage.world.startWorker({ FAULT_AT: 'hold claim:before-commit transcribe' });
    const counted = async () => (await Promise.all(projects.map(deathsOf))).every((deaths) => deaths === death);
    await until(`death ${death} to be counted for both`, counted);
    await watcher.end('SIGKILL');
  }
  const worker = await stage.world.startWorker(holdBoth);
  await held(worker, 'part:answered');
  await says(worker, 'another one is in quarantine here');
  await worker.end('SIGKILL');
  await stage.world.startWorker();
  await nothingIsLost(stage);
  const ends = await Promise.all(projects.map((id) => stage.person.task(id, 'transcribe')));
  expect(ends.map((task) => task?.status).sort()).toEqual(['failed', 'succeeded']);
  const failed = ends.find((task) => task?.status === 'failed');
  expect(failed).toMatchObject({ failures: 0, error: { code: 'worker_lost', retryable: true } });
  expect((await stage.person.ask('POST', `/api/tasks/${failed?.id ?? ''}/retry`)).status).toBe(202);
  await nothingIsLost(stage);
}, 300_000);
