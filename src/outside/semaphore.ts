/** A counting semaphore: a limited number at once; the others wait, first come first served. */
import { onAbort } from './abort.js';

export class Semaphore {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  /**
   * Does `work` as soon as a place is free. Within it nobody must wait for the same semaphore, or it would wait for itself.
   * Throws what `work` throws, or the reason of `signal` when that aborts the wait.
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.free > 0) this.free--;
    else await this.acquired(signal);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }

  private acquired(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        stay();
        resolve();
      };
      this.waiting.push(go);
      const stay = onAbort(signal, () => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      });
    });
  }
}

const vendors = new Map<number, Semaphore>();

/** Recogniser, writer and embedder share one in this process, at whatever server they are. */
export function vendorSemaphore(atOnce: number): Semaphore {
  const known = vendors.get(atOnce) ?? new Semaphore(atOnce);
  vendors.set(atOnce, known);
  return known;
}
