/**
 * The sentences that carry most of a part of a talk. How much a sentence tells of its part, against the rest of the talk, leads a
 * random walk over sentences that share their telling words: J. Otterbacher, G. Erkan and D. Radev, "Using Random Walks for
 * Question-focused Sentence Retrieval", HLT 2005, after LexRank. Of those, each next one says something else: J. Carbonell and
 * J. Goldstein, "The Use of MMR", SIGIR 1998. Pure, and the same for the same talk.
 */
import { clip } from '../contract/clip.js';
import type { Language } from '../transcript/languages/language.js';
import { termsOf } from '../transcript/terms.js';
import { countOf } from './counting.js';
import type { ReadableSentence } from './standing.js';
import { proseOf } from './standing.js';

/** The share of the walk that follows what a sentence tells by itself, not its neighbours. */
const BY_ITSELF = 0.75;
const STEPS = 12;
/** Only so many of a part's sentences are compared with each other: the work grows with the square. */
const MOST_COMPARED = 300;
/** What being unlike those already taken weighs against telling much. */
const UNLIKE = 0.35;
/** Of whose telling words a taken one has this share, that sentence says the same. */
const SAME = 0.8;

/** Half a sentence is worse than one that tells less. An exponent. */
const SURE = 2;
/** Factors for a sentence that says what something is, for one of the first tenth, and for one that was changed. */
const DEFINES = 1.35;
const EARLY = 1.1;
const CHANGED = 0.85;
/** A factor for a turn of speech that is used again and again, for each time but the first. */
const AGAIN = 0.6;
const LEAST_AGAIN = 0.3;
/** Within so many UTF-16 code units a sentence that says what something is does so. */
const DEFINED_WITHIN = 48;
/** Sentences of this many telling words read best. */
const [FEW_TERMS, MANY_TERMS] = [4, 14];

/** By its stem, how telling a word is of one part: 0 for one that is no more frequent there than elsewhere. */
export type Weights = ReadonlyMap<string, number>;

/** For each part of a talk how telling its words are, by how much more often they occur there than in the whole. */
export function weightsOf(parts: string[][], language: Language): Weights[] {
  const counted = parts.map((texts) => countOf(texts.flatMap((text) => termsOf(text, language))));
  const total = new Map<string, number>();
  for (const counts of counted) for (const [term, n] of counts) total.set(term, (total.get(term) ?? 0) + n);
  const sizeOf = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);
  const size = Math.max(1, sizeOf(total));
  return counted.map((counts) => {
    const share = parts.length === 1 ? 0.25 : sizeOf(counts) / size;
    const most = Math.max(1, ...counts.values());
    const weights = new Map<string, number>();
    for (const [term, n] of counts) {
      const expected = (total.get(term) ?? 0) * share;
      const often = 0.5 + (0.5 * Math.log(1 + n)) / Math.log(1 + most);
      weights.set(term, Math.max(0, Math.log((n + 0.5) / (expected + 0.5))) * often);
    }
    return weights;
  });
}

export interface Ranked {
  sentence: ReadableSentence;
  /** How much it tells; comparable within one talk. */
  value: number;
}

interface Candidate extends Ranked {
  terms: Set<string>;
  norm: number;
}

/** At most `count` of a part's sentences, the most telling first, each unlike those before it. */
export function keySentences(
  sentences: ReadableSentence[],
  weights: Weights,
  language: Language,
  count: number,
): Ranked[] {
  const candidates = sentences
    .map((sentence, i) => candidate(sentence, i / sentences.length, weights, language))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, MOST_COMPARED);
  const walked = walk(candidates, weights);
  const taken: (Candidate & { alike: number })[] = [];
  let left = walked.map((one) => ({ ...one, alike: 0 }));
  const most = Math.max(0, ...walked.map(({ value }) => value)) || 1;
  while (taken.length < count && left.length > 0) {
    const worth = ({ value, alike }: { value: number; alike: number }): number => value / most - UNLIKE * alike;
    const best = left.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    taken.push(best);
    left = left
      .filter((one) => one !== best && sharedBy(one, best) < SAME)
      .map((one) => ({ ...one, alike: Math.max(one.alike, likeness(one, best, weights)) }));
  }
  return taken.map(({ sentence, value }) => ({ sentence, value }));
}

function candidate(sentence: ReadableSentence, place: number, weights: Weights, language: Language): Candidate {
  const terms = new Set(termsOf(sentence.text, language));
  const weightOf = (term: string): number => weights.get(term) ?? 0;
  const sum = [...terms].reduce((total, term) => total + weightOf(term), 0);
  const norm = Math.sqrt([...terms].reduce((total, term) => total + weightOf(term) ** 2, 0));
  const length = terms.size < FEW_TERMS ? terms.size / FEW_TERMS : Math.min(1, MANY_TERMS / terms.size);
  const factors =
    length *
    sentence.sureness ** SURE *
    (proseOf(language).defines.test(clip(sentence.text, DEFINED_WITHIN)) ? DEFINES : 1) *
    Math.max(LEAST_AGAIN, AGAIN ** (sentence.alike - 1)) *
    (place < 0.1 ? EARLY : 1) *
    (sentence.whole ? 1 : CHANGED);
  return { sentence, terms, norm, value: (sum / Math.sqrt(terms.size + 2)) * factors };
}

/** The stationary values of the walk, scaled to the sentences' own. */
function walk(candidates: Candidate[], weights: Weights): Candidate[] {
  const own = candidates.map(({ value }) => value);
  const total = own.reduce((sum, value) => sum + value, 0);
  if (total === 0) return candidates;
  const links = candidates.map((one, i) => candidates.map((other, j) => (i === j ? 0 : likeness(one, other, weights))));
  const outgoing = links.map((row) => row.reduce((sum, value) => sum + value, 0) || 1);
  let values = own;
  for (let step = 0; step < STEPS; step++) {
    const passed = values.map((value, i) => value / (outgoing[i] ?? 1));
    values = own.map((value, j) => {
      const coming = passed.reduce((sum, share, i) => sum + share * (links[i]?.[j] ?? 0), 0);
      return BY_ITSELF * value + (1 - BY_ITSELF) * coming;
    });
  }
  return candidates.map((one, i) => ({ ...one, value: values[i] ?? 0 }));
}

function likeness(a: Candidate, b: Candidate, weights: Weights): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  let shared = 0;
  for (const term of a.terms) if (b.terms.has(term)) shared += (weights.get(term) ?? 0) ** 2;
  return shared / (a.norm * b.norm);
}

const sharedBy = ({ terms }: Candidate, taken: Candidate): number =>
  [...terms].filter((term) => taken.terms.has(term)).length / Math.max(1, terms.size);
