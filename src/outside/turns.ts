/** Turns at a server: so many calls at once, the others wait in line. */
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

const servers = new Map<string, Turns>();

/** Recogniser, writer and embedder often are one server: they share its turns within this process. */
export function turnsAt(baseUrl: string, atOnce: number): Turns {
  const key = `${baseUrl} ${atOnce}`;
  const known = servers.get(key) ?? new Turns(atOnce);
  servers.set(key, known);
  return known;
}
