/** Long work of a step on the thread that everything else of a worker shares. */
import { setImmediate } from 'node:timers/promises';

/** A heartbeat, an answer or a cancel comes no later than this. */
const SLICE_MS = 20;

/**
 * Runs work that stops between its steps, and lets everything else have its turn after every few of them. Resolves to its
 * result; throws what it throws, and on abort the signal's reason.
 */
export async function inSlices<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await setImmediate();
  }
}
