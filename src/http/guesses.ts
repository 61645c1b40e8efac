/** Slows down who guesses at links: each client has so many misses, and then waits. Of a process, since links cannot be guessed anyway. */
import { Problem } from './problem.js';

const MOST_MISSES = 30;
const WINDOW_MS = 60_000;
/** Clients that are remembered at once; the oldest are forgotten first. */
const MOST_CLIENTS = 10_000;

/** How often a client has missed, and until when that counts, on this process's own clock. */
interface Seen {
  count: number;
  until: number;
}

export class Guesses {
  private readonly misses = new Map<string, Seen>();

  /**
   * Runs `look`, which throws for what does not exist. Throws the problem 429 for a client that has missed too often.
   * `client`: its address.
   */
  async guard<T>(client: string, look: () => Promise<T>): Promise<T> {
    const seen = this.seenOf(client);
    if (seen.count >= MOST_MISSES) throw tooMany(seen.until - performance.now());
    try {
      return await look();
    } catch (error) {
      if (error instanceof Problem && error.status < 500) seen.count += 1;
      throw error;
    }
  }

  /** Kept before anything is looked for, so that those who guess many at once share one count. */
  private seenOf(client: string): Seen {
    const now = performance.now();
    const before = this.misses.get(client);
    if (before && before.until > now) return before;
    const seen = { count: 0, until: now + WINDOW_MS };
    this.misses.delete(client);
    this.misses.set(client, seen);
    const [oldest] = this.misses.keys();
    if (this.misses.size > MOST_CLIENTS && oldest !== undefined) this.misses.delete(oldest);
    return seen;
  }
}

function tooMany(waitMs: number): Problem {
  const wait = String(Math.ceil(waitMs / 1_000));
  const detail = `Too many links that lead nowhere. Try again in ${wait} seconds.`;
  return new Problem(429, 'too_many_requests', detail, undefined, { headers: { 'Retry-After': wait } });
}
