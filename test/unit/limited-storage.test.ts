/** What a step may store under its owner's limit. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderStorage } from '../../src/outside/storage/folder/folder-storage.js';
import { stepStorage } from '../../src/steps/step-storage.js';
import { limitedStorage } from '../../src/worker/limited-storage.js';

test('files count before they are stored, equal ones once, and not those that could not be', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-limited-'));
  try {
    const inner = new FolderStorage(folder);
    let left = 100;
    const storage = limitedStorage(stepStorage(inner), (bytes) => {
      if (bytes > left) return Promise.reject(new Error('full'));
      left -= bytes;
      return Promise.resolve();
    });
    const path = join(folder, 'file');
    await writeFile(path, Buffer.alloc(60));
    const keys = ['first', 'second', 'third'];
    const puts = await Promise.allSettled(keys.map((key) => storage.put(key, path)));
    // Whichever was the first to be looked at.
    const stored = keys.filter((_, i) => puts[i]?.status === 'fulfilled');
    expect(stored).toHaveLength(1);
    const sizes = await Promise.all(keys.map((key) => inner.size(key)));
    expect(sizes).toEqual(keys.map((key) => (stored.includes(key) ? 60 : null)));
    await storage.put(stored[0] ?? '', path);
    expect(left).toBe(40);
    await writeFile(path, Buffer.alloc(40));
    await expect(storage.put('b', path, AbortSignal.abort())).rejects.toThrow();
    expect(left).toBe(40);
    await storage.put('b', path);
    expect(left).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
