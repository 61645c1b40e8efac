/** A worker's clock jumps while a task waits for its next try: only the database's clock decides when that is due. */
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { setStage } from './scene.js';

/** Longer than anybody sits waiting for: the task goes back to the queue. */
const RETRY_AFTER_SECONDS = 31;

const stages: Stage[] = [];
let recording: Uint8Array;

beforeAll(async () => {
  recording = (await makeRecordings(1, 25))[0] ?? new Uint8Array();
});
afterAll(() => Promise.all(stages.map((stage) => stage.end())));

// At once, each on a stage of its own: most of the time they wait.
test.concurrent.each(['an hour back', 'an hour forward'])(
  '%s: the next try comes when it is due, and all goes on',
  async (jump) => {
    const stage = await setStage();
    stages.push(stage);
    stage.vendor.retryAfterSeconds = RETRY_AFTER_SECONDS;
    const jumpMs = (jump === 'an hour back' ? -1 : 1) * 3_600_000;
    const worker = await stage.world.startWorker({
      NODE_OPTIONS: `--import=${pathToFileURL('test/chaos/jumping-clock.mjs').href}`,
      CLOCK_JUMP_MS: String(jumpMs),
    });
    const refused: number[] = [];
    stage.vendor.fault = ({ kind, before, at }) => {
      if (kind !== 'draft' || before > 0) return null;
      refused.push(at);
      return '429';
    };
    const id = await stage.project();
    await stage.fill(id, recording);
    const waits = async () => (await stage.person.task(id, 'draft:blog'))?.failures === 1;
    await until('the draft to wait for its next try', waits);
    worker.process.kill('SIGWINCH');
    await nothingIsLost(stage);
    expect(await stage.person.task(id, 'draft:blog')).toMatchObject({ status: 'succeeded', failures: 1 });
    const asked = stage.vendor.journal.filter(({ kind, at }) => kind === 'draft' && at >= (refused[0] ?? NaN));
    expect(asked).toHaveLength(2);
    // Not before the vendor allows it, by no clock that has jumped.
    expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_SECONDS * 1_000);
    const elsewhen = "SELECT 1 FROM events WHERE at < now() - interval '30 minutes' OR at > now()";
    expect(await stage.world.db.query(`${elsewhen} UNION ALL ${elsewhen.replace('events', 'notices')}`)).toEqual([]);
    await worker.end();
  },
  300_000,
);
