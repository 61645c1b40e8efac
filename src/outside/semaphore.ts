/** So many at once, the others wait in line. Who has a turn must not take another one within it. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  /** Does `work` when it is its turn. Throws what `work` throws, or the reason of `signal` when that aborts the wait. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.free > 0) this.free--;
    else await this.turn(signal);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      this.waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}

const vendors = new Map<number, Turns>();

/** Recogniser, writer and embedder share the turns of this process, at whatever server they are. */
export function vendorTurns(atOnce: number): Turns {
  const known = vendors.get(atOnce) ?? new Turns(atOnce);
  vendors.set(atOnce, known);
  return known;
}
