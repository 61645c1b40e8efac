/** Time left, as it is told: it never grows by more than the clock, unless the page says that it is slower than was expected. */

interface Told {
  /** By the clock of `performance.now()`. */
  endsAt: number;
  /** What was told before it grew. Null unless it has. */
  promised: number | null;
}

export interface Left {
  ms: number;
  /** More is told than was promised. */
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
  return { ms: Math.max(0, next.endsAt - now), slower: next.promised !== null };
}

/** What was told of work that stood still since holds no longer. */
export function forgetLeft(what: string): void {
  told.delete(what);
}

function after(before: Told | undefined, estimateMs: number, now: number): Told {
  const endsAt = now + estimateMs;
  if (!before) return { endsAt, promised: null };
  const { promised } = before;
  if (endsAt <= before.endsAt) return { endsAt, promised: promised !== null && endsAt > promised ? promised : null };
  const isNews = endsAt - before.endsAt > Math.max(NO_NEWS_MS, estimateMs * NO_NEWS_SHARE);
  return isNews ? { endsAt, promised: promised ?? before.endsAt } : before;
}
