/** Redis is emptied, or comes back empty, while nothing happens, while tasks are queued, and while they run. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Server } from '../support/world.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, setStage } from './scene.js';

let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(6, 25);
  stage = await setStage();
});
afterAll(() => stage.end());

const accidents: Record<string, () => Promise<void>> = {
  async emptied() {
    const redis = new Redis(stage.world.redis.url);
    await redis.flushall();
    redis.disconnect();
  },
  async 'started anew with nothing'() {
    await stage.world.redis.stop();
    await stage.world.startRedis();
  },
};

/** A project with a recording of its own, and all that there is to do about it. */
async function filled(): Promise<string> {
  const id = await stage.project();
  await stage.fill(id, recordings.pop() ?? new Uint8Array());
  return id;
}

/** What a worker leaves that was handed jobs, stood still while Redis was emptied, and was killed when it woke. */
async function remainOfJobs(): Promise<void> {
  const redis = new Redis(stage.world.redis.url);
  const queued = await stage.world.db.query<{ key: string }[]>(
    "SELECT '{devreel}:' || lane || ':' || id || '.' || attempt AS key FROM tasks WHERE status = 'queued'",
  );
  for (const { key } of queued) await redis.hset(key, 'processedOn', Date.now());
  redis.disconnect();
}

describe.each(Object.keys(accidents))('Redis %s', (name) => {
  const accident = () => accidents[name]?.();
  let worker: Server;

  test('while tasks are queued', async () => {
    await filled();
    await accident();
    await remainOfJobs();
    worker = await stage.world.startWorker();
    await nothingIsLost(stage);
  });

  test('while there is nothing to do', async () => {
    await accident();
    await filled();
    await nothingIsLost(stage);
    await worker.end();
  });

  test('while tasks run', async () => {
    const id = await stage.project();
    const orders = ['part:answered screenshots', 'part:answered transcribe'].map((order) => `hold ${order} ${id}`);
    worker = await stage.world.startWorker({ FAULT_AT: orders.join('; ') });
    await stage.fill(id, recordings.pop() ?? new Uint8Array());
    await held(worker, 'part:answered', 2);
    await accident();
    worker.process.kill('SIGUSR2');
    await nothingIsLost(stage);
    await worker.end();
  });
});
