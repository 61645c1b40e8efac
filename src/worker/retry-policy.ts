/** What a step's throw means for its task: another try after a while, or the end. */
import type { TaskRow } from '../database/entities/task.entity.js';
import { StorageLimit } from '../members/storage-use.js';
import { TooMuchMemory } from '../outside/ffmpeg/ffprobe.js';
import { isNoSpace, StorageFault } from '../outside/storage/storage.js';
import { NoTranscriber } from '../outside/recognisers/transcriber.js';
import { VendorError } from '../outside/vendor/vendor-error.js';

export type AfterThrow =
  | { kind: 'again'; ms: number; why: string }
  /** `permanent`: trying again by itself cannot help, so that it does not count as one of the tries. */
  | { kind: 'failed'; code: string; message: string; retryable: boolean; permanent: boolean };

const NO_SPACE = 'There is no space left on the disk. Make room, then retry.';

const tooMuchMemory = ({ maxBytes }: TooMuchMemory): string =>
  `This recording cannot be worked on within ${Math.round(maxBytes / 1024 ** 2)} MiB of memory: its pictures, or the gaps in its time, are out of the ordinary. Export it again as MP4, and make a new project with that; or raise MEDIA_MEMORY_BYTES, then retry.`;

/** `failures`: how often the step has failed, this time included. */
export function afterThrow(
  error: unknown,
  failures: number,
  { maxAttempts }: Pick<TaskRow, 'maxAttempts'>,
): AfterThrow {
  const end = (code: string, message: string, permanent: boolean): AfterThrow => ({
    kind: 'failed',
    code,
    message,
    permanent,
    retryable: true,
  });
  if (isNoSpace(error)) return end('no_space', NO_SPACE, true);
  if (error instanceof StorageLimit) return end('storage_limit', error.message, true);
  if (error instanceof TooMuchMemory) return end('too_much_memory', tooMuchMemory(error), true);
  if (error instanceof NoTranscriber) return end('no_transcriber', error.message, true);
  const vendor = error instanceof VendorError ? error : null;
  const storage = error instanceof StorageFault ? error : null;
  if (vendor?.permanent) return end(vendor.code, vendor.message, true);
  if (failures < maxAttempts) {
    const why = `${(vendor ?? storage)?.message ?? 'Something went wrong.'} Trying again (${failures + 1} of ${maxAttempts})`;
    return { kind: 'again', ms: Math.max(backoff(failures), vendor?.retryAfterMs ?? 0), why };
  }
  if (vendor) return end(vendor.code, `${vendor.message} It was tried ${failures} times; retry it later.`, false);
  if (storage) {
    const remedy = 'Retry it once the storage works again; the worker’s log says what is wrong with it.';
    return end('storage_unavailable', `${storage.message} It was tried ${failures} times. ${remedy}`, false);
  }
  const message = `It went wrong ${failures} times. Retry it; if it fails again, the worker's log says why.`;
  return end('internal', message, false);
}

const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;

/** Exponential with full jitter above a half, so that many tasks do not come back at the same moment. */
function backoff(failures: number): number {
  const ms = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
  return ms * (0.5 + Math.random() / 2);
}
