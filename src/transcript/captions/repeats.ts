/**
 * Words that captions show again because of how they are shown: lines that roll up, tails that are repeated, a cue for each
 * word that is lit, layers, lines doubled by conversion. Each word is kept once, at the time when it is first shown. The rule
 * goes by words that overlap, not by any program's marks. Pure.
 */
import type { Cue } from './cue.js';

/** One cue follows another at once when there is no more between them: what is on the screen goes on. */
const AT_ONCE_MS = 120;
/** Some programs leave the screen empty for a moment before they show the same again. */
const PAUSE_MS = 1_500;
/** What is shown for less is a step on the way to the next picture, not a time for reading. */
const FLASH_MS = 60;
/** Layers of the same text begin at the same time, give or take. */
const LAYER_MS = 100;
/** A person may say a word twice; a file in which this share of cues repeats the one before does it by itself. */
const REPEATING_SHARE = 1 / 4;
/** With pauses, or by no more than two words, it must be nearly every one, or every other one. */
const REPEATING_SHARE_WITH_PAUSES = 0.45;
const REPEATING_SHARE_BY_FEW_WORDS = 0.7;
const LEAST_WORDS = 2;
/** People take up two words of what was said last; so many tell that it is the captions. */
const TELLING_WORDS = 3;
const SHORT_FILE = 4;
/** A line that grows word by word does so by no more at once. */
const MOST_GROWN = 3;
/** So many letters of a word are mended at most in one that stays. */
const MOST_MENDED = 2;

interface Shown {
  words: string[];
  lines: number;
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
  const single = withoutDoubled(withoutLayers(cues)).map((cue): Worded => ({ cue, words: bare(cue.lines) }));
  const pauseMs = pauseOf(single);
  return pauseMs === null ? single.map(({ cue }) => cue) : eachWordOnce(single, pauseMs);
}

/** The same text at the same time lies in two layers, as shadows of letters do. */
function withoutLayers(cues: Cue[]): Cue[] {
  const seen = new Map<string, number>();
  return cues.filter(({ startMs, lines }) => {
    const text = lines.join(' ');
    const before = seen.get(text);
    if (before !== undefined && startMs - before <= LAYER_MS && isTwoWords(text)) return false;
    if (before === startMs) return false;
    seen.set(text, startMs);
    return true;
  });
}

const isTwoWords = (text: string): boolean => tokensOf(text).length >= LEAST_WORDS;

/** Where conversion writes lines right under themselves, each stands once. A person may say one twice, too. */
function withoutDoubled(cues: Cue[]): Cue[] {
  const isDoubled = (lines: string[]): boolean => lines.some((line, i) => i > 0 && line === lines[i - 1]);
  const doubled = cues.filter(({ lines }) => isDoubled(lines)).length;
  if (doubled === 0 || doubled < cues.length * REPEATING_SHARE) return cues;
  return cues.map((cue) => ({ ...cue, lines: cue.lines.filter((line, i) => i === 0 || line !== cue.lines[i - 1]) }));
}

/** How long the screen may be empty before the same is shown again, in a file that repeats by itself; null for any other. */
function pauseOf(cues: Worded[]): number | null {
  const repeating = (pauseMs: number, least: number): number =>
    cues.filter((worded, i) => repeats(worded, cues[i - 1], pauseMs, least)).length;
  const all = cues.length;
  if (repeating(AT_ONCE_MS, TELLING_WORDS) > Math.max(1, all * REPEATING_SHARE)) return AT_ONCE_MS;
  if (repeating(AT_ONCE_MS, LEAST_WORDS) > Math.max(SHORT_FILE, all * REPEATING_SHARE_BY_FEW_WORDS)) return AT_ONCE_MS;
  if (repeating(PAUSE_MS, TELLING_WORDS) > Math.max(2, all * REPEATING_SHARE_WITH_PAUSES)) return PAUSE_MS;
  return isFlashed(cues) ? AT_ONCE_MS : null;
}

/** By `least` words, or by all that was shown and more than one. */
function repeats({ cue, words }: Worded, before: Worded | undefined, pauseMs: number, least: number): boolean {
  if (before === undefined || !followsAtOnce(before.cue.endMs, cue, pauseMs)) return false;
  if (isTypedOn(before, { cue, words })) return true;
  const repeated = repeatedIn(before.words, words);
  return repeated >= least || (repeated >= LEAST_WORDS && isWhole(repeated, before, words));
}

/** The repeated words are a whole cue or whole lines of it, and no few of many. */
function isWhole(repeated: number, before: Worded, words: string[]): boolean {
  if (repeated === words.length || repeated === before.words.length) return true;
  return tokensOf(before.cue.lines.at(-1) ?? '').length === repeated && before.cue.lines.length > 1;
}

/** A file that is too short to tell by its share: a cue flashes what the one before it said. */
const isFlashed = (cues: Worded[]): boolean =>
  cues.length <= SHORT_FILE &&
  cues.some(
    (worded, i) =>
      worded.cue.endMs - worded.cue.startMs < FLASH_MS && repeats(worded, cues[i - 1], AT_ONCE_MS, LEAST_WORDS),
  );

const followsAtOnce = (endMs: number, { startMs }: Cue, pauseMs: number): boolean => startMs <= endMs + pauseMs;

function eachWordOnce(cues: Worded[], pauseMs: number): Cue[] {
  const kept: Worded[] = [];
  let shown: Shown = { words: [], lines: 0, endMs: -Infinity };
  for (const { cue, words } of cues) {
    const goesOn = followsAtOnce(shown.endMs, cue, pauseMs);
    const repeated = goesOn ? repeatedIn(shown.words, words) : 0;
    const last = kept.at(-1);
    if (goesOn && last && (isTypedOn(last, { cue, words }) || isMended(last, { cue, words })))
      grown(last, { cue, words });
    else if (repeated === 0 || !last) kept.push({ cue, words });
    else if (repeated >= words.length) stayed(last, { cue, words }, shown);
    else if (grewInItsLine(last, { cue, words }, repeated)) grown(last, { cue, words });
    else if (grewBelow(shown, { cue, words }, repeated)) added(last, { cue, words }, repeated);
    else kept.push({ cue: { ...cue, lines: linesAfter(cue.lines, repeated) }, words: words.slice(repeated) });
    shown = { words, lines: cue.lines.length, endMs: Math.max(cue.endMs, goesOn ? shown.endMs : -Infinity) };
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
  repeated === last.words.length &&
  words.length - repeated <= MOST_GROWN &&
  cue.lines.length === last.cue.lines.length &&
  startsWith(words, last.words);

/** The same, below lines that were shown before. */
const grewBelow = (shown: Shown, { cue, words }: Worded, repeated: number): boolean =>
  repeated === shown.words.length && cue.lines.length === shown.lines && words.length - repeated <= MOST_GROWN;

/** Letter by letter: its last word is a longer one of the same beginning. */
function isTypedOn(last: Worded, { cue, words }: Worded): boolean {
  const end = last.words.length - 1;
  const [before = '', now = ''] = [last.words[end], words[end]];
  return (
    cue.lines.length === last.cue.lines.length &&
    words.length - last.words.length <= 1 &&
    now !== before &&
    now.startsWith(before) &&
    startsWith(words, last.words.slice(0, end))
  );
}

/** A word of it was mended, as those do who write while others speak. */
function isMended(last: Worded, { words }: Worded): boolean {
  if (words.length !== last.words.length || words.length < LEAST_WORDS) return false;
  const changed = words.flatMap((word, i) => (word === last.words[i] ? [] : [i]));
  const [at] = changed;
  return changed.length === 1 && at !== undefined && isAlike(last.words[at] ?? '', words[at] ?? '');
}

/** But for a letter or two. */
function isAlike(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - same && a.at(-1 - end) === b.at(-1 - end)) end++;
  return same + end >= longer - MOST_MENDED && same + end > longer / 2 && !/\d/.test(a + b);
}

function grown(last: Worded, { cue, words }: Worded): void {
  last.cue.lines = cue.lines;
  last.cue.endMs = Math.max(last.cue.endMs, cue.endMs);
  last.words = words;
}

function added(last: Worded, { cue, words }: Worded, repeated: number): void {
  const more = linesAfter(cue.lines, repeated).join(' ');
  const line = last.cue.lines.at(-1) ?? '';
  last.cue.lines = [...last.cue.lines.slice(0, -1), `${line}${ENDS_UNSPACED.test(line) ? '' : ' '}${more}`];
  last.cue.endMs = Math.max(last.cue.endMs, cue.endMs);
  last.words = [...last.words, ...words.slice(repeated)];
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

/** Letters of writings without blanks between words stand for themselves, with the marks on them. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー、。！？]`;
const TOKEN = new RegExp(String.raw`${UNSPACED}\p{M}*|(?:(?!${UNSPACED})\S)+`, 'gu');

const ENDS_UNSPACED = new RegExp(String.raw`${UNSPACED}\p{M}*$`, 'u');

const tokensOf = (line: string): string[] => line.match(TOKEN) ?? [];

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
  return (lines) => lines.flatMap((line) => tokensOf(line).map(bare));
}

/** The lines without their first words; those between the words stay as they are written. */
function linesAfter(lines: string[], words: number): string[] {
  let left = words;
  return lines.flatMap((line) => {
    const written = Array.from(line.matchAll(TOKEN), ({ index }) => index);
    const skipped = Math.min(left, written.length);
    left -= skipped;
    const from = written[skipped];
    return from === undefined ? [] : [line.slice(from)];
  });
}
