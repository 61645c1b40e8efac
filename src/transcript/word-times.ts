/** When the words of a line are said, for those who divide it. Pure. */
import type { NamedSegment } from './speakers.js';

type Line = Pick<NamedSegment, 'startMs' | 'endMs' | 'text' | 'words'>;

/** A word at its place in the line's text, in UTF-16 code units. */
export interface PlacedWord {
  at: number;
  end: number;
  startMs: number;
  endMs: number;
}

/** Recognisers give words without the signs between them, and now and then one that is not in the text. So far on it is looked for. */
const AHEAD = 24;

/** Those words that are found in the text, in order; none where their times are not known. */
export function placedWords({ text, words = [] }: Line): PlacedWord[] {
  const folded = text.toLowerCase();
  const sameLength = folded.length === text.length;
  const placed: PlacedWord[] = [];
  let from = 0;
  for (const { text: word, startMs, endMs } of words) {
    const at = sameLength ? folded.indexOf(word.toLowerCase(), from) : text.indexOf(word, from);
    if (word === '' || at < 0 || at - from > AHEAD) continue;
    from = at + word.length;
    placed.push({ at, end: from, startMs, endMs });
  }
  return placed;
}

/** Longer lines cannot be read as captions: two lines of 42 characters, for seven seconds. BBC Subtitle Guidelines. */
const LONGEST_CUE = { chars: 84, ms: 7_000 };
const PAUSE_MS = 300;

/** A line as captions that can be read, divided where its words tell when: best after a stop, or in a pause. */
export function cuesOf<L extends Line>(line: L): Omit<L, 'words'>[] {
  const { words: _, ...whole } = line;
  const placed = placedWords(line);
  if (isShort(line.text.length, line.endMs - line.startMs) || placed.length < 2) return [whole];
  const cuts: number[] = [];
  for (let first = 0; first < placed.length;) {
    const next = nextCut(placed, first, line);
    if (next < placed.length) cuts.push(next);
    first = next;
  }
  const edges = [0, ...cuts.map((i) => placed[i]?.at ?? 0), line.text.length];
  return edges.slice(0, -1).map((at, i) => ({
    ...whole,
    text: line.text.slice(at, edges[i + 1]).trim(),
    startMs: i === 0 ? line.startMs : (placed[cuts[i - 1] ?? 0]?.startMs ?? line.startMs),
    endMs: i === cuts.length ? line.endMs : (placed[(cuts[i] ?? 0) - 1]?.endMs ?? line.endMs),
  }));
}

const isShort = (chars: number, ms: number): boolean => chars <= LONGEST_CUE.chars && ms <= LONGEST_CUE.ms;

/** The word that begins the next caption, when `first` begins this one; their number where nothing has to be divided any more. */
function nextCut(placed: PlacedWord[], first: number, { text, endMs }: Line): number {
  const begin = placed[first];
  if (!begin || isShort(text.length - begin.at, endMs - begin.startMs)) return placed.length;
  let best = first + 1;
  let worth = -1;
  for (let i = first + 1; i < placed.length; i++) {
    const [before, word] = [placed[i - 1], placed[i]];
    if (!before || !word || !isShort(before.end - begin.at, before.endMs - begin.startMs)) break;
    const between = text.slice(before.end, word.at);
    const sign = /[.!?…。！？]/u.test(between) ? 3 : /[,;:，、；：–—]/u.test(between) ? 2 : 0;
    const pause = word.startMs - before.endMs >= PAUSE_MS ? 1 : 0;
    // Where all else is equal, the later: a caption of two words is worse than a full one.
    const now = sign + pause + (before.end - begin.at) / LONGEST_CUE.chars;
    if (now >= worth) [best, worth] = [i, now];
  }
  return best;
}
