/**
 * Sentences where nobody has set stops, as in automatic captions. Where one ends is told by pauses, by the word before and the
 * word behind, and by how long sentences are: a semi-Markov model (S. Sarawagi and W. W. Cohen, "Semi-Markov Conditional
 * Random Fields for Information Extraction", NIPS 2004) whose weights are set by hand. It also says how sure each is. Pure.
 */
import type { Language } from './languages/language.js';
import { piecesOf } from './pieces.js';
import type { Sentence } from './sentences.js';
import { joined } from './sentences.js';
import type { NamedSegment } from './speakers.js';

/** `sureness`: from 0 to 1, how likely it is that a sentence begins and ends there. `apart`: there are pauses before and behind it. */
export interface SpokenSentence extends Sentence {
  sureness: number;
  apart: boolean;
}

/** In nats, for a sentence that ends between two words. */
const USUAL = -2.2;
const BEHIND_BINDING = -7;
const BEHIND_CLOSING = 1;
const BEHIND_TELLING = 0.3;
const BEFORE_OPENING = 2.5;
const BEFORE_BEGINNING = 1;
const BEFORE_OTHER = -3;
/** Between two lines without a pause, in a transcript that has pauses. */
const NO_PAUSE = -2;
const PAUSE_WEIGHT = 3;
const MOST_FOR_PAUSE = 4;
const PAUSE_FLOOR_MS = 300;
const LEAST_PAUSE_MS = 100;
/** Nobody takes so long between two words of a sentence without thinking. */
const LONG_PAUSE_MS = 400;

/** In words: where they are parted by blanks, and where ICU finds them. */
const USUAL_WORDS = { blanks: 12, none: 16 };
const MOST_WORDS = { blanks: 45, none: 70 };
/** A sentence that begins with a clause which hangs on another has at least so many words; against a shorter one, in nats. */
const WORDS_WITH_CLAUSE = 9;
const ONLY_A_CLAUSE = -4;
/** The standard deviation of the logarithm of lengths. */
const SPREAD = 0.5;

interface Word {
  text: string;
  at: number;
  end: number;
  segment: number;
}

/** The sentences of what one person says without a stop, in order. Together they are all that was said. */
export function sentencesWithoutStops(segments: NamedSegment[], language: Language): SpokenSentence[] {
  const spoken = segments.filter(({ text }) => text.trim() !== '');
  const { text, starts } = joined(spoken);
  const words = wordsIn(text, starts, language);
  const [{ speakerName } = {}] = spoken;
  const by = speakerName === undefined ? {} : { speakerName };
  const hangs = words.map((word) => language.prose.hangs.has(word.text));
  const known = { scores: boundaryScores(words, spoken, language), hangs };
  const signs = language.blanks ? known : withHabits(known, words);
  const isApart = (i: number): boolean => isPauseBefore(words, i, spoken);
  return bestDivision(signs, language.blanks).map(({ from, to, sureness }) => ({
    text: text.slice(words[from]?.at ?? 0, words[to - 1]?.end ?? 0),
    startMs: spoken[words[from]?.segment ?? 0]?.startMs ?? 0,
    endMs: spoken[words[to - 1]?.segment ?? 0]?.endMs ?? 0,
    sureness,
    apart: isApart(from) && isApart(to),
    ...by,
  }));
}

/** Whether a long pause is before this word, or neither a word nor anything is. */
function isPauseBefore(words: Word[], i: number, segments: NamedSegment[]): boolean {
  const [before, next] = [words[i - 1], words[i]];
  if (!before || !next) return true;
  const gap = (segments[next.segment]?.startMs ?? 0) - (segments[before.segment]?.endMs ?? 0);
  return next.segment !== before.segment && gap >= LONG_PAUSE_MS;
}

function wordsIn(text: string, starts: number[], { blanks }: Language): Word[] {
  const found = blanks
    ? [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({ text: word, index }))
    : [...piecesOf('word', text)].filter(({ text: word }) => word.trim() !== '');
  let segment = 0;
  return found.map(({ text: word, index }) => {
    while ((starts[segment + 1] ?? Infinity) <= index) segment++;
    return { text: word.toLowerCase().replaceAll('’', "'"), at: index, end: index + word.length, segment };
  });
}

/** For each word, how much speaks for a sentence that begins with it, in nats. */
function boundaryScores(words: Word[], segments: NamedSegment[], language: Language): Float64Array {
  const pauses = pauseScores(segments);
  const { stop, prose } = language;
  const scores = new Float64Array(words.length + 1);
  for (const [i, { text, segment }] of words.entries()) {
    const before = words[i - 1];
    if (!before) continue;
    const behind = prose.binds.has(before.text)
      ? BEHIND_BINDING
      : prose.closes.has(before.text)
        ? BEHIND_CLOSING
        : stop.has(before.text)
          ? 0
          : BEHIND_TELLING;
    const next = prose.opens.has(text)
      ? BEFORE_OPENING
      : prose.begins.has(text)
        ? BEFORE_BEGINNING
        : stop.has(text)
          ? BEFORE_OTHER
          : 0;
    scores[i] = USUAL + behind + next + (segment === before.segment ? 0 : (pauses[segment] ?? 0));
  }
  return scores;
}

/** For the beginning of each segment, by its ratio to the usual gap, which is the upper quartile of all gaps. */
function pauseScores(segments: NamedSegment[]): number[] {
  const gaps = segments.map(({ startMs }, i) => Math.max(0, startMs - (segments[i - 1]?.endMs ?? startMs)));
  const sorted = gaps.slice(1).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length * 0.75)] ?? 0;
  const tellsPauses = (sorted[Math.floor(sorted.length * 0.95)] ?? 0) >= LEAST_PAUSE_MS;
  return gaps.map((gap) => {
    if (tellsPauses && gap < LEAST_PAUSE_MS / 2) return NO_PAUSE;
    const ratio = (gap + PAUSE_FLOOR_MS) / (usual + PAUSE_FLOOR_MS);
    return Math.min(MOST_FOR_PAUSE, PAUSE_WEIGHT * Math.max(0, Math.log(ratio)));
  });
}

interface Span {
  from: number;
  to: number;
  sureness: number;
}

/** For each word what speaks for a sentence that begins with it, and whether a clause begins there that hangs on another. */
interface Signs {
  scores: Float64Array;
  hangs: boolean[];
}

/**
 * What this talk itself tells: words and pairs of words that often begin its sentences, or end them, probably do so elsewhere. Told by
 * expectation-maximisation, from the divisions that were likely before. Where blanks part the words, the lists of a language tell more, and
 * what is learned from a few thousand words spoils them: measured.
 */
function withHabits({ scores, hangs }: Signs, words: Word[]): Signs {
  let signs: Signs = { scores, hangs };
  for (let round = 0; round < ROUNDS; round++) {
    const likely = boundaryOdds(signs, false);
    const begins = habits(words, likely, (i) => words[i]?.text ?? '');
    const pairs = habits(words, likely, (i) => `${words[i]?.text ?? ''} ${words[i + 1]?.text ?? ''}`);
    const ends = habits(words, likely, (i) => words[i - 1]?.text ?? '');
    const told = scores.map((score, i) =>
      i === 0 || i >= words.length ? score : score + HABIT * (begins(i) + pairs(i) + ends(i)),
    );
    signs = { scores: told, hangs };
  }
  return signs;
}

const ROUNDS = 2;
/** How much a habit counts, how often a thing must be said to have one, and the most that it tells, in nats. */
const HABIT = 1;
const UNSURE = 3;
const MOST_TOLD = 2;

/** For a place between two words, how much more often than usual there is a boundary where the same thing is said. In nats. */
function habits(words: Word[], likely: Float64Array, keyAt: (i: number) => string): (i: number) => number {
  const seen = new Map<string, { times: number; bounds: number }>();
  let all = 0;
  for (let i = 1; i < words.length; i++) {
    const entry = seen.get(keyAt(i)) ?? { times: 0, bounds: 0 };
    entry.times++;
    entry.bounds += likely[i] ?? 0;
    all += likely[i] ?? 0;
    seen.set(keyAt(i), entry);
  }
  const usual = Math.max(1e-6, all / Math.max(1, words.length - 1));
  return (i) => {
    const { times, bounds } = seen.get(keyAt(i)) ?? { times: 0, bounds: 0 };
    const told = Math.log((bounds + UNSURE * usual) / (times + UNSURE) / usual);
    return Math.max(-MOST_TOLD, Math.min(MOST_TOLD, told));
  };
}

/** For each place between two words the probability of a boundary there, among all divisions. */
function boundaryOdds(signs: Signs, blanks: boolean): Float64Array {
  const size = signs.scores.length - 1;
  const most = MOST_WORDS[blanks ? 'blanks' : 'none'];
  const scoreOf = spanScores(signs, blanks);
  const forward = forwards(size, most, scoreOf);
  const backward = backwards(size, most, scoreOf);
  const total = forward[size] ?? 0;
  return forward.map((value, i) => Math.min(1, Math.exp(value + (backward[i] ?? -Infinity) - total)));
}

function forwards(size: number, most: number, scoreOf: (from: number, to: number) => number): Float64Array {
  const forward = new Float64Array(size + 1).fill(-Infinity);
  forward[0] = 0;
  for (let to = 1; to <= size; to++) {
    const ways: number[] = [];
    for (let from = Math.max(0, to - most); from < to; from++)
      ways.push((forward[from] ?? -Infinity) + scoreOf(from, to));
    forward[to] = logOfSum(ways);
  }
  return forward;
}

/** The best division (Viterbi), and the probability of each of its spans among all divisions (forward-backward). */
function bestDivision(signs: Signs, blanks: boolean): Span[] {
  const size = signs.scores.length - 1;
  const most = MOST_WORDS[blanks ? 'blanks' : 'none'];
  const scoreOf = spanScores(signs, blanks);
  const forward = forwards(size, most, scoreOf);
  const best = new Float64Array(size + 1).fill(-Infinity);
  const came = new Int32Array(size + 1);
  best[0] = 0;
  for (let to = 1; to <= size; to++) {
    for (let from = Math.max(0, to - most); from < to; from++) {
      const value = (best[from] ?? -Infinity) + scoreOf(from, to);
      if (value > (best[to] ?? -Infinity)) [best[to], came[to]] = [value, from];
    }
  }
  const backward = backwards(size, most, scoreOf);
  const spans: Span[] = [];
  for (let to = size; to > 0; to = came[to] ?? 0) {
    const from = came[to] ?? 0;
    const share = (forward[from] ?? 0) + scoreOf(from, to) + (backward[to] ?? 0) - (forward[size] ?? 0);
    spans.unshift({ from, to, sureness: Math.min(1, Math.exp(share)) });
  }
  return spans;
}

/** What speaks for a sentence from one word up to another. */
function spanScores({ scores, hangs }: Signs, blanks: boolean): (from: number, to: number) => number {
  const kind = blanks ? 'blanks' : 'none';
  const size = scores.length - 1;
  const lengths = Float64Array.from({ length: MOST_WORDS[kind] + 1 }, (_, n) => lengthScore(n, USUAL_WORDS[kind]));
  return (from, to) =>
    (lengths[to - from] ?? 0) +
    (to === size ? 0 : (scores[to] ?? 0)) +
    (hangs[from] && to - from < WORDS_WITH_CLAUSE ? ONLY_A_CLAUSE : 0);
}

function backwards(size: number, most: number, scoreOf: (from: number, to: number) => number): Float64Array {
  const backward = new Float64Array(size + 1).fill(-Infinity);
  backward[size] = 0;
  for (let from = size - 1; from >= 0; from--) {
    const ways: number[] = [];
    for (let to = from + 1; to <= Math.min(size, from + most); to++) {
      ways.push((backward[to] ?? 0) + scoreOf(from, to));
    }
    backward[from] = logOfSum(ways);
  }
  return backward;
}

const lengthScore = (words: number, usual: number): number =>
  words === 0 ? -Infinity : -((Math.log(words / usual) / SPREAD) ** 2) / 2 - Math.log(words / usual);

function logOfSum(values: number[]): number {
  const most = Math.max(...values);
  return most === -Infinity ? most : most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
