/** A step's own files count, too: it stores none beyond what its project's owner may still add. */
import { stat } from 'node:fs/promises';
import type { StepStorage } from '../steps/step-storage.js';

/** `book`: counts so many bytes for the owner; it throws where that is more than is left. */
export function limitedStorage(storage: StepStorage, book: (bytes: number) => Promise<void>): StepStorage {
  return {
    ...storage,
    async put(key, path, signal) {
      // Equal pictures are one object, and a part that is done again stores what it had stored.
      const added = Math.max(0, (await stat(path)).size - ((await storage.size(key)) ?? 0));
      // Before it is stored: side by side, each of several would be given all that is left.
      await book(added);
      try {
        return await storage.put(key, path, signal);
      } catch (error) {
        await book(-added);
        throw error;
      }
    },
  };
}
