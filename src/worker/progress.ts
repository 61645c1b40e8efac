/** Volatile progress to all web processes, at most five a second for each task, and one every two. */
import type { Redis } from 'ioredis';
import { PROGRESS_CHANNEL } from '../events/announce.js';
import type { Running } from './heartbeat.js';
import { progressOf } from './heartbeat.js';

const EVERY_MS = 200;
/** Progress is sent again after this time even if nothing has changed, since the time left has. */
const AGAIN_MS = 2_000;

interface Planned {
  timer: NodeJS.Timeout;
  again: boolean;
}

export class ProgressPublisher {
  private readonly planned = new Map<Running, Planned>();
  private readonly forgotten = new WeakSet<Running>();

  constructor(private readonly redis: Redis) {}

  /** Sends the task's newest progress within 200 ms, unless the attempt has ended by then. */
  publish(running: Running): void {
    if (this.planned.get(running)?.again === false || this.forgotten.has(running)) return;
    this.plan(running, EVERY_MS, false);
  }

  /** From now on nothing of this attempt is sent. */
  forget(running: Running): void {
    this.forgotten.add(running);
    clearTimeout(this.planned.get(running)?.timer);
    this.planned.delete(running);
  }

  private plan(running: Running, ms: number, again: boolean): void {
    clearTimeout(this.planned.get(running)?.timer);
    const timer = setTimeout(() => {
      this.planned.delete(running);
      if (running.abort.signal.aborted) return;
      this.send(running);
      this.plan(running, AGAIN_MS, true);
    }, ms);
    this.planned.set(running, { timer, again });
  }

  private send(running: Running): void {
    // Volatile by contract: without Redis nobody hears it, and the stored progress follows with the next heartbeat.
    this.redis.publish(PROGRESS_CHANNEL, JSON.stringify(progressOf(running))).catch(() => undefined);
  }
}
