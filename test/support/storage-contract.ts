/** What every storage driver does, whatever keeps the bytes. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DriverState, UnfinishedObject } from '../../src/outside/storage/resumable.js';
import { UnfinishedGone } from '../../src/outside/storage/resumable.js';
import type { ListedObject, Storage } from '../../src/outside/storage/storage.js';
import { ObjectNotFound, ObjectTooLarge } from '../../src/outside/storage/storage.js';

export const MB = 1024 * 1024;
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A stream of unknown length, in pieces as they come from a socket. */
export function pieces(bytes: Uint8Array): Readable {
  const size = 64 * 1024;
  const count = Math.ceil(bytes.length / size);
  return Readable.from(Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size)));
}

export async function listed(storage: Storage, prefix: string): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  for await (const object of storage.list(prefix)) objects.push(object);
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The same tests for each driver. `open` gives a storage, empty at first, as each process opens it for itself. */
export function describeStorage(open: () => Promise<Storage>): void {
  describeObjects(open);
  describeResumableWrites(open);
}

function describeObjects(open: () => Promise<Storage>): void {
  let storage: Storage;
  let folder: string;
  const read = async (key: string, range?: { start: number; end: number }): Promise<Buffer> =>
    buffer(await storage.get(key, range));
  const keys = async (prefix: string): Promise<string[]> => (await listed(storage, prefix)).map(({ key }) => key);

  beforeAll(async () => {
    storage = await open();
    folder = await mkdtemp(join(tmpdir(), 'devreel-storage-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('what is put is got again, and its size and SHA-256 are told', async () => {
    const bytes = randomBytes(3 * MB + 17);
    expect(await storage.put('plain/one', pieces(bytes))).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(await storage.size('plain/one')).toBe(bytes.length);
    expect(sha256(await read('plain/one'))).toBe(sha256(bytes));
  });

  test('so is what is larger than one part of a multipart upload', async () => {
    const bytes = randomBytes(21 * MB + 1);
    expect(await storage.put('plain/large', pieces(bytes))).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(sha256(await read('plain/large'))).toBe(sha256(bytes));
  });

  test('an empty object is an object', async () => {
    expect((await storage.put('plain/empty', Readable.from([]))).sizeBytes).toBe(0);
    expect(await storage.size('plain/empty')).toBe(0);
    expect(await read('plain/empty')).toHaveLength(0);
  });

  test('putting again replaces', async () => {
    await storage.put('plain/twice', pieces(randomBytes(1_000)));
    await storage.put('plain/twice', Readable.from([Buffer.from('second')]));
    expect((await read('plain/twice')).toString()).toBe('second');
  });

  test('a range has both its ends, and ends where the object does', async () => {
    const bytes = randomBytes(100_000);
    await storage.put('plain/ranges', pieces(bytes));
    expect(await read('plain/ranges', { start: 0, end: 0 })).toEqual(bytes.subarray(0, 1));
    expect(await read('plain/ranges', { start: 70_000, end: 79_999 })).toEqual(bytes.subarray(70_000, 80_000));
    expect(await read('plain/ranges', { start: 99_990, end: 200_000 })).toEqual(bytes.subarray(99_990));
    expect(await read('plain/ranges', { start: 100_000, end: 100_010 })).toHaveLength(0);
  });

  test('what is not there is said to be missing', async () => {
    expect(await storage.size('no/such')).toBeNull();
    await expect(storage.get('no/such')).rejects.toThrow(ObjectNotFound);
    await expect(storage.fetchTo('no/such', join(folder, 'nothing'))).rejects.toThrow(ObjectNotFound);
    expect(await readdir(folder)).toEqual([]);
  });

  test('no key leads out of the storage', async () => {
    for (const key of ['../up', 'a/../../b', '/etc/passwd', 'a//b', 'a/./b', '', 'a\0b', 'a b']) {
      await expect(storage.put(key, Readable.from([]))).rejects.toThrow('no storage key');
      await expect(storage.get(key)).rejects.toThrow('no storage key');
    }
    for (const prefix of ['', '/', '../', 'a/../', 'a']) await expect(storage.removeAll(prefix)).rejects.toThrow();
  });

  test('more than the most that is allowed leaves nothing', async () => {
    for (const size of [2 * MB, 20 * MB]) {
      const put = storage.put('refused/large', pieces(randomBytes(size)), { maxBytes: size - 1 });
      await expect(put).rejects.toThrow(ObjectTooLarge);
    }
    expect(await keys('refused/')).toEqual([]);
    expect((await storage.put('refused/fits', pieces(randomBytes(MB)), { maxBytes: MB })).sizeBytes).toBe(MB);
  });

  test('an upload that breaks off or is aborted leaves nothing, and the object of before stays', async () => {
    await storage.put('broken/kept', Readable.from([Buffer.from('before')]));
    const breaking = Readable.from(
      (function* () {
        yield randomBytes(17 * MB);
        throw new Error('the line is cut');
      })(),
    );
    await expect(storage.put('broken/kept', breaking)).rejects.toThrow('the line is cut');
    const abort = new AbortController();
    const endless = Readable.from(
      (function* () {
        for (let i = 0; ; i += 1) {
          if (i === 20) abort.abort();
          yield randomBytes(MB);
        }
      })(),
    );
    await expect(storage.put('broken/aborted', endless, { signal: abort.signal })).rejects.toThrow(/abort/i);
    expect(await keys('broken/')).toEqual(['broken/kept']);
    expect((await read('broken/kept')).toString()).toBe('before');
    // All that began before now is finished.
    expect(await storage.removeAborted(new Date())).toBe(0);
  });

  test('a local copy is whole', async () => {
    const bytes = randomBytes(12 * MB);
    await storage.put('plain/source', pieces(bytes));
    await storage.fetchTo('plain/source', join(folder, 'copy'));
    expect(sha256(await readFile(join(folder, 'copy')))).toBe(sha256(bytes));
    const aborted = AbortSignal.abort();
    await expect(storage.fetchTo('plain/source', join(folder, 'never'), aborted)).rejects.toThrow(/abort/i);
    expect(await readdir(folder)).toEqual(['copy']);
  });

  test('objects are listed by prefix, and removed by prefix, neighbours excepted', async () => {
    const began = Date.now();
    for (const key of ['tree/a/1', 'tree/a/deep/er/2', 'tree/ab/3', 'tree/b']) {
      await storage.put(key, Readable.from([Buffer.from(key)]));
    }
    const [first, ...others] = await listed(storage, 'tree/a/');
    expect(first).toMatchObject({ key: 'tree/a/1', sizeBytes: 8 });
    // S3's times are whole seconds, by its own clock.
    expect(Math.abs((first?.modifiedAt.getTime() ?? 0) - began)).toBeLessThan(60_000);
    expect(others.map(({ key }) => key)).toEqual(['tree/a/deep/er/2']);
    expect(await keys('')).toContain('tree/b');
    await storage.removeAll('tree/a/');
    expect(await keys('tree/')).toEqual(['tree/ab/3', 'tree/b']);
    await storage.removeAll('tree/a/');
  });

  test('one object is removed, and none is no fault', async () => {
    for (const key of ['single/1', 'single/10']) await storage.put(key, Readable.from([Buffer.from(key)]));
    await storage.remove('single/1');
    await storage.remove('single/1');
    expect(await keys('single/')).toEqual(['single/10']);
    await expect(storage.remove('../up')).rejects.toThrow('no storage key');
  });

  test('its check passes, and leaves nothing', async () => {
    const before = await keys('');
    await storage.check();
    expect(await keys('')).toEqual(before);
  });
}

interface Unfinished {
  /** As the caller knows it now. */
  object: UnfinishedObject;
  /** Appends after the stored bytes, by a storage that is opened anew for it. */
  append: (bytes: Readable) => Promise<number>;
}

function describeResumableWrites(open: () => Promise<Storage>): void {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });

  async function begin(key: string, sizeBytes: number): Promise<Unfinished> {
    const begun = { id: randomUUID(), key, sizeBytes };
    const object: UnfinishedObject = { ...begun, state: jsonOf(await storage.resumable.begin(begun)) };
    return {
      object,
      async append(bytes) {
        const { resumable } = await open();
        const offset = (await resumable.storedBytes(object)) ?? 0;
        return resumable.append(object, offset, bytes, {
          remember(state) {
            object.state = jsonOf(state);
            return Promise.resolve();
          },
          onNews: () => undefined,
        });
      },
    };
  }
  const keys = async (prefix: string): Promise<string[]> => (await listed(storage, prefix)).map(({ key }) => key);

  test('an object comes in over several requests, each to a process of its own, and is there when it is complete', async () => {
    const bytes = randomBytes(19 * MB + 5);
    const { object, append } = await begin('resumed/whole/object', bytes.length);
    expect(await storage.resumable.storedBytes(object)).toBe(0);
    const ends = [1, 300_000, 9 * MB, 9 * MB + 1, bytes.length];
    let start = 0;
    for (const end of ends) {
      expect(await append(pieces(bytes.subarray(start, end)))).toBe(end);
      expect(await storage.resumable.storedBytes(object)).toBe(end);
      start = end;
    }
    expect(await storage.size(object.key)).toBeNull();
    await storage.resumable.complete(object);
    expect(sha256(await buffer(await storage.get(object.key)))).toBe(sha256(bytes));
    await storage.resumable.complete(object);
    await storage.resumable.remove(object, true);
    await storage.resumable.remove(object, true);
    expect(await keys('resumed/whole/')).toEqual([object.key]);
    expect(await storage.size(object.key)).toBe(bytes.length);
  });

  test('a request that brings nothing changes nothing', async () => {
    const { object, append } = await begin('resumed/nothing/object', 10);
    expect(await append(Readable.from([]))).toBe(0);
    expect(await append(Readable.from([Buffer.from('12345')]))).toBe(5);
    expect(await append(Readable.from([]))).toBe(5);
    await storage.resumable.remove(object, false);
  });

  test('what is given up leaves nothing, and what is gone is said to be', async () => {
    const { object, append } = await begin('resumed/given-up/object', 20 * MB);
    await append(pieces(randomBytes(9 * MB)));
    await storage.resumable.remove(object, false);
    await storage.resumable.remove(object, false);
    expect(await keys('resumed/given-up/')).toEqual([]);
    await expect(append(pieces(randomBytes(11 * MB)))).rejects.toThrow(UnfinishedGone);
    await expect(storage.resumable.complete(object)).rejects.toThrow(UnfinishedGone);
  });

  test('what was never begun, or begun in another storage, is not here', async () => {
    const never = { id: randomUUID(), key: 'resumed/never/object', sizeBytes: 10 };
    for (const state of [null, { of: 'another storage' }]) {
      expect(await storage.resumable.storedBytes({ ...never, state })).toBeNull();
      await storage.resumable.remove({ ...never, state }, false);
    }
  });

  test('the sweep of what was never whole leaves alone what is still wanted', async () => {
    const { object, append } = await begin('resumed/wanted/object', 10 * MB);
    await append(pieces(randomBytes(9 * MB)));
    await storage.removeAborted(new Date(Date.now() + 3_600_000), new Set([object.key]));
    expect(await append(pieces(randomBytes(MB)))).toBe(10 * MB);
    await storage.resumable.complete(object);
    expect(await storage.size(object.key)).toBe(10 * MB);
  });

  test('it says how much room there is', async () => {
    expect(await storage.freeBytes()).toBeGreaterThan(0);
  });
}

/** The state as it comes back from a database. */
const jsonOf = (state: DriverState): DriverState => JSON.parse(JSON.stringify(state)) as DriverState;
