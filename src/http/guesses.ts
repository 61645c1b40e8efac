/** Slows down who guesses at links: each client has so many misses, and then waits. Of a process, since links cannot be guessed anyway. */
import { Problem } from './problem.js';

const MOST_MISSES = 30;
const WINDOW_MS = 60_000;
/** Clients that are remembered at once; the oldest are forgotten first. */
const MOST_CLIENTS = 10_000;

export class Guesses {
  private readonly misses = new Map<string, { count: number; until: number }>();

  /**
   * Runs `look`, which throws for what does not exist. Throws the problem 429 for a client that has missed too often.
   * `client`: its address.
   */
  async guard<T>(client: string, look: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const seen = this.misses.get(client);
    const current = seen && seen.until > now ? seen : { count: 0, until: now + WINDOW_MS };
    if (current.count >= MOST_MISSES) throw tooMany(current.until - now);
    try {
      return await look();
    } catch (error) {
      if (error instanceof Problem && error.status < 500) this.note(client, current);
      throw error;
    }
  }

  private note(client: string, current: { count: number; until: number }): void {
    current.count += 1;
    this.misses.delete(client);
    this.misses.set(client, current);
    const [oldest] = this.misses.keys();
    if (this.misses.size > MOST_CLIENTS && oldest !== undefined) this.misses.delete(oldest);
  }
}

function tooMany(waitMs: number): Problem {
  const wait = String(Math.ceil(waitMs / 1_000));
  const detail = `Too many links that lead nowhere. Try again in ${wait} seconds.`;
  return new Problem(429, 'too_many_requests', detail, undefined, { headers: { 'Retry-After': wait } });
}
