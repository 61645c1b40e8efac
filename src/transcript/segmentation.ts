/**
 * Where the topic changes. A talk is a row of segments, each with a distribution of words of its own: J. Eisenstein and
 * R. Barzilay, "Bayesian Unsupervised Topic Segmentation", EMNLP 2008 (a Dirichlet compound multinomial for each segment,
 * the best division by dynamic programming), with two changes. The prior of each segment's distribution is not flat but that
 * of the whole talk, so that words that are everywhere cost the same wherever one cuts, in any language; and each word
 * counts as much as it is clustered (K. Church and W. Gale, "Poisson Mixtures", 1995). A segment's length has a prior, too.
 *
 * Added to the words: pauses, openings and slides before a segment make it cheaper or dearer, as log likelihood ratios
 * (R. J. Passonneau and D. J. Litman, "Discourse Segmentation by Human and Automated Means", Computational Linguistics 1997).
 */

/** The smallest piece that is not divided. `evidence`: how much speaks for a boundary before it, in nats. */
export interface Unit {
  startMs: number;
  terms: string[];
  evidence: number;
}

/** How long segments are: none shorter than `leastMs`, none longer than `mostMs` where there is another way, `usualMs` in the middle. */
export interface Lengths {
  leastMs: number;
  usualMs: number;
  mostMs: number;
}

/** How much the words' evidence counts: each word is weighted down by how it is spread, and what is left of all of them is too little. */
const TRUST = 1.8;
/** How many words of a segment weigh as much as what is known from the whole talk. */
const PRIOR_WORDS = 600;
/** The standard deviation of the logarithm of lengths: two of three segments are between 0.45 and 2.2 of the usual length. */
const SPREAD = 0.8;
/** Against each boundary, in nats: most places are none. */
const RELUCTANCE = 1;
/** In windows of this share of a usual segment it is seen how words are spread. */
const WINDOWS_A_SEGMENT = 2;
/** So many rows of windows, each beginning a little later: in a short talk it would matter much where a single row happens to part the words. */
const ROWS = 4;
/** Longer than the longest: dearer than any evidence. */
const TOO_LONG = 1_000;

/** The indices of the units that begin a segment, ascending, the first being 0. `endMs`: where the last unit ends. */
export function segment(units: Unit[], endMs: number, lengths: Lengths): number[] {
  if (units.length === 0) return [];
  const size = units.length;
  const talk = counted(units, endMs, lengths.usualMs);
  const best = new Float64Array(size + 1).fill(Infinity);
  const from = new Int32Array(size + 1);
  best[0] = 0;
  const startOf = (i: number): number => (i === 0 ? 0 : (units[i]?.startMs ?? endMs));
  const unitMs = endMs / size;
  for (let i = 0; i < size; i++) {
    const before = (best[i] ?? Infinity) + (i === 0 ? 0 : RELUCTANCE - (units[i]?.evidence ?? 0));
    if (before === Infinity) continue;
    const words = new Growing(talk);
    for (let j = i + 1; j <= size; j++) {
      words.add(j - 1);
      const lasts = startOf(j) - startOf(i);
      if (lasts < lengths.leastMs && !(i === 0 && j === size)) continue;
      const cost = before + TRUST * words.cost + lengthCost(lasts, unitMs, lengths);
      if (cost < (best[j] ?? Infinity)) {
        best[j] = cost;
        from[j] = i;
      }
      if (lasts > 2 * lengths.mostMs) break;
    }
  }
  const starts: number[] = [];
  for (let end = size; end > 0;) {
    end = from[end] ?? 0;
    starts.unshift(end);
  }
  return starts;
}

/** Minus the logarithm of a log-normal density, per unit. */
function lengthCost(lasts: number, unitMs: number, { usualMs, mostMs }: Lengths): number {
  const away = Math.log(Math.max(lasts, 1) / usualMs) / SPREAD;
  const scale = Math.log((Math.max(lasts, unitMs) * SPREAD * Math.sqrt(2 * Math.PI)) / unitMs);
  return scale + away ** 2 / 2 + (lasts > mostMs ? TOO_LONG * (lasts / mostMs) : 0);
}

/** The words of a talk by number: of each unit, and of each word its share of all and its weight. */
interface Counted {
  words: number[][];
  shares: Float64Array;
  weights: Float64Array;
}

/** What the words of one segment cost against the whole talk's distribution, as units are added to it. In nats. */
class Growing {
  cost = 0;
  private readonly counts: Float64Array;
  private n = 0;

  constructor(private readonly talk: Counted) {
    this.counts = new Float64Array(talk.shares.length);
  }

  add(unit: number): void {
    const { words, shares, weights } = this.talk;
    for (const word of words[unit] ?? []) {
      const prior = PRIOR_WORDS * (shares[word] ?? 0);
      const count = this.counts[word] ?? 0;
      const weight = weights[word] ?? 0;
      const ratio = (prior * (this.n + PRIOR_WORDS)) / ((count + prior) * PRIOR_WORDS);
      this.cost += weight * Math.log(ratio);
      this.counts[word] = count + 1;
      this.n++;
    }
  }
}

function counted(units: Unit[], endMs: number, usualMs: number): Counted {
  const numbers = new Map<string, number>();
  const words = units.map(({ terms }) =>
    terms.map((term) => {
      const number = numbers.get(term) ?? numbers.size;
      numbers.set(term, number);
      return number;
    }),
  );
  const total = words.reduce((sum, some) => sum + some.length, 0);
  const count = new Float64Array(numbers.size);
  for (const some of words) for (const word of some) count[word] = (count[word] ?? 0) + 1;
  const windowMs = usualMs / WINDOWS_A_SEGMENT;
  const windows = Math.max(2, Math.ceil(endMs / windowMs));
  const rows = Array.from({ length: ROWS }, (_, row) => windowsOf(units, words, { windowMs, shift: row / ROWS }));
  const seenIn = (word: number): number => rows.reduce((sum, seen) => sum + (seen.get(word)?.size ?? 0), 0) / ROWS;
  const weights = count.map((n, word) => clustering(n, seenIn(word), windows));
  return { words, shares: count.map((n) => n / Math.max(1, total)), weights };
}

/** Of each word, the windows that it occurs in. `shift`: by how much of a window they begin before 0. */
function windowsOf(
  units: Unit[],
  words: number[][],
  { windowMs, shift }: { windowMs: number; shift: number },
): Map<number, Set<number>> {
  const seen = new Map<number, Set<number>>();
  for (const [i, some] of words.entries()) {
    const window = Math.floor((units[i]?.startMs ?? 0) / windowMs + shift);
    for (const word of some) {
      const windows = seen.get(word);
      if (windows) windows.add(window);
      else seen.set(word, new Set([window]));
    }
  }
  return seen;
}

/**
 * `seen`: in how many windows, on average. From 0 for a word that is spread as if by chance over the talk's windows to 1 for one that clusters; 0 for one that occurs
 * once: it binds nothing.
 */
function clustering(count: number, seen: number, windows: number): number {
  if (count < 2) return 0;
  const expected = windows * (1 - (1 - 1 / windows) ** count);
  return Math.min(1, Math.max(0, (1.5 * (expected - seen)) / Math.max(0.5, expected - 1) + 0.25));
}
