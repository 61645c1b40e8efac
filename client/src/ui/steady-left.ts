/** Time left, as it is told: it never grows by more than the clock, unless the page says that it is slower than was expected. */

interface Told {
  /** By the clock of `performance.now()`. */
  endsAt: number;
  slower: boolean;
}

export interface Left {
  ms: number;
  /** More is told than before. */
  slower: boolean;
}

/** Estimates waver: what is within this is no news. */
const NO_NEWS_MS = 15_000;
const NO_NEWS_SHARE = 0.25;
/** What was told of older things is forgotten. */
const MOST_REMEMBERED = 200;

const told = new Map<string, Told>();

/** `what`: one name for all that is told of the same work. `estimateMs`: as it is estimated at the time `now`. */
export function steadyLeft(what: string, estimateMs: number, now = performance.now()): Left {
  const before = told.get(what);
  const next = after(before, estimateMs, now);
  if (next !== before) {
    told.delete(what);
    told.set(what, next);
    for (const oldest of told.keys()) {
      if (told.size <= MOST_REMEMBERED) break;
      told.delete(oldest);
    }
  }
  return { ms: Math.max(0, next.endsAt - now), slower: next.slower };
}

function after(before: Told | undefined, estimateMs: number, now: number): Told {
  const endsAt = now + estimateMs;
  if (!before) return { endsAt, slower: false };
  if (endsAt <= before.endsAt) return { endsAt, slower: before.slower };
  const isNews = endsAt - before.endsAt > Math.max(NO_NEWS_MS, estimateMs * NO_NEWS_SHARE);
  return isNews ? { endsAt, slower: true } : before;
}
