/**
 * The sentences that carry most of a text: SumBasic, A. Nenkova and L. Vanderwende, "The Impact of Frequency on
 * Summarization", Microsoft Research MSR-TR-2005-101, 2005. A word's probability is its share of all words; a sentence
 * weighs the mean of its words' probabilities. Again and again the heaviest sentence with the most probable word is
 * taken, and its words' probabilities are squared, so that what has been said counts little from then on.
 */
import { termsOf } from '../transcript/terms.js';
import type { Sentence } from '../transcript/sentences.js';

/** Shorter sentences say too little, however frequent their words are. */
const LEAST_TERMS = 3;

/** At most `count` of `sentences`, unchanged and in their order. Short ones are taken only when nothing else is left. */
export function keySentences(sentences: Sentence[], count: number): Sentence[] {
  const all = sentences.map((sentence, at) => ({ at, sentence, terms: [...new Set(termsOf(sentence.text))] }));
  const chances = probabilities(sentences);
  const taken: typeof all = [];
  for (const short of [false, true]) {
    let left = all.filter(({ terms }) => terms.length < LEAST_TERMS === short);
    while (taken.length < count && left.length > 0) {
      const best = pick(left, chances);
      if (!best) break;
      taken.push(best);
      left = left.filter((one) => one !== best);
      for (const term of best.terms) chances.set(term, (chances.get(term) ?? 0) ** 2);
    }
  }
  return taken.toSorted((a, b) => a.at - b.at).map(({ sentence }) => sentence);
}

function probabilities(sentences: Sentence[]): Map<string, number> {
  const terms = sentences.flatMap(({ text }) => termsOf(text));
  const chances = new Map<string, number>();
  for (const term of terms) chances.set(term, (chances.get(term) ?? 0) + 1 / terms.length);
  return chances;
}

/** Among the sentences with the most probable word that any has, the one with the highest mean. */
function pick<T extends { terms: string[] }>(left: T[], chances: Map<string, number>): T | undefined {
  const chance = (term: string): number => chances.get(term) ?? 0;
  let top = '';
  for (const { terms } of left) for (const term of terms) if (top === '' || chance(term) > chance(top)) top = term;
  const mean = ({ terms }: T): number => terms.reduce((sum, term) => sum + chance(term), 0) / Math.max(1, terms.length);
  const having = left.filter(({ terms }) => top === '' || terms.includes(top));
  return having.reduce<T | undefined>((best, one) => (best && mean(best) >= mean(one) ? best : one), undefined);
}
