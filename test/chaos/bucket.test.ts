/** A bucket that answers with errors, or breaks off its answers: now and then, and for a while. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import type { Bucket } from './bucket.js';
import { bucketFaults, startBucket } from './bucket.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { setStage } from './scene.js';

let bucket: Bucket;
let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(2, 25);
  bucket = await startBucket();
  stage = await setStage(bucket.settings);
  await stage.world.startWorker();
});
afterAll(async () => {
  await stage.end();
  await bucket.stop();
});

const objectsOf = (projectId: string): string[] =>
  [...bucket.objects.keys()].filter((key) => key.startsWith(`projects/${projectId}/`));

test('each third request of a project goes wrong, in all its ways in turn: nobody notices', async () => {
  const id = await stage.project();
  let requests = 0;
  const refused = new Set<string>();
  bucket.fault = ({ method, key }) => {
    if (!key.startsWith('projects/')) return null;
    requests += 1;
    // The same one twice in a row would be bad luck that adds up to a failure.
    if (requests % 3 !== 0 || refused.delete(`${method} ${key}`)) return null;
    refused.add(`${method} ${key}`);
    return bucketFaults[(requests / 3) % bucketFaults.length] ?? null;
  };
  await stage.fill(id, recordings[0] ?? new Uint8Array());
  await nothingIsLost(stage);
  expect(bucket.faults).toBeGreaterThan(bucketFaults.length);
  for (const { status, failures } of (await stage.person.snapshot(id)).tasks) {
    expect({ status, failures }).toEqual({ status: 'succeeded', failures: 0 });
  }
  expect(
    Buffer.compare(
      bucket.objects.get(objectsOf(id).find((key) => /source/.test(key)) ?? '') ?? Buffer.alloc(0),
      recordings[0] ?? Buffer.alloc(1),
    ),
  ).toBe(0);
});

test('it refuses for a while what is to be stored: the task tries again, the page says so, and all is done', async () => {
  const id = await stage.project();
  bucket.fault = ({ method, key }) =>
    method === 'PUT' && (key.startsWith('check-') || key.endsWith('.jpg')) ? '503' : null;
  await stage.fill(id, recordings[1] ?? new Uint8Array());
  await until('a failure', async () => ((await stage.person.task(id, 'screenshots'))?.failures ?? 0) > 0);
  await until('/readyz to name it', async () => {
    const { body } = await stage.person.ask('GET', '/readyz');
    return JSON.stringify(body).includes('storage');
  });
  bucket.fault = () => null;
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'draft:blog')).toMatchObject({ status: 'succeeded' });
  // The recording, and a picture for each second.
  expect(objectsOf(id).filter((key) => key.endsWith('.jpg'))).toHaveLength(25);
});
