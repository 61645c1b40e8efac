/** Finds words of a draft in the material, though they are not quite the same there. */

/** Of a quotation's words, so many must come in the material, in order and close together. */
export const ALIKE = 0.8;
/** The stretch of the material that is compared may be longer than the quotation by this. */
const SLACK = 1.3;
/** So many places are tried for one quotation: those of its rarest words. */
const MOST_PLACES = 60;

/** Words in lower case, without marks and accents' variants. */
export const bareWords = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’']/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Letters of scripts that part their words by no blanks. */
export const UNPARTED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const PIECES = new RegExp(`[${UNPARTED}]\\p{M}*|[^${UNPARTED}]+`, 'gu');

/** Bare words; where no blanks part them, each letter is one. */
const comparedOf = (text: string): string[] => bareWords(text).flatMap((word) => word.match(PIECES) ?? []);

/** The material's words and where each of them stands. */
export class SpokenWords {
  private readonly words: string[];
  private readonly places = new Map<string, number[]>();

  constructor(text: string) {
    this.words = comparedOf(text);
    for (const [i, word] of this.words.entries()) {
      const places = this.places.get(word);
      if (places) places.push(i);
      else this.places.set(word, [i]);
    }
  }

  /** Whether the words were said so, or nearly: a named fuzzy match, by the longest common subsequence of words. */
  has(text: string): boolean {
    return this.likeness(text, ALIKE) >= ALIKE;
  }

  /** Of its words, how many were said in this order and close together, at best: 0 to 1. No further is looked than for `enough`. */
  likeness(text: string, enough = 1): number {
    const wanted = comparedOf(text);
    if (wanted.length === 0) return 1;
    let best = 0;
    for (const start of this.likelyStarts(wanted)) {
      const stretch = this.words.slice(Math.max(0, start), start + Math.ceil(wanted.length * SLACK));
      best = Math.max(best, commonSubsequence(wanted, stretch) / wanted.length);
      if (best >= enough) break;
    }
    return best;
  }

  private likelyStarts(wanted: string[]): number[] {
    const rarest = wanted
      .map((word, offset) => ({ offset, places: this.places.get(word) ?? [] }))
      .filter(({ places }) => places.length > 0)
      .toSorted((a, b) => a.places.length - b.places.length);
    const starts = new Set<number>();
    for (const { offset, places } of rarest) {
      for (const place of places) {
        if (starts.size >= MOST_PLACES) return [...starts];
        // A word or two may be missing before it.
        starts.add(place - offset - 1);
      }
    }
    return [...starts];
  }
}

/** How many words of one stand in the other in the same order. The work is the product of their lengths. */
export function commonSubsequence(a: string[], b: string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const word of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 1; j <= b.length; j++) {
      next[j] = word === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
