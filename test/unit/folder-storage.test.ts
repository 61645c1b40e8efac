import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '../../src/settings/env.js';
import { FolderStorage } from '../../src/outside/storage/folder/folder-storage.js';
import { describeStorage } from '../support/storage-contract.js';

const root = await mkdtemp(join(tmpdir(), 'devreel-files-'));
afterAll(() => rm(root, { recursive: true }));

describeStorage(() => readSettings({ DATA_DIR: root }).openStorage());

test('an object in a folder has no address of its own', async () => {
  const storage = new FolderStorage(join(root, 'others'));
  await storage.put('a/b', Readable.from([Buffer.from('x')]));
  expect(await storage.presign()).toBeNull();
});
