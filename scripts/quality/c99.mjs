/**
 * A floor to compare with: F. Choi, "Advances in Domain Independent Linear Text Segmentation", NAACL 2000 (C99). The
 * likeness of all pairs of units is replaced by its rank among its neighbours, and the text is divided where the density
 * along the diagonal grows most. The mask (11 × 11) and the stop (mean plus 1.2 standard deviations) are the paper's.
 */
const MASK = 5;
const STOP = 1.2;
/** The work grows with the square of the units; in longer texts neighbours are taken together. */
const MOST_UNITS = 400;

/** `units`: [{ startMs, terms }]. Returns the starts of the segments but the first, in ms. */
export function c99(units) {
  const size = Math.ceil(units.length / MOST_UNITS);
  const blocks = [];
  for (let at = 0; at < units.length; at += size) {
    const group = units.slice(at, at + size);
    blocks.push({ startMs: group[0].startMs, terms: group.flatMap(({ terms }) => terms) });
  }
  const sums = prefixSums(ranked(likenesses(blocks)));
  return divide(sums, blocks.length)
    .sort((a, b) => a - b)
    .map((block) => blocks[block].startMs);
}

function likenesses(blocks) {
  const vectors = blocks.map(({ terms }) => {
    const counts = new Map();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { counts, norm: Math.sqrt([...counts.values()].reduce((sum, n) => sum + n * n, 0)) || 1 };
  });
  return vectors.map((a) =>
    Float64Array.from(vectors, (b) => {
      let dot = 0;
      for (const [term, count] of a.counts) dot += count * (b.counts.get(term) ?? 0);
      return dot / (a.norm * b.norm);
    }),
  );
}

/** The share of the neighbours that are less alike. */
function ranked(matrix) {
  const size = matrix.length;
  return matrix.map((row, i) =>
    Float64Array.from(row, (value, j) => {
      let [less, all] = [0, 0];
      for (let y = Math.max(0, i - MASK); y <= Math.min(size - 1, i + MASK); y++) {
        for (let x = Math.max(0, j - MASK); x <= Math.min(size - 1, j + MASK); x++) {
          if (y === i && x === j) continue;
          all++;
          if (matrix[y][x] < value) less++;
        }
      }
      return less / Math.max(1, all);
    }),
  );
}

/** `[i][j]`: the sum of all ranks above and left of (i, j). */
function prefixSums(matrix) {
  const size = matrix.length;
  const sums = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) sums[i + 1][j + 1] = matrix[i][j] + sums[i][j + 1] + sums[i + 1][j] - sums[i][j];
  return sums;
}

function divide(sums, size) {
  const inside = (from, to) => sums[to][to] - sums[from][to] - sums[to][from] + sums[from][from];
  const segments = [{ from: 0, to: size }];
  const cuts = [];
  const densities = [inside(0, size) / (size * size || 1)];
  while (segments.length < size) {
    const [sum, area] = segments.reduce(([s, a], { from, to }) => [s + inside(from, to), a + (to - from) ** 2], [0, 0]);
    let best = null;
    for (const [which, { from, to }] of segments.entries()) {
      const without = [sum - inside(from, to), area - (to - from) ** 2];
      for (let at = from + 1; at < to; at++) {
        const density =
          (without[0] + inside(from, at) + inside(at, to)) / (without[1] + (at - from) ** 2 + (to - at) ** 2);
        if (!best || density > best.density) best = { density, which, at };
      }
    }
    const { from, to } = segments[best.which];
    segments.splice(best.which, 1, { from, to: best.at }, { from: best.at, to });
    cuts.push(best.at);
    densities.push(best.density);
  }
  const gains = densities.slice(1).map((density, i) => density - densities[i]);
  const middle = gains.reduce((sum, gain) => sum + gain, 0) / Math.max(1, gains.length);
  const spread = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - middle) ** 2, 0) / Math.max(1, gains.length));
  const kept = gains.findIndex((gain) => gain < middle + STOP * spread);
  return cuts.slice(0, kept < 0 ? cuts.length : kept);
}
