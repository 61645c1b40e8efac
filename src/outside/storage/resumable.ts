/**
 * The part of the storage port for an object that comes in over many requests, maybe through several processes, each of which
 * may be killed at any moment: a resumable upload. The caller sees to it that one process at a time works on one of them.
 */
import type { Readable } from 'node:stream';

/** What a driver must remember of an unfinished object. It is the driver's own: the caller keeps it as JSON, unread. */
export type DriverState = Record<string, unknown>;

export interface UnfinishedObject {
  /** A UUID that no other one has. */
  id: string;
  /** The object that it will be. */
  key: string;
  sizeBytes: number;
  /** What the driver asked to remember last. Null: it was not begun, or its driver remembers nothing. */
  state: DriverState | null;
}

export interface AppendOptions {
  /**
   * Stores the driver's state. Rejects when it is not what this writer stored last, because another one has gone on in the
   * meantime; the driver then rejects with the same reason.
   */
  remember: (state: DriverState) => Promise<void>;
  /** Told what operators should know, though nothing is lost. */
  onNews: (line: string) => void;
}

export interface ResumableWrites {
  /** Returns what to remember. Its object is not there before `complete`. */
  begin(object: Omit<UnfinishedObject, 'state'>): Promise<DriverState>;
  /** Bytes of it that are stored for good; null when it is not here. */
  storedBytes(object: UnfinishedObject): Promise<number | null>;
  /**
   * Stores what comes, up to the end of the stream, from the byte `offset` on, which is where the stored ones end. Returns
   * the offset after it. A process that is killed on the way may lose the bytes of this call, none of those before.
   * Throws `UnfinishedGone`, an error with the code `ENOSPC` where there is no room, or what `remember` throws.
   */
  append(object: UnfinishedObject, offset: number, bytes: Readable, options: AppendOptions): Promise<number>;
  /** Makes all of its bytes the object, without copying them. Done twice, it does nothing more. Throws `UnfinishedGone`. */
  complete(object: UnfinishedObject): Promise<void>;
  /** Removes all that is kept of it; when it `isComplete`, all but the object. Does nothing when that is done. */
  remove(object: UnfinishedObject, isComplete: boolean): Promise<void>;
}

/** Somebody else removed bytes that were stored. */
export class UnfinishedGone extends Error {
  constructor({ key }: Pick<UnfinishedObject, 'key'>, options?: ErrorOptions) {
    super(`The bytes of the unfinished object ${key} are not where they were stored.`, options);
    this.name = 'UnfinishedGone';
  }
}
