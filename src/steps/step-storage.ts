/** The storage as steps have it: an error there says that it is the storage's, whatever its driver or the system throws. */
import { isNoSpace, ObjectNotFound, ObjectTooLarge, StorageFault } from '../outside/storage/storage.js';
import type { Storage } from '../outside/storage/storage.js';

export type StepStorage = Pick<Storage, 'put' | 'fetchTo'>;

/** Throws `StorageFault`, and as they are: no such object, too large, no space, and that `signal` aborted. */
export function stepStorage(storage: Storage): StepStorage {
  return {
    put: (key, body, options) => naming(storage.put(key, body, options), options?.signal),
    fetchTo: (key, path, signal) => naming(storage.fetchTo(key, path, signal), signal),
  };
}

async function naming<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const known = error instanceof ObjectNotFound || error instanceof ObjectTooLarge || isNoSpace(error);
    throw known || signal?.aborted === true ? error : new StorageFault(error);
  }
}
