/** What a step may store under its owner's limit. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { StorageLimit } from '../../src/members/storage-use.js';
import { FolderStorage } from '../../src/outside/storage/folder/folder-storage.js';
import { limitedStorage } from '../../src/worker/limited-storage.js';

test('files that are stored side by side share what is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-limited-'));
  try {
    const inner = new FolderStorage(folder);
    const storage = limitedStorage(inner, () => Promise.resolve({ usedBytes: 0, limitBytes: 100 }));
    const puts = await Promise.allSettled(
      ['a', 'b', 'c'].map((key) => storage.put(key, Readable.from([Buffer.alloc(60)]))),
    );
    const refused = puts.filter((put) => put.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([
      expect.any(StorageLimit),
      expect.any(StorageLimit),
    ]);
    expect(await Promise.all(['a', 'b', 'c'].map((key) => inner.size(key)))).toEqual([60, null, null]);
    // What a refused file would have taken is not counted.
    expect((await storage.put('d', Readable.from([Buffer.alloc(40)]))).sizeBytes).toBe(40);
  } finally {
    await rm(folder, { recursive: true });
  }
});
