import type { Readable } from 'node:stream';

export interface StoredObject {
  sizeBytes: number;
  /** Hex SHA-256 of the bytes. */
  sha256: string;
}

/**
 * Where files live: the source, screenshots, exports. Keys are `/`-separated names such as
 * `projects/<id>/source`. Nothing may assume a local path behind a key.
 */
export abstract class Storage {
  /** Stores the stream under `key`, all or nothing; replaces what was there. Rejects when `signal` aborts. */
  abstract put(
    key: string,
    body: Readable,
    options?: { signal?: AbortSignal; maxBytes?: number },
  ): Promise<StoredObject>;
  /** Bytes `start` to `end` inclusive, or all. Throws `ObjectNotFound`. */
  abstract get(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Null when there is no such object. */
  abstract size(key: string): Promise<number | null>;
  /** Brings the object to a local path, for tools that need a file. The copy must not be written to. */
  abstract fetchTo(key: string, path: string, signal?: AbortSignal): Promise<void>;
  /** Removes all keys that begin with `prefix`, which ends in `/`. */
  abstract removeAll(prefix: string): Promise<void>;
  /** Throws when the storage cannot be written to. */
  abstract check(): Promise<void>;
}

/** Where everything of a project lies. */
export const projectPrefix = (projectId: string): string => `projects/${projectId}/`;

export class ObjectNotFound extends Error {
  constructor(key: string) {
    super(`There is no stored object ${key}.`);
    this.name = 'ObjectNotFound';
  }
}

export class ObjectTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes.`);
    this.name = 'ObjectTooLarge';
  }
}
