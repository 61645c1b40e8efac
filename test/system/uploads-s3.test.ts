/** Uploads gather in the bucket: processes that go on with each other's uploads share no folder. */
import { describe, expect, test } from 'vitest';
import type { Storage } from '../../src/outside/storage/storage.js';
import { choreNames } from '../../src/tasks/chore-plan.js';
import { doChore } from '../../src/worker/chores.js';
import { describeUploads } from '../support/upload-behaviour.js';
import { objectKeyOf, sourceOf, uploadPlace } from '../support/upload-place.js';
import { describeUploadRules } from '../support/upload-rules.js';
import { begin, hashOf, idOf, noise, patch } from '../support/tus.js';
import { until } from '../support/until.js';
import { createBucket } from './bucket.js';
import { openStorage } from '../support/open-storage.js';

const bucket = await createBucket();

const openBucket = (): Promise<Storage> => openStorage(bucket.settings);
// Amazon's SDK finds its keys in this process's environment from now on.
await openBucket();

const inABucket = uploadPlace({
  settings: bucket.settings,
  apart: true,
  // Parts have 8 MiB.
  pieceBytes: 9_000_000,
  async isKept(_world, address) {
    const keys = [...(await bucket.objects()).keys(), ...(await bucket.unfinished())];
    return keys.some((key) => key.includes(`/sources/${idOf(address)}/`));
  },
  storedHash: async (world, projectId) => bucket.sha256(await objectKeyOf(world, projectId)),
});

describe('uploads to a bucket', () => describeUploads(inABucket));
describe('what is refused on the way to a bucket', () => describeUploadRules(inABucket));

test('chores leave an unfinished upload alone, however long it has been under way', async () => {
  const world = await inABucket.createWorld();
  try {
    const ada = await world.signUp(await world.startWeb());
    const { id: projectId } = await ada.createProject();
    const bytes = noise(10_000_000);
    const address = await begin(ada, projectId, bytes.length);
    expect((await patch(ada, address, 0, bytes.subarray(0, 9_000_000))).status).toBe(204);
    const storage = await openBucket();
    const now = new Date(Date.now() + 2 * 86_400_000);
    for (const chore of choreNames) await doChore({ db: world.db, storage, retentionDays: 30, now }, chore);
    expect((await patch(ada, address, 9_000_000, bytes.subarray(9_000_000))).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
    expect(await inABucket.storedHash(world, projectId)).toBe(hashOf(bytes));
    await until('nothing but the recording to be left', async () => {
      const left = [...(await bucket.objects()).keys()].filter((key) => key.includes(projectId));
      return left.length === 1 && (await bucket.unfinished()).every((key) => !key.includes(projectId));
    });
  } finally {
    await world.end();
  }
});
