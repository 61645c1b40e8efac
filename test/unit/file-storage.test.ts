import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { FileStorage } from '../../src/outside/storage/folder/folder-storage.js';
import { describeStorage } from '../support/storage-contract.js';

const root = await mkdtemp(join(tmpdir(), 'devreel-files-'));
afterAll(() => rm(root, { recursive: true }));

describeStorage(() => Promise.resolve(new FileStorage(join(root, 'files'))));

test('an object in a folder has no address of its own', async () => {
  const storage = new FileStorage(join(root, 'others'));
  await storage.put('a/b', Readable.from([Buffer.from('x')]));
  expect(await storage.presign()).toBeNull();
});
