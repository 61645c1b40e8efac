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
 * The lines, in order, in windows of at most `maxChars`: texts of about equal length. Nothing is left out: a line that is
 * too long for a window is divided. Pure.
 */
export function windowsOf(lines: string[], maxChars: number): string[] {
  const pieces = lines.flatMap((line) => divided(line, maxChars));
  const total = pieces.reduce((sum, { length }) => sum + length + 1, 0);
  const enough = total / Math.max(1, Math.ceil(total / maxChars));
  const windows: string[] = [];
  for (const piece of pieces) {
    const window = windows.at(-1);
    const full = window === undefined || window.length >= enough || window.length + piece.length + 1 > maxChars;
    if (full) windows.push(piece);
    else windows[windows.length - 1] = `${window}\n${piece}`;
  }
  return windows;
}

function divided(line: string, maxChars: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > maxChars) {
    const space = rest.lastIndexOf(' ', maxChars);
    const end = space > maxChars / 2 ? space : maxChars;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
}
