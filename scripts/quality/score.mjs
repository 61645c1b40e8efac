/** Precision, recall and their harmonic mean for boundaries found against true ones; each counts once. All times in ms. */
export function score(found, truth, toleranceMs) {
  const pairs = truth
    .flatMap((at, i) => found.map((guess, j) => ({ i, j, off: Math.abs(guess - at) })))
    .filter(({ off }) => off <= toleranceMs)
    .sort((a, b) => a.off - b.off);
  const [met, used] = [new Set(), new Set()];
  for (const { i, j } of pairs) {
    if (met.has(i) || used.has(j)) continue;
    met.add(i);
    used.add(j);
  }
  const precision = found.length === 0 ? (truth.length === 0 ? 1 : 0) : met.size / found.length;
  const recall = truth.length === 0 ? 1 : met.size / truth.length;
  const f = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f };
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
