/** Merges several rankings of the same things into one. Pure. */

/** From the paper: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion (SIGIR 2009). */
const K = 60;

/** The best first. Each ranking adds to a thing's score; of equal ones, the one seen first comes first. */
export function fused<T>(rankings: T[][]): T[] {
  const scores = new Map<T, number>();
  for (const ranking of rankings) {
    for (const [place, item] of ranking.entries()) scores.set(item, (scores.get(item) ?? 0) + 1 / (K + 1 + place));
  }
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([item]) => item);
}
