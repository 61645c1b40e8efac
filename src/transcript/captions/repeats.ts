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

interface Shown {
  words: string[];
  endMs: number;
}

/** The cues, sorted by start, with each word once. */
export function withoutRepeats(cues: Cue[]): Cue[] {
  const single = withoutLayers(cues).map(withoutDoubledLines);
  return repeatsByItself(single) ? eachWordOnce(single) : single;
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
const withoutDoubledLines = (cue: Cue): Cue => ({
  ...cue,
  lines: cue.lines.filter((line, i) => i === 0 || line !== cue.lines[i - 1] || wordsOf(line).length < LEAST_WORDS),
});

function repeatsByItself(cues: Cue[]): boolean {
  let repeating = 0;
  cues.forEach((cue, i) => {
    const before = cues[i - 1];
    if (before && followsAtOnce(before.endMs, cue) && repeatedIn(wordsOf(...before.lines), cue) > 0) repeating += 1;
  });
  return repeating > Math.max(1, cues.length * REPEATING_SHARE) || isFlashed(cues);
}

/** A file that is too short to tell by its share: its second cue flashes what the first one said. */
const isFlashed = (cues: Cue[]): boolean =>
  cues.length <= 4 &&
  cues.some((cue, i) => {
    const before = cues[i - 1];
    return before !== undefined && cue.endMs - cue.startMs < FLASH_MS && repeatedIn(wordsOf(...before.lines), cue) > 0;
  });

const followsAtOnce = (endMs: number, { startMs }: Cue): boolean => startMs <= endMs + AT_ONCE_MS;

function eachWordOnce(cues: Cue[]): Cue[] {
  const kept: Cue[] = [];
  let shown: Shown = { words: [], endMs: -Infinity };
  for (const cue of cues) {
    const words = wordsOf(...cue.lines);
    const goesOn = followsAtOnce(shown.endMs, cue);
    const repeated = goesOn ? repeatedIn(shown.words, cue) : 0;
    const last = kept.at(-1);
    if (repeated === 0) kept.push(cue);
    else if (repeated >= words.length) stayed(last, cue, shown);
    else if (last && grewInItsLine(last, cue, repeated)) grown(last, cue);
    else kept.push({ ...cue, lines: linesAfter(cue.lines, repeated) });
    shown = { words, endMs: Math.max(cue.endMs, goesOn ? shown.endMs : -Infinity) };
  }
  return kept;
}

/** The same words are still shown, with another one lit: they are said until then. */
function stayed(last: Cue | undefined, cue: Cue, shown: Shown): void {
  const whole = wordsOf(...cue.lines).length === shown.words.length;
  if (last && whole && cue.endMs - cue.startMs >= FLASH_MS) last.endMs = Math.max(last.endMs, cue.endMs);
}

/** The line itself got longer, as when each word appears when it is said. A new line would be a cue of its own. */
function grewInItsLine(last: Cue, cue: Cue, repeated: number): boolean {
  const before = wordsOf(...last.lines);
  return (
    repeated === before.length && cue.lines.length === last.lines.length && startsWith(wordsOf(...cue.lines), before)
  );
}

function grown(last: Cue, cue: Cue): void {
  last.lines = cue.lines;
  last.endMs = Math.max(last.endMs, cue.endMs);
}

/** How many of the cue's first words are the last ones shown before; all of them, where it only shows a part again. */
function repeatedIn(shown: string[], cue: Cue): number {
  const words = wordsOf(...cue.lines);
  if (words.length === 0 || shown.length === 0) return 0;
  if (contains(shown, words)) return words.length;
  for (let length = Math.min(shown.length, words.length); length > 0; length--) {
    const tail = shown.slice(shown.length - length);
    // One word alone is a repeat only where it is all that was there.
    const enough = length >= LEAST_WORDS || length === shown.length;
    if (enough && startsWith(words, tail)) return length;
  }
  return 0;
}

const startsWith = (words: string[], start: string[]): boolean =>
  start.length <= words.length && start.every((word, i) => word === words[i]);

const contains = (words: string[], part: string[]): boolean =>
  words.some((_, at) => at + part.length <= words.length && part.every((word, i) => word === words[at + i]));

/** As they are compared: without case and marks. */
function wordsOf(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(/\s+/)).flatMap((word) => bare(word));
}

function bare(word: string): string[] {
  const letters = word.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return letters === '' ? (word === '' ? [] : [word]) : [letters];
}

/** The lines without their first words; those between the words stay as they are written. */
function linesAfter(lines: string[], words: number): string[] {
  let left = words;
  return lines.flatMap((line) => {
    const written = line.split(/\s+/).filter(Boolean);
    const skipped = Math.min(left, written.length);
    left -= skipped;
    return skipped === written.length ? [] : [written.slice(skipped).join(' ')];
  });
}
