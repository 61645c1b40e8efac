import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import type { ResumableWrites } from './resumable.js';

export interface StoredObject {
  sizeBytes: number;
  /** Hex SHA-256 of the bytes. */
  sha256: string;
}

export interface ListedObject {
  key: string;
  sizeBytes: number;
  modifiedAt: Date;
}

/**
 * Where files live: recordings, screenshots, documents. Keys are `/`-separated names such as
 * `projects/<id>/documents/<id>`. Nothing may assume a local path behind a key.
 */
export abstract class Storage {
  /** Stores the stream under `key`, all or nothing; replaces what was there. Rejects when `signal` aborts. */
  abstract put(
    key: string,
    body: Readable,
    options?: { signal?: AbortSignal; maxBytes?: number },
  ): Promise<StoredObject>;
  /** Bytes `start` to `end` inclusive, or all; fewer where the object ends. Throws `ObjectNotFound`. */
  abstract get(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Null when there is no such object. */
  abstract size(key: string): Promise<number | null>;
  /** Brings the object to a local path, whole or not at all, for tools that need a file. It must not be written to. */
  abstract fetchTo(key: string, path: string, signal?: AbortSignal): Promise<void>;
  /** All objects whose keys begin with `prefix`, which is empty or ends in `/`. In no order. */
  abstract list(prefix: string): AsyncIterable<ListedObject>;
  /** Removes one object. Does nothing when there is none. */
  abstract remove(key: string): Promise<void>;
  /** Removes all keys that begin with `prefix`, which ends in `/`. */
  abstract removeAll(prefix: string): Promise<void>;
  /**
   * Removes what began to be stored before `before` and never got whole: its process was killed. Returns how many.
   * `wanted`: keys of objects that are still to be.
   */
  abstract removeAborted(before: Date, wanted?: ReadonlySet<string>): Promise<number>;
  /**
   * An address from which anyone can read the object for this many seconds, also in ranges; null where only this process can.
   * `headers`: what the answer is to say of itself.
   */
  abstract presign(
    key: string,
    seconds: number,
    headers?: { type: string; disposition: string },
  ): Promise<string | null>;
  /** Bytes that can still be kept; `Infinity` where nobody can say. */
  abstract freeBytes(): Promise<number>;
  /** Objects that come in over many requests. */
  abstract readonly resumable: ResumableWrites;
  /** Throws when the storage cannot be written to, in words that name the remedy. */
  abstract check(): Promise<void>;
}

/** The disk, or the share of it, is full: a person has to make room. */
export const isNoSpace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC';

/** Where everything of a project lies. */
export const projectPrefix = (projectId: string): string => `projects/${projectId}/`;

/** The names that a key is made of. Throws for an invalid key. */
export function namesIn(key: string): string[] {
  const names = key.split('/');
  if (names.some((name) => !/^[\w.-]{1,200}$/.test(name) || /^\.+$/.test(name))) {
    throw new Error(`${JSON.stringify(key)} is no storage key.`);
  }
  return names;
}

/** The names that a prefix is made of. Throws when it does not end in `/`. */
export function namesInPrefix(prefix: string): string[] {
  if (!prefix.endsWith('/')) throw new Error(`The prefix ${prefix} does not end in /.`);
  return namesIn(prefix.slice(0, -1));
}

/** The storage as a whole cannot be used, and a person has to do something about it. */
export class StorageUnusable extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'StorageUnusable';
  }
}

/** It did not do what it was asked to; it may again. */
export class StorageFault extends Error {
  constructor(cause: unknown) {
    super('The storage cannot be reached, or does not work.', { cause });
    this.name = 'StorageFault';
  }
}

export class ObjectNotFound extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`There is no stored object ${key}.`, options);
    this.name = 'ObjectNotFound';
  }
}

export class ObjectTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes.`);
    this.name = 'ObjectTooLarge';
  }
}

/** Measures what passes through. Ends with `ObjectTooLarge` as soon as that is more than `maxBytes`. */
export class Measure extends Transform {
  private readonly hash = createHash('sha256');
  private sizeBytes = 0;

  /** `bufferBytes`: how much may wait here for the reader. */
  constructor(
    private readonly maxBytes: number,
    bufferBytes?: number,
  ) {
    super(bufferBytes === undefined ? {} : { readableHighWaterMark: bufferBytes });
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    next: (error: Error | null, data?: Buffer) => void,
  ): void {
    if (this.note(chunk)) next(null, chunk);
    else next(new ObjectTooLarge(this.maxBytes));
  }

  /** The same for who asks for the chunks one by one, which costs less than one more stream. */
  async *noted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      if (!this.note(chunk)) throw new ObjectTooLarge(this.maxBytes);
      yield chunk;
    }
  }

  private note(chunk: Buffer): boolean {
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.maxBytes) return false;
    this.hash.update(chunk);
    return true;
  }

  result(): StoredObject {
    return { sizeBytes: this.sizeBytes, sha256: this.hash.digest('hex') };
  }
}
