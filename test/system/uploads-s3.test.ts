/** Uploads gather in the bucket: the processes that share them share no folder. */
import { describe, expect, test } from 'vitest';
import { UploadRow } from '../../src/database/entities/upload.entity.js';
import { choreNames, doChore } from '../../src/worker/chores.js';
import { describeUploads } from '../support/upload-behaviour.js';
import type { UploadPlace } from '../support/upload-place.js';
import { objectKeyOf, rowOf, sourceOf } from '../support/upload-place.js';
import { describeUploadRules } from '../support/upload-rules.js';
import { begin, hashOf, idOf, noise, patch } from '../support/tus.js';
import { until } from '../support/until.js';
import { createWorld } from '../support/world.js';
import { createBucket } from './bucket.js';
import { openStorage } from './open-storage.js';

const bucket = await createBucket();

const inABucket: UploadPlace = {
  createWorld: (settings = {}) => createWorld({ ...bucket.settings, ...settings }, { apart: true }),
  // Parts have 8 MiB.
  pieceBytes: 9_000_000,
  storedBytes: async (world, address) => (await rowOf(world, address))?.storedBytes ?? 0,
  async storeRest(world, address, bytes) {
    const { projectId, id, multipartId, partBytes, storedBytes } = (await rowOf(world, address))!;
    const upload = { key: `projects/${projectId}/sources/${id}/recording`, id: multipartId! };
    const { multiparts } = openStorage(bucket.settings);
    for (let i = Math.floor(storedBytes / partBytes!); i * partBytes! < bytes.length; i += 1) {
      await multiparts.sendPart(upload, i + 1, bytes.subarray(i * partBytes!, (i + 1) * partBytes!));
    }
    await world.db.manager.update(UploadRow, { id }, { storedBytes: bytes.length });
  },
  async isKept(_world, address) {
    const keys = [...(await bucket.objects()).keys(), ...(await bucket.unfinished())];
    return keys.some((key) => key.includes(`/sources/${idOf(address)}/`));
  },
  storedHash: async (world, projectId) => bucket.sha256(await objectKeyOf(world, projectId)),
};

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
    const storage = openStorage(bucket.settings);
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
