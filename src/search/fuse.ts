/** Several rankings of the same things as one. Pure. */

/** From the paper: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion (SIGIR 2009). */
const K = 60;

/** The best first. What stands in several rankings counts in each; of equals the one that was seen first comes first. */
export function fused<T>(rankings: T[][]): T[] {
  const scores = new Map<T, number>();
  for (const ranking of rankings) {
    for (const [place, item] of ranking.entries()) scores.set(item, (scores.get(item) ?? 0) + 1 / (K + 1 + place));
  }
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([item]) => item);
}
