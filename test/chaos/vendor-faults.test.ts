/** The vendor answers 429 or 500, nothing, half an answer, or nonsense: once, and for good. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { fewerTries, setStage } from './scene.js';
import type { Call, Fault } from './vendor.js';
import { faults } from './vendor.js';

let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(faults.length + 1, 25);
  stage = await setStage({ AI_TIMEOUT_SECONDS: '2' });
  await stage.world.startWorker();
});
afterAll(() => stage.end());

test('each of its faults once, for each kind of question: it is asked again, and all is done', async () => {
  const kinds: Call['kind'][] = ['sound', 'chapters', 'draft'];
  const used = new Map<Call['kind'], Fault[]>(kinds.map((kind) => [kind, []]));
  // The first time that something is asked, the next fault of its kind.
  stage.vendor.fault = ({ kind, before }) => {
    const soFar = used.get(kind) ?? [];
    const fault = before === 0 ? faults[soFar.length] : undefined;
    if (fault !== undefined) soFar.push(fault);
    return fault ?? null;
  };
  for (const recording of recordings.slice(0, faults.length)) {
    await stage.fill(await stage.project(), recording);
  }
  await nothingIsLost(stage);
  for (const kind of kinds) expect(used.get(kind), kind).toEqual(faults);
  expect(await stage.world.db.query('SELECT DISTINCT status FROM tasks')).toEqual([{ status: 'succeeded' }]);
}, 300_000);

test('for good: it fails with a reason, and when the vendor is well again Retry goes on', async () => {
  await fewerTries(stage);
  stage.vendor.fault = ({ kind, text }) =>
    (kind === 'draft' && faults.find((fault) => text.includes(`the fault ${fault}`))) || null;
  const projects = new Map<Fault, string>();
  for (const fault of faults) {
    const id = await stage.project(`Of the fault ${fault}`);
    projects.set(fault, id);
    await stage.fill(id, recordings.at(-1) ?? new Uint8Array(), { captions: true });
  }
  await nothingIsLost(stage, 240_000);
  stage.vendor.fault = () => null;
  for (const [fault, id] of projects) {
    const failed = await stage.person.task(id, 'draft:blog');
    expect(failed, fault).toMatchObject({ status: 'failed', error: { retryable: true } });
    expect(failed?.error?.code, fault).toMatch(/^vendor_/);
    expect((await stage.person.ask('POST', `/api/tasks/${failed?.id ?? ''}/retry`)).status, fault).toBe(202);
    await stage.person.taskIn(id, 'draft:blog', ['succeeded']);
  }
  await nothingIsLost(stage);
}, 400_000);
