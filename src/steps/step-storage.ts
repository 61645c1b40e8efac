/** The storage as steps have it: an error there says that it is the storage's, whatever its driver or the system throws. */
import { fileStream } from '../outside/storage/file-stream.js';
import { isNoSpace, ObjectNotFound, StorageFault } from '../outside/storage/storage.js';
import type { Storage, StoredObject } from '../outside/storage/storage.js';

export interface StepStorage extends Pick<Storage, 'fetchTo' | 'size'> {
  /** Stores the file at `path` under `key`, whole or not at all; replaces what was there. */
  put(key: string, path: string, signal?: AbortSignal): Promise<StoredObject>;
}

/** Throws `StorageFault`, and as they are: no such object, no space, and that `signal` aborted. */
export function stepStorage(storage: Storage): StepStorage {
  return {
    put: (key, path, signal) => naming(storage.put(key, fileStream(path), signal ? { signal } : {}), signal),
    size: (key) => naming(storage.size(key)),
    fetchTo: (key, path, signal) => naming(storage.fetchTo(key, path, signal), signal),
  };
}

async function naming<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const known = error instanceof ObjectNotFound || isNoSpace(error);
    throw known || signal?.aborted === true ? error : new StorageFault(error);
  }
}
