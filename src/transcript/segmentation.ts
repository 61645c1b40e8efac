/**
 * Where the topic changes: M. Utiyama and H. Isahara, "A Statistical Model for Domain-Independent Text Segmentation",
 * ACL 2001. A segmentation's cost is the length of its description. Each word w of a segment costs
 * log((n + k) / (f(w) + 1)), by Laplace's law: n is the number of the segment's words, f(w) how often w is among them, and
 * k the size of the vocabulary. Each segment costs log N, where N is the number of all words. The cheapest segmentation is
 * found by dynamic programming.
 *
 * Changed here: n and f count the segment's words before w instead of all its words, as in adaptive coding. If they count
 * all, a segment is described by frequencies whose own description costs nothing, and even shuffled words fall into many
 * segments; counted so far, they stay one. And only words that occur in two units or more count: others bind nothing.
 *
 * Added here: the pause before a segment and the words it opens with make it cheaper or dearer, as a log likelihood ratio
 * would (R. J. Passonneau and D. J. Litman, "Discourse Segmentation by Human and Automated Means", Computational
 * Linguistics 1997). And the number of segments and their length have bounds.
 */

/** The smallest piece that is not divided. `evidence`: how much speaks for a boundary before it, in nats. */
export interface Unit {
  startMs: number;
  terms: string[];
  evidence: number;
}

export interface Bounds {
  /** The number of segments. The lower bound gives way where the units do not allow it. */
  atLeast: number;
  atMost: number;
  /** The least length of a segment. */
  leastMs: number;
}

/** The share of the description length that counts: it takes words as independent of each other, and in speech they are not. */
const TRUST = 0.8;
/** A word that is in more than this share of the units does not tell topics apart. */
const EVERYWHERE = 0.3;

interface Plan {
  /** `cost[m][j]`: the cost of the cheapest division of the units before j into m segments. */
  cost: Float64Array[];
  /** `from[m][j]`: the unit at which the last of these segments begins. */
  from: Int32Array[];
}

/** The indices of the units that begin a segment, ascending, the first being 0. `endMs`: where the last unit ends. */
export function segment(units: Unit[], endMs: number, bounds: Bounds): number[] {
  if (units.length === 0) return [];
  const plan = findPlan(units, endMs, bounds);
  const total = (m: number): number => plan.cost[m]?.[units.length] ?? Infinity;
  let best = 1;
  for (let m = 2; m <= bounds.atMost; m++) {
    if (total(m) < total(best) || (best < bounds.atLeast && total(m) < Infinity)) best = m;
  }
  const starts: number[] = [];
  for (let m = best, end = units.length; m > 0; m--) {
    end = plan.from[m]?.[end] ?? 0;
    starts.unshift(end);
  }
  return starts;
}

function findPlan(units: Unit[], endMs: number, { atMost, leastMs }: Bounds): Plan {
  const size = units.length;
  const vocabulary = numbered(units);
  const all = vocabulary.words.reduce((sum, words) => sum + words.length, 0);
  const perSegment = Math.log(Math.max(2, all));
  const cost = Array.from({ length: atMost + 1 }, () => new Float64Array(size + 1).fill(Infinity));
  const from = Array.from({ length: atMost + 1 }, () => new Int32Array(size + 1));
  const origin = cost[0];
  if (origin) origin[0] = 0;
  const startOf = (i: number): number => units[i]?.startMs ?? endMs;
  for (let i = 0; i < size; i++) {
    const prior = perSegment - (i === 0 ? 0 : (units[i]?.evidence ?? 0));
    const lengths = lexicalCosts(vocabulary, i, size);
    for (let j = i + 1; j <= size; j++) {
      if (startOf(j) - (i === 0 ? 0 : startOf(i)) < leastMs && !(i === 0 && j === size)) continue;
      const price = prior + TRUST * (lengths[j - i] ?? 0);
      relax({ cost, from }, i, j, price);
    }
  }
  return { cost, from };
}

/** Tries units i to j as the last segment of every number of segments. */
function relax({ cost, from }: Plan, i: number, j: number, price: number): void {
  for (let m = 1; m < cost.length; m++) {
    const before = cost[m - 1]?.[i] ?? Infinity;
    const row = cost[m];
    const origins = from[m];
    if (!row || !origins || before + price >= (row[j] ?? Infinity)) continue;
    row[j] = before + price;
    origins[j] = i;
  }
}

interface Vocabulary {
  /** Each unit's words, as numbers below `size`. */
  words: number[][];
  size: number;
}

/** `[d]`: what the words of the d units from i on cost as one segment, in nats. */
function lexicalCosts({ words, size }: Vocabulary, i: number, end: number): Float64Array {
  const costs = new Float64Array(end - i + 1);
  const counts = new Uint32Array(size);
  let n = 0;
  let cost = 0;
  for (let j = i; j < end; j++) {
    for (const word of words[j] ?? []) {
      const f = counts[word] ?? 0;
      cost += Math.log((n + size) / (f + 1));
      counts[word] = f + 1;
      n++;
    }
    costs[j - i + 1] = cost;
  }
  return costs;
}

/** The words worth counting, by number. */
function numbered(units: Unit[]): Vocabulary {
  const spread = new Map<string, number>();
  for (const { terms } of units) for (const term of new Set(terms)) spread.set(term, (spread.get(term) ?? 0) + 1);
  const most = Math.max(4, units.length * EVERYWHERE);
  const kept = [...spread].filter(([, units]) => units >= 2 && units <= most).map(([term]) => term);
  const numbers = new Map(kept.map((term, number) => [term, number]));
  return {
    words: units.map(({ terms }) => terms.map((term) => numbers.get(term)).filter((number) => number !== undefined)),
    size: numbers.size,
  };
}
