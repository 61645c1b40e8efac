/** Bytes on their way to a file, in pieces of any size. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeGathered } from '../../src/outside/write-file.js';

const MB = 1024 * 1024;
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devreel-write-'));
  path = join(folder, 'file');
});
afterEach(() => rm(folder, { recursive: true }));

/** In pieces that are never as long as one another. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 300_000) {
    yield bytes.subarray(at, at + size);
  }
}

test.each([0, 1, MB, 5 * MB + 17])('%i bytes are in the file, in their order', async (size) => {
  const bytes = randomBytes(size);
  const file = await open(path, 'wx');
  await writeGathered(file, Readable.from(piecesOf(bytes)));
  await file.close();
  expect((await readFile(path)).equals(bytes)).toBe(true);
});

test('what cannot be written is told, though more comes meanwhile', async () => {
  await writeFile(path, '');
  const file = await open(path, 'r');
  await expect(writeGathered(file, Readable.from(piecesOf(randomBytes(5 * MB))))).rejects.toMatchObject({
    code: 'EBADF',
  });
  await file.close();
});

test('when what comes breaks off, nothing is being written any more, and its error is told', async () => {
  async function* breaking(): AsyncGenerator<Buffer> {
    yield* Readable.from(piecesOf(randomBytes(3 * MB))) as AsyncIterable<Buffer>;
    throw new Error('Broken off');
  }
  const file = await open(path, 'wx');
  await expect(writeGathered(file, breaking())).rejects.toThrow('Broken off');
  const { size } = await file.stat();
  await file.close();
  expect((await readFile(path)).length).toBe(size);
});
