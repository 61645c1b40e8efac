/** Volatile progress to all web processes, at most five a second for each task. */
import type { Redis } from 'ioredis';
import { PROGRESS_CHANNEL } from '../channels/announce.js';
import type { Running } from './beat.js';
import { progressOf } from './beat.js';

const EVERY_MS = 200;

export class ProgressPublisher {
  private readonly waiting = new Map<Running, NodeJS.Timeout>();

  constructor(private readonly redis: Redis) {}

  /** Sends the task's newest progress within 200 ms, unless the attempt has ended by then. */
  publish(running: Running): void {
    if (this.waiting.has(running)) return;
    this.waiting.set(
      running,
      setTimeout(() => {
        this.waiting.delete(running);
        if (!running.abort.signal.aborted) this.send(running);
      }, EVERY_MS),
    );
  }

  /** Nothing of this attempt is sent any more. */
  forget(running: Running): void {
    clearTimeout(this.waiting.get(running));
    this.waiting.delete(running);
  }

  private send(running: Running): void {
    // Volatile by contract: without Redis nobody hears it, and the stored progress follows with the next beat.
    this.redis.publish(PROGRESS_CHANNEL, JSON.stringify(progressOf(running))).catch(() => undefined);
  }
}
