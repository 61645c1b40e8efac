/**
 * Words that captions show again because of how they are shown: lines that roll up, tails that are repeated, a cue for each
 * word that is lit, layers, lines doubled by conversion. Each word is kept once, at the time when it is first shown. The rule
 * goes by words that overlap, not by any program's marks. Pure.
 */
import type { Cue } from './cue.js';

/** One cue follows another at once when there is no more between them: what is on the screen goes on. */
const AT_ONCE_MS = 120;
/** What is shown for less is a step on the way to the next picture, not a time for reading. */
const FLASH_MS = 60;
/** A person may say a word twice; a file in which this share of cues repeats the one before does it by itself. */
const REPEATING_SHARE = 1 / 4;
const LEAST_WORDS = 2;
const SHORT_FILE = 4;

interface Shown {
  words: string[];
  endMs: number;
}

/** A cue and its words as they are compared: without case and marks. */
interface Worded {
  cue: Cue;
  words: string[];
}

/** The cues, sorted by start, with each word once. */
export function withoutRepeats(cues: Cue[]): Cue[] {
  const bare = bareWords();
  const single = withoutLayers(cues).map((cue): Worded => {
    const lines = withoutDoubled(cue.lines, bare);
    return { cue: { ...cue, lines }, words: bare(lines) };
  });
  return repeatsByItself(single) ? eachWordOnce(single) : single.map(({ cue }) => cue);
}

/** The same text at the same time lies in two layers, as shadows of letters do. */
function withoutLayers(cues: Cue[]): Cue[] {
  const seen = new Set<string>();
  return cues.filter(({ startMs, endMs, lines }) => {
    const key = `${startMs} ${endMs} ${lines.join(' ')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A line that stands twice in one cue, right under itself. */
const withoutDoubled = (lines: string[], bare: BareWords): string[] =>
  lines.filter((line, i) => i === 0 || line !== lines[i - 1] || bare([line]).length < LEAST_WORDS);

function repeatsByItself(cues: Worded[]): boolean {
  const repeating = cues.filter((worded, i) => repeats(worded, cues[i - 1])).length;
  return repeating > Math.max(1, cues.length * REPEATING_SHARE) || isFlashed(cues);
}

const repeats = ({ cue, words }: Worded, before: Worded | undefined): boolean =>
  before !== undefined && followsAtOnce(before.cue.endMs, cue) && repeatedIn(before.words, words) > 0;

/** A file that is too short to tell by its share: a cue flashes what the one before it said. */
const isFlashed = (cues: Worded[]): boolean =>
  cues.length <= SHORT_FILE &&
  cues.some((worded, i) => worded.cue.endMs - worded.cue.startMs < FLASH_MS && repeats(worded, cues[i - 1]));

const followsAtOnce = (endMs: number, { startMs }: Cue): boolean => startMs <= endMs + AT_ONCE_MS;

function eachWordOnce(cues: Worded[]): Cue[] {
  const kept: Worded[] = [];
  let shown: Shown = { words: [], endMs: -Infinity };
  for (const { cue, words } of cues) {
    const goesOn = followsAtOnce(shown.endMs, cue);
    const repeated = goesOn ? repeatedIn(shown.words, words) : 0;
    const last = kept.at(-1);
    if (repeated === 0 || !last) kept.push({ cue, words });
    else if (repeated >= words.length) stayed(last, { cue, words }, shown);
    else if (grewInItsLine(last, { cue, words }, repeated)) grown(last, { cue, words });
    else kept.push({ cue: { ...cue, lines: linesAfter(cue.lines, repeated) }, words: words.slice(repeated) });
    shown = { words, endMs: Math.max(cue.endMs, goesOn ? shown.endMs : -Infinity) };
  }
  return kept.map(({ cue }) => cue);
}

/** The same words are still shown, with another one lit: they are said until then. */
function stayed(last: Worded, { cue, words }: Worded, shown: Shown): void {
  const whole = words.length === shown.words.length;
  if (whole && cue.endMs - cue.startMs >= FLASH_MS) last.cue.endMs = Math.max(last.cue.endMs, cue.endMs);
}

/** The line itself got longer, as when each word appears when it is said. A new line would be a cue of its own. */
const grewInItsLine = (last: Worded, { cue, words }: Worded, repeated: number): boolean =>
  repeated === last.words.length && cue.lines.length === last.cue.lines.length && startsWith(words, last.words);

function grown(last: Worded, { cue, words }: Worded): void {
  last.cue.lines = cue.lines;
  last.cue.endMs = Math.max(last.cue.endMs, cue.endMs);
  last.words = words;
}

/**
 * How many of the first words are the last ones shown before; all of them, where they only show a part again. In one pass over
 * both (D. E. Knuth, J. H. Morris and V. R. Pratt, "Fast Pattern Matching in Strings", 1977), since a cue may be a whole book.
 */
function repeatedIn(shown: string[], words: string[]): number {
  if (words.length === 0 || shown.length === 0) return 0;
  const shorter = prefixLengths(words);
  let length = 0;
  for (const word of shown) {
    length = longerBy(word, length, words, shorter);
    if (length === words.length) return length;
  }
  // One word alone is a repeat only where it is all that was there.
  return length >= LEAST_WORDS || length === shown.length ? length : 0;
}

/** For each word the length of the longest proper beginning of all words that ends with it. */
function prefixLengths(words: string[]): number[] {
  const lengths = [0];
  for (const word of words.slice(1)) lengths.push(longerBy(word, lengths.at(-1) ?? 0, words, lengths));
  return lengths;
}

/** How many of the first words end with `word`, where `length` of them ended before it. */
function longerBy(word: string, length: number, words: string[], shorter: number[]): number {
  let at = length;
  while (at > 0 && words[at] !== word) at = shorter[at - 1] ?? 0;
  return words[at] === word ? at + 1 : 0;
}

const startsWith = (words: string[], start: string[]): boolean => start.every((word, i) => words[i] === word);

type BareWords = (lines: string[]) => string[];

/** Words without case and marks; a mark that stands alone is a word. Each is looked at once, since talks repeat themselves. */
function bareWords(): BareWords {
  const known = new Map<string, string>();
  const bare = (word: string): string => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const letters = word.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '') || word;
    known.set(word, letters);
    return letters;
  };
  return (lines) => lines.flatMap((line) => line.split(' ').filter(Boolean).map(bare));
}

/** The lines without their first words; those between the words stay as they are written. */
function linesAfter(lines: string[], words: number): string[] {
  let left = words;
  return lines.flatMap((line) => {
    const written = line.split(' ').filter(Boolean);
    const skipped = Math.min(left, written.length);
    left -= skipped;
    return skipped === written.length ? [] : [written.slice(skipped).join(' ')];
  });
}
