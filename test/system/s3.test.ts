import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Storage } from '../../src/outside/storage/storage.js';
import { describeStorage, MB, pieces, sha256 } from '../support/storage-contract.js';
import { createBucket } from './bucket.js';
import { cuttingProxy } from './cutting-proxy.js';
import { openStorage } from '../support/open-storage.js';

const bucket = await createBucket();

const open = (changes: Record<string, string> = {}): Promise<Storage> =>
  openStorage({ ...bucket.settings, ...changes });

describe('a bucket', () => {
  describeStorage(open);
});

test('another client reads what was put, in one part and in many', async () => {
  const storage = await open();
  for (const size of [1_000, 30 * MB]) {
    const bytes = randomBytes(size);
    await storage.put(`other/${size}`, pieces(bytes));
    expect((await bucket.objects()).get(`other/${size}`)).toEqual({ sizeBytes: size });
    expect(await bucket.sha256(`other/${size}`)).toBe(sha256(bytes));
  }
  expect(await bucket.unfinished()).toEqual([]);
});

test('more objects than one page of a list are all listed and all removed', async () => {
  const storage = await open();
  const names = Array.from({ length: 35 }, (_, i) => `many/${i}`);
  for (const key of names) await storage.put(key, Readable.from([Buffer.from('x')]));
  let count = 0;
  for await (const _ of storage.list('many/')) count += 1;
  expect(count).toBe(names.length);
  await storage.removeAll('many/');
  expect([...(await bucket.objects()).keys()].filter((key) => key.startsWith('many/'))).toEqual([]);
});

test('a presigned address is read without a key, by range, too; a changed one is not', async () => {
  const storage = await open();
  await storage.put('signed/talk', Readable.from([Buffer.from('0123456789')]));
  const url = await storage.presign('signed/talk', 60);
  if (!url) throw new Error('There is no address.');
  expect(await (await fetch(url)).text()).toBe('0123456789');
  const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
  expect([part.status, await part.text()]).toEqual([206, '234']);
  expect((await fetch(url.replace('signed/talk', 'signed/other'))).status).toBe(403);
  expect((await fetch(url.split('?')[0] ?? '')).ok).toBe(false);
});

test('a download whose line is cut goes on where it was, and what never gets whole leaves no file', async () => {
  const bytes = randomBytes(12 * MB);
  await (await open()).put('cut/source', pieces(bytes));
  const folder = await mkdtemp(join(tmpdir(), 'devreel-cut-'));
  const cut = await cuttingProxy(bucket.settings['S3_ENDPOINT'] ?? '', 5 * MB);
  try {
    const storage = await open({ S3_ENDPOINT: cut.endpoint });
    await storage.fetchTo('cut/source', join(folder, 'copy'));
    expect(sha256(await readFile(join(folder, 'copy')))).toBe(sha256(bytes));
    expect(cut.times()).toBe(2);
    cut.afterBytes(0);
    await expect(storage.fetchTo('cut/source', join(folder, 'never'))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['copy']);
  } finally {
    await cut.close();
    await rm(folder, { recursive: true });
  }
});

test('a server that browsers do not reach gives no addresses', async () => {
  const storage = await open({ S3_PUBLIC_ENDPOINT: '' });
  expect(await storage.presign('signed/talk', 60)).toBeNull();
});

test.each([
  [{ S3_BUCKET: 'no-such-bucket' }, /no bucket no-such-bucket.*S3_BUCKET/],
  [{ AWS_SECRET_ACCESS_KEY: 'wrong' }, /refuses the key.*AWS_SECRET_ACCESS_KEY/],
  [{ AWS_ACCESS_KEY_ID: 'nobody' }, /refuses the key.*AWS_ACCESS_KEY_ID/],
  [{ S3_ENDPOINT: 'http://127.0.0.1:1' }, /does not answer \(ECONNREFUSED\).*S3_ENDPOINT/],
])('the check says what to do about %j', async (changes, remedy) => {
  await expect((await open(changes)).check()).rejects.toThrow(remedy);
});
