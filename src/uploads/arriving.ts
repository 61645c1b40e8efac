/** The bytes of one request on their way into an upload: the first ones are looked at, all of them hashed. */
import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { ENOUGH_BYTES, surelyNoMedia } from '../contract/first-bytes.js';
import type { Problem } from '../http/problem.js';
import { notMedia } from './refusals.js';

/** The hash of an upload's first `bytes` bytes. */
export interface Hashed {
  hash: Hash;
  bytes: number;
}

export const nothingHashed = (): Hashed => ({ hash: createHash('sha256'), bytes: 0 });

type Next = (error: Error | null, data?: Buffer) => void;

export class Arriving extends Transform {
  /** Why these bytes were not let through. */
  refusal: Problem | null = null;
  private waiting: Buffer | null;

  /** `hashed`: of all bytes before these; null when that is not known. `isStart`: these are the file's first bytes. */
  constructor(
    readonly hashed: Hashed | null,
    isStart: boolean,
  ) {
    super();
    this.waiting = isStart ? Buffer.alloc(0) : null;
    // It may fail before its reader listens. The reader learns of it all the same; an error nobody listens to ends the process.
    this.on('error', () => undefined);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, next: Next): void {
    if (this.waiting === null) return this.pass(chunk, next);
    this.waiting = Buffer.concat([this.waiting, chunk]);
    if (this.waiting.length < ENOUGH_BYTES) return next(null);
    this.look(this.waiting, next);
  }

  override _flush(next: Next): void {
    if (this.waiting === null || this.waiting.length === 0) return next(null);
    this.look(this.waiting, next);
  }

  private look(first: Buffer, next: Next): void {
    this.waiting = null;
    const what = surelyNoMedia(first.subarray(0, ENOUGH_BYTES));
    if (what === null) return this.pass(first, next);
    this.refusal = notMedia(what);
    next(this.refusal);
  }

  private pass(chunk: Buffer, next: Next): void {
    if (this.hashed) {
      this.hashed.hash.update(chunk);
      this.hashed.bytes += chunk.length;
    }
    next(null, chunk);
  }
}
