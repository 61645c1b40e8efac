/** A step's own files count, too: it stores none beyond what its project's owner may still add. */
import type { StorageUse } from '../contract/account.js';
import { leftOf, StorageLimit } from '../members/storage-use.js';
import { ObjectTooLarge } from '../outside/storage/storage.js';
import { Semaphore } from '../outside/semaphore.js';
import type { StepStorage } from '../steps/step-storage.js';

/**
 * `use`: asked once in an attempt, before its first file. `put` throws `StorageLimit`. Under a limit files are stored one after
 * another: side by side, each would be given all that is left.
 */
export function limitedStorage(storage: StepStorage, use: () => Promise<StorageUse>): StepStorage {
  let asked: Promise<StorageUse> | undefined;
  let written = 0;
  const turns = new Semaphore(1);
  return {
    fetchTo: (key, path, signal) => storage.fetchTo(key, path, signal),
    async put(key, body, options) {
      const { usedBytes, limitBytes } = await (asked ??= use());
      if (limitBytes === null) return storage.put(key, body, options);
      return turns.run(options?.signal ?? new AbortController().signal, async () => {
        const now = { usedBytes: usedBytes + written, limitBytes };
        try {
          const stored = await storage.put(key, body, { ...options, maxBytes: leftOf(now) });
          written += stored.sizeBytes;
          return stored;
        } catch (error) {
          throw error instanceof ObjectTooLarge ? new StorageLimit(now) : error;
        }
      });
    },
  };
}
