/** The storage port on a local folder. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, constants, link, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoredObject } from './storage.js';
import { ObjectNotFound, ObjectTooLarge, Storage } from './storage.js';

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

export class FileStorage extends Storage {
  private readonly objects: string;
  private readonly incoming: string;

  /** `root`: a folder of its own; made when it is not there. */
  constructor(root: string) {
    super();
    this.objects = join(root, 'objects');
    this.incoming = join(root, 'incoming');
  }

  async put(
    key: string,
    body: Readable,
    { signal, maxBytes = Infinity }: { signal?: AbortSignal; maxBytes?: number } = {},
  ): Promise<StoredObject> {
    const path = this.path(key);
    const aside = join(this.incoming, randomUUID());
    await mkdir(this.incoming, { recursive: true });
    const counted = new Counter(maxBytes);
    try {
      await pipeline(body, counted, createWriteStream(aside, { flags: 'wx' }), ...(signal ? [{ signal }] : []));
      await flushToDisk(aside);
      await mkdir(dirname(path), { recursive: true });
      await rename(aside, path);
    } finally {
      await rm(aside, { force: true });
    }
    return counted.result();
  }

  /** Makes the local file at `path` the object `key`; on the same file system by giving it another name, not by copying. */
  async takeOver(key: string, path: string): Promise<void> {
    const target = this.path(key);
    await flushToDisk(path);
    await mkdir(dirname(target), { recursive: true });
    try {
      await rename(path, target);
    } catch (error) {
      if (!hasCode(error, 'EXDEV')) throw error;
      await this.put(key, createReadStream(path));
      await rm(path);
    }
  }

  async get(key: string, range?: { start: number; end: number }): Promise<Readable> {
    if ((await this.size(key)) === null) throw new ObjectNotFound(key);
    return createReadStream(this.path(key), range);
  }

  async size(key: string): Promise<number | null> {
    try {
      return (await stat(this.path(key))).size;
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    }
  }

  async fetchTo(key: string, path: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if ((await this.size(key)) === null) throw new ObjectNotFound(key);
    try {
      // Objects are replaced by renaming and never written to, so that a second name for the same bytes is a copy.
      await link(this.path(key), path);
    } catch (error) {
      if (!hasCode(error, 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP')) throw error;
      await copyFile(this.path(key), path, constants.COPYFILE_FICLONE);
    }
  }

  async removeAll(prefix: string): Promise<void> {
    if (!prefix.endsWith('/')) throw new Error(`The prefix ${prefix} does not end in /.`);
    await rm(this.path(prefix.slice(0, -1)), { recursive: true, force: true });
  }

  async check(): Promise<void> {
    await mkdir(this.incoming, { recursive: true });
    const path = join(this.incoming, randomUUID());
    await writeFile(path, '');
    await rm(path);
  }

  private path(key: string): string {
    const names = key.split('/');
    if (names.some((name) => !/^[\w.-]{1,200}$/.test(name) || /^\.+$/.test(name))) {
      throw new Error(`${JSON.stringify(key)} is no storage key.`);
    }
    return join(this.objects, ...names);
  }
}

class Counter extends Transform {
  private readonly hash = createHash('sha256');
  private sizeBytes = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    next: (error: Error | null, data?: Buffer) => void,
  ): void {
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.maxBytes) return next(new ObjectTooLarge(this.maxBytes));
    this.hash.update(chunk);
    next(null, chunk);
  }

  result(): StoredObject {
    return { sizeBytes: this.sizeBytes, sha256: this.hash.digest('hex') };
  }
}

async function flushToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
