/** A transcript's sentences: recognisers and captions cut speech where it suits them. */
import { piecesOf } from './pieces.js';
import type { NamedSegment } from './speakers.js';
import type { PlacedWord } from './word-times.js';
import { placedWords } from './word-times.js';

/**
 * `text` is verbatim. It begins and ends when its first and last words are said, where that is known; otherwise `startMs` is the start
 * of the segment in which it begins, `endMs` the end of its last one.
 */
export interface Sentence {
  text: string;
  startMs: number;
  endMs: number;
  /** Where it is known who says it. */
  speakerName?: string;
}

/** Without punctuation there are no sentences to find: longer ones are divided between segments. In characters. */
const LONGEST = 400;
const DIVIDED_AT = 160;

const ABBREVIATION = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|No|Fig|e\.g|i\.e|etc|approx|[A-Z])\.\s*$/;
/** Scripts that are written without blanks. In Thai, Lao, Khmer and Burmese a blank stands between clauses, as between lines. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]/u;

/** A piece of the joined text and the segment that it came from. */
interface Placed {
  offset: number;
  segment: NamedSegment;
}

/** The sentences of a transcript, in order. None is said by two people. */
export function sentencesOf(segments: NamedSegment[]): Sentence[] {
  return stretchesOf(segments.filter((segment) => segment.text.trim() !== '')).flatMap(sentencesOfOne);
}

/** What one person says until another one does. */
export function stretchesOf(segments: NamedSegment[]): NamedSegment[][] {
  const stretches: NamedSegment[][] = [];
  for (const segment of segments) {
    const stretch = stretches.at(-1);
    if (stretch && stretch[0]?.speakerName === segment.speakerName) stretch.push(segment);
    else stretches.push([segment]);
  }
  return stretches;
}

function sentencesOfOne(segments: NamedSegment[]): Sentence[] {
  const { text, placed } = join(segments);
  const [{ speakerName } = {}] = segments;
  const by = speakerName === undefined ? {} : { speakerName };
  return split(text)
    .flatMap(({ start, end }) => divide(text, start, end, placed))
    .map((one) => ({ ...one, ...by }));
}

/** The text of all segments, and where in it each begins. */
export function joined(segments: NamedSegment[]): { text: string; starts: number[] } {
  const { text, placed } = join(segments);
  return { text, starts: placed.map(({ offset }) => offset) };
}

/** Segments are joined by a space, but for scripts that have none. */
function join(segments: NamedSegment[]): { text: string; placed: Placed[] } {
  let text = '';
  const placed: Placed[] = [];
  for (const segment of segments) {
    const own = segment.text.trim();
    const spaceless = SPACELESS.test(text.at(-1) ?? '') && SPACELESS.test(own[0] ?? '');
    if (text !== '' && !spaceless) text += ' ';
    placed.push({ offset: text.length, segment });
    text += own;
  }
  return { text, placed };
}

interface Range {
  start: number;
  end: number;
}

/** Where sentences are; `Dr. Smith` and `3.5 percent` are not torn apart. */
function split(text: string): Range[] {
  const ranges: Range[] = [];
  for (const { index, text: piece } of piecesOf('sentence', text)) {
    const before = ranges.at(-1);
    if (before && ABBREVIATION.test(text.slice(Math.max(before.start, before.end - 12), before.end))) {
      before.end = index + piece.length;
    } else {
      ranges.push({ start: index, end: index + piece.length });
    }
  }
  return ranges;
}

/** One sentence, or several when it is too long to be one. */
function divide(text: string, start: number, end: number, placed: Placed[]): Sentence[] {
  const first = lastAtOrBefore(placed, start);
  const sentences: Sentence[] = [];
  let from = start;
  let fromPlace = first;
  let place = first;
  for (let next = placed[place + 1]; next && next.offset < end; next = placed[place + 1]) {
    if (end - start > LONGEST && next.offset - from >= DIVIDED_AT) {
      sentences.push(sentence(text, from, next.offset, placed[fromPlace], placed[place]));
      from = next.offset;
      fromPlace = place + 1;
    }
    place++;
  }
  sentences.push(sentence(text, from, end, placed[fromPlace], placed[place]));
  return sentences.filter((one) => one.text !== '');
}

function sentence(
  text: string,
  from: number,
  to: number,
  first: Placed | undefined,
  last: Placed | undefined,
): Sentence {
  const [startMs, endMs] = [first?.segment.startMs ?? 0, last?.segment.endMs ?? 0];
  return {
    text: text.slice(from, to).trim(),
    startMs: (first && wordsOfPlaced(first).find(({ at }) => at >= from)?.startMs) ?? startMs,
    endMs: (last && wordsOfPlaced(last).findLast(({ end }) => end <= to)?.endMs) ?? endMs,
  };
}

/** By their place in the joined text. */
function wordsOfPlaced({ offset, segment }: Placed): PlacedWord[] {
  if (!segment.words) return [];
  return placedWords({ ...segment, text: segment.text.trim() }).map((word) => ({
    ...word,
    at: word.at + offset,
    end: word.end + offset,
  }));
}

/** Binary search: the index of the last piece that begins at or before `offset`. */
function lastAtOrBefore(placed: Placed[], offset: number): number {
  let low = 0;
  let high = placed.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((placed[middle]?.offset ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
