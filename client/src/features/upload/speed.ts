/** How fast bytes go, over the last few seconds. */
const WINDOW_MS = 6_000;
const LEAST_MS = 1_000;

export class Speed {
  private samples: { at: number; bytes: number }[] = [];

  /** `bytes`: all that were sent so far. Returns bytes per second; null while there is too little to tell. */
  add(bytes: number, at = Date.now()): number | null {
    this.samples = [...this.samples.filter((sample) => at - sample.at < WINDOW_MS), { at, bytes }];
    const [first] = this.samples;
    if (!first || at - first.at < LEAST_MS) return null;
    return Math.max(0, (bytes - first.bytes) / ((at - first.at) / 1_000));
  }
}
