/** A worker is told to stop: what can end in time ends there, and another worker goes on with the rest at once. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TaskDetail } from '../../src/contract/task.js';
import { until } from '../support/until.js';
import type { Server } from '../support/world.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, says, setStage } from './scene.js';

/** So long that in this test a task comes to another worker only when it is given back. */
const LEASE = { LEASE_SECONDS: '600', AI_TIMEOUT_SECONDS: '600' };

let stage: Stage;
let recordings: Uint8Array[];
const workers: Server[] = [];

beforeAll(async () => {
  recordings = await makeRecordings(5, 25);
  stage = await setStage(LEASE);
});
// Each test knows which worker has its task.
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL'))));
afterAll(() => stage.end());

async function startWorker(settings: Record<string, string> = {}): Promise<Server> {
  const worker = await stage.world.startWorker(settings);
  workers.push(worker);
  return worker;
}

const detailOf = async (projectId: string, key: string): Promise<TaskDetail> =>
  stage.person.detail((await stage.person.task(projectId, key))?.id ?? '');

const outcomes = ({ attempts }: TaskDetail) => attempts.map(({ outcome }) => outcome);

/** A project whose recogniser never answers until told otherwise, and the worker that waits for it. */
async function waiting(recording: Uint8Array | undefined, drainSeconds: string): Promise<[string, Server]> {
  stage.vendor.fault = ({ kind }) => (kind === 'sound' ? 'never' : null);
  const worker = await startWorker({ DRAIN_SECONDS: drainSeconds });
  const id = await stage.project();
  const asked = stage.vendor.journal.length;
  await stage.fill(id, recording ?? new Uint8Array(), { draft: false });
  const unanswered = () => stage.vendor.journal.slice(asked).some(({ kind }) => kind === 'sound');
  await until('the recogniser to be asked', unanswered);
  await stage.person.taskIn(id, 'screenshots', ['succeeded']);
  return [id, worker];
}

test('with time enough a step ends in the attempt it is in; nothing new is begun; Ctrl-C told twice by npm is told once', async () => {
  const id = await stage.project();
  const order = `hold part:answered screenshots ${id}`;
  const worker = await startWorker({ FAULT_AT: order, DRAIN_SECONDS: '600' });
  await stage.fill(id, recordings[0] ?? new Uint8Array(), { captions: true });
  await held(worker, 'part:answered');
  const ended = worker.end('SIGINT');
  worker.process.kill('SIGINT');
  await says(worker, 'Stopping;');
  const late = await stage.project();
  await stage.fill(late, recordings[1] ?? new Uint8Array());
  worker.process.kill('SIGUSR2');
  expect(await ended).toBe(0);
  const screenshots = await detailOf(id, 'screenshots');
  expect(screenshots).toMatchObject({ status: 'succeeded', attempt: 1 });
  expect(outcomes(screenshots)).toEqual(['succeeded']);
  expect(await stage.person.task(late, 'probe')).toMatchObject({ status: 'queued', attempt: 0 });
  await startWorker();
  await nothingIsLost(stage);
});

test('told in its first moments it ends in order, too', async () => {
  const worker = await startWorker();
  expect(await worker.end(), worker.output()).toBe(0);
});

test('with too little time it is given back, and another worker goes on at once, without a failure', async () => {
  const [id, worker] = await waiting(recordings[2], '1');
  await startWorker();
  stage.vendor.fault = () => null;
  expect(await worker.end()).toBe(0);
  // At once: nothing that was given back is to wait.
  expect(await stage.world.db.query('SELECT key, run_at FROM tasks WHERE run_at > now()')).toEqual([]);
  await stage.person.taskIn(id, 'transcribe', ['succeeded']);
  const transcribe = await detailOf(id, 'transcribe');
  expect(transcribe).toMatchObject({ attempt: 2, failures: 0 });
  expect(outcomes(transcribe)).toEqual(['given back', 'succeeded']);
  expect(await stage.world.db.query('SELECT 1 FROM tasks WHERE deaths > 0')).toEqual([]);
  await nothingIsLost(stage);
});

test.each(['SIGTERM', 'SIGINT'] as const)('a second signal, %s, gives back before the time is over', async (second) => {
  const [id, worker] = await waiting(recordings[second === 'SIGTERM' ? 3 : 4], '86400');
  await startWorker();
  const ended = worker.end();
  // As an impatient person does it: again, until it ends.
  const again = setInterval(() => worker.process.kill(second), 250);
  stage.vendor.fault = () => null;
  expect(await ended).toBe(0);
  clearInterval(again);
  await stage.person.taskIn(id, 'transcribe', ['succeeded']);
  expect(outcomes(await detailOf(id, 'transcribe'))).toEqual(['given back', 'succeeded']);
  await nothingIsLost(stage);
});
