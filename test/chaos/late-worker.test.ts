/** A worker stands still for longer than its lease, as with a blocked event loop, and comes back too late. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import type { Server } from '../support/world.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, says, setStage } from './scene.js';

let stage: Stage;
let recordings: Uint8Array[];
const workers: Server[] = [];

beforeAll(async () => {
  recordings = await makeRecordings(3, 25);
  stage = await setStage();
});
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL'))));
afterAll(() => stage.end());

async function startWorker(settings: Record<string, string> = {}): Promise<Server> {
  const worker = await stage.world.startWorker(settings);
  workers.push(worker);
  return worker;
}

/** Starts a worker that reaches this failpoint with a task of a new project, and stands still there. */
async function standingStill(point: string, key: string): Promise<[Server, string]> {
  const id = await stage.project();
  const worker = await startWorker({ FAULT_AT: `hold ${point} ${key} ${id}` });
  await stage.fill(id, recordings.pop() ?? new Uint8Array());
  await held(worker, point);
  worker.process.kill('SIGSTOP');
  return [worker, id];
}

function comeBack(worker: Server): void {
  worker.process.kill('SIGUSR2');
  worker.process.kill('SIGCONT');
}

async function outcomes(projectId: string, key: string): Promise<(string | null)[]> {
  const task = await stage.person.task(projectId, key);
  return (await stage.person.detail(task?.id ?? '')).attempts.map(({ outcome }) => outcome);
}

test.each(['screenshots', 'transcribe'])(
  'with the result of %s, which another one has made by then: it is refused',
  async (key) => {
    const [late, id] = await standingStill('step:ended', key);
    await startWorker();
    await stage.person.taskIn(id, key, ['succeeded']);
    const before = await stage.person.snapshot(id);
    comeBack(late);
    await says(late, 'A late result was refused');
    await nothingIsLost(stage);
    // The log says so before the database does.
    await until('the database to say so', async () => (await outcomes(id, key))[0] === 'fenced');
    expect(await outcomes(id, key)).toEqual(['fenced', 'succeeded']);
    const deaths = () => stage.world.db.query<unknown[]>('SELECT 1 FROM attempts WHERE death');
    await until('its death to be taken back', async () => (await deaths()).length === 0);
    expect(await stage.world.db.query('SELECT 1 FROM tasks WHERE deaths > 0')).toEqual([]);
    const task = before.tasks.find((one) => one.key === key);
    expect(await stage.person.task(id, key)).toMatchObject({ id: task?.id, attempt: 2, finishedAt: task?.finishedAt });
  },
);

test('with a claim that it has not stored, on a task that Bull has given to another one by then: it has no claim', async () => {
  const [late, id] = await standingStill('claim:before-commit', 'transcribe');
  await startWorker();
  await stage.person.taskIn(id, 'transcribe', ['succeeded']);
  comeBack(late);
  await nothingIsLost(stage);
  expect(await outcomes(id, 'transcribe')).toEqual(['succeeded']);
});
