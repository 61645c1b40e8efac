/** How much may come in from one socket. */

/** A token bucket: `burst` at once, and then `perSecond`. */
export class RateLimit {
  private tokens: number;
  private filledAt = performance.now();

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.tokens = burst;
  }

  /** Takes a token. False when there is none: then the message is to be refused. */
  take(): boolean {
    const now = performance.now();
    const earned = ((now - this.filledAt) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + earned);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
