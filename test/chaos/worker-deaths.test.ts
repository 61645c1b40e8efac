/** A worker is killed (-9) at each of several moments, for every step at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startedByUpload } from '../../src/steps/lookup.js';
import { until } from '../support/until.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, setStage } from './scene.js';

const KEYS = [...startedByUpload, 'draft:blog'];
const TOLD = 'events:committed task.succeeded';
/** In this order, so that each crash finds its task still there. */
const MOMENTS = ['claim:before-commit', 'part:answered', 'part:stored', 'result:before-commit', TOLD];
/** Pictures are not read here, so that the step of the slides has no parts either. */
const WITHOUT_PARTS = new Set(['index', 'slides']);
const OTHER_MOMENTS = [
  'claim:before-commit',
  'claim:before-commit',
  'result:before-commit',
  'result:before-commit',
  TOLD,
];
const momentOf = (key: string, i: number) => (WITHOUT_PARTS.has(key) ? OTHER_MOMENTS : MOMENTS)[i] ?? TOLD;

let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(KEYS.length, 45);
  stage = await setStage({ SCREENSHOT_EVERY_SECONDS: '2' });
}, 400_000);
afterAll(() => stage.end());

test('each step dies at each moment: every task goes on, no part is done again', async () => {
  // One project for each step: it comes as far as its step's moment, and is held there until all have come.
  const projects = new Map<string, string>();
  for (const key of KEYS) projects.set(key, await stage.project(key));
  for (const i of MOMENTS.keys()) {
    const faults = [...projects].map(([key, id]) => `hold ${momentOf(key, i)} ${key} ${id}`).join('; ');
    const worker = await stage.world.startWorker({ FAULT_AT: faults });
    if (i === 0) {
      const filled = [...projects.values()].map((id, n) => stage.fill(id, recordings[n] ?? new Uint8Array()));
      await Promise.all(filled);
    }
    await held(worker, '', KEYS.length);
    // The other tasks of these projects are to end, not to die three times; where no lock holds them up they do.
    if (MOMENTS[i]?.startsWith('part:')) await othersToEnd();
    await worker.end('SIGKILL');
  }
  await stage.world.startWorker();
  await nothingIsLost(stage);
  expect(await stage.world.db.query('SELECT DISTINCT status FROM tasks')).toEqual([{ status: 'succeeded' }]);
}, 400_000);

/** Those of steps without parts are held at locks. */
const othersToEnd = () =>
  until('other tasks to end', async () => {
    const sql = "SELECT count(*)::int AS running FROM tasks WHERE status = 'running'";
    const [row] = await stage.world.db.query<{ running: number }[]>(sql);
    return row !== undefined && row.running <= KEYS.length;
  });
