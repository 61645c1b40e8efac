/** A transcript as lines with their times, and lines in windows that a prompt can hold. */
import { timestamp } from '../transcript/chapters.js';
import type { NamedSegment } from '../transcript/speakers.js';

/** A line's length, in characters and ms. Captions come in pieces of two seconds: a time for each would be half of the text. */
const LINE_CHARS = 160;
const LINE_MS = 15_000;

/**
 * All that was said, in lines of `[m:ss] text`, or `[m:ss] Name: text` where it is known who says it: the time is that at which
 * the line's first segment begins. Pure.
 */
export function linesOf(segments: Pick<NamedSegment, 'startMs' | 'text' | 'speakerName'>[]): string[] {
  const lines: { startMs: number; words: string; by: string }[] = [];
  for (const { startMs, text, speakerName } of segments) {
    const by = speakerName === undefined ? '' : `${speakerName}: `;
    const words = text.replace(/\s+/g, ' ').trim();
    if (words === '') continue;
    const line = lines.at(-1);
    const fits = line?.by === by && startMs - line.startMs < LINE_MS && line.words.length + words.length < LINE_CHARS;
    if (fits) line.words += ` ${words}`;
    else lines.push({ startMs, words, by });
  }
  return lines.map(({ startMs, words, by }) => `[${timestamp(startMs)}] ${by}${words}`);
}

/**
 * The lines, in order, in windows of at most `most`, as `measure` counts: texts of about equal length. Nothing is left out: a line that
 * is too long for a window is divided. Pure.
 */
export function windowsOf(lines: string[], most: number, measure: (text: string) => number): string[] {
  const pieces = lines
    .flatMap((line) => divided(line, most, measure))
    .map((text) => ({ text, size: measure(`${text}\n`) }));
  const total = pieces.reduce((sum, { size }) => sum + size, 0);
  const enough = total / Math.max(1, Math.ceil(total / most));
  const windows: { texts: string[]; size: number }[] = [];
  for (const { text, size } of pieces) {
    const window = windows.at(-1);
    if (window === undefined || window.size >= enough || window.size + size > most)
      windows.push({ texts: [text], size });
    else {
      window.texts.push(text);
      window.size += size;
    }
  }
  return windows.map(({ texts }) => texts.join('\n'));
}

function divided(line: string, most: number, measure: (text: string) => number): string[] {
  const size = measure(`${line}\n`);
  if (size <= most || line.length < 2) return [line];
  const middle = Math.ceil(line.length / 2);
  const space = line.lastIndexOf(' ', middle);
  const cut = space > middle / 2 ? space : betweenCharacters(line, middle);
  return [line.slice(0, cut), line.slice(cut).trimStart()].flatMap((part) => divided(part, most, measure));
}

const betweenCharacters = (text: string, at: number): number =>
  (/[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at) || 1;
