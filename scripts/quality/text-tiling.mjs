/**
 * A floor to compare with: M. Hearst, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages", Computational
 * Linguistics 1997. Blocks of words on both sides of each gap are compared; where their likeness has a deep valley, there
 * is a boundary. Sizes and the threshold (mean less half a standard deviation) are the paper's.
 */
const SEQUENCE = 20;
const BLOCK = 10;

/** `units`: [{ startMs, terms }]. Returns the starts of the segments but the first, in ms. */
export function textTiling(units) {
  const words = units.flatMap(({ terms }, unit) => terms.map((term) => ({ term, unit })));
  const sequences = [];
  for (let at = 0; at < words.length; at += SEQUENCE) sequences.push(words.slice(at, at + SEQUENCE));
  const likeness = sequences.slice(1).map((_, gap) => {
    const size = Math.min(BLOCK, gap + 1, sequences.length - gap - 1);
    return cosine(sequences.slice(gap + 1 - size, gap + 1).flat(), sequences.slice(gap + 1, gap + 1 + size).flat());
  });
  const smooth = likeness.map((_, i) => average(likeness.slice(Math.max(0, i - 1), i + 2)));
  const depths = smooth.map((here, i) => peak(smooth, i, -1) + peak(smooth, i, 1) - 2 * here);
  const middle = average(depths);
  const spread = Math.sqrt(average(depths.map((depth) => (depth - middle) ** 2)));
  const found = new Set();
  for (const [i, depth] of depths.entries()) {
    const valley = depth >= (depths[i - 1] ?? 0) && depth >= (depths[i + 1] ?? 0);
    if (depth > middle - spread / 2 && depth > 0 && valley) found.add(sequences[i + 1][0].unit);
  }
  return [...found].filter((unit) => unit > 0).map((unit) => units[unit].startMs);
}

/** The highest point that is reached from i without going down, in one direction. */
function peak(values, i, step) {
  let best = values[i];
  for (let at = i + step; values[at] !== undefined && values[at] >= best; at += step) best = values[at];
  return best;
}

function cosine(left, right) {
  const [a, b] = [counted(left), counted(right)];
  let dot = 0;
  for (const [term, count] of a) dot += count * (b.get(term) ?? 0);
  return dot / (norm(a) * norm(b) || 1);
}

function counted(words) {
  const counts = new Map();
  for (const { term } of words) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const norm = (counts) => Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0));
const average = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
