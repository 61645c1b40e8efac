/**
 * SubRip and WebVTT, lenient about what tools write. WebVTT: https://www.w3.org/TR/webvtt1/. SubRip has no standard; this
 * reads what FFmpeg's demuxer reads.
 */
import type { RawCue, Timing } from './cue.js';
import { timeInMs } from './times.js';

/** `1:02:03,004`, `02:03.4` and `02:03`: hours and fraction are optional, as are leading zeros. */
const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d+))?`;
/** The arrow, also as word processors change it when they mean well. */
const ARROW = String.raw`(?:-{1,3}|[–—]-?)>|→|➔|[–—]{1,2}(?=\s*\d)`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*(?:${ARROW})\s*${TIME}(?=\s|$)`);
/** Meant as a timing, whether it can be read or not: such a line is never speech. */
const LIKE_TIMING = new RegExp(String.raw`^\s*-?\d[\d:.,;\s]*(?:-+>|(?:${ARROW})\s*\d+:\d)`);
const SKIPPED_BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/** A cue ends at an empty line; blocks without a timing are no cues. */
export const readWebVtt = (lines: string[]): RawCue[] =>
  // The empty line between two cues is sometimes missing: every timing begins a cue.
  blocks(lines)
    .filter((block) => !SKIPPED_BLOCK.test(block[0] ?? ''))
    .flatMap(readSubRip);

/** A cue goes on until the next timing, less the number before it: SubRip's texts may have empty lines in them. */
export function readSubRip(lines: string[]): RawCue[] {
  const starts = lines.flatMap((line, at) => (isTiming(line) ? [at] : []));
  return starts.flatMap((at, i) => {
    const timing = readTiming(lines[at] ?? '');
    if (!timing) return [];
    const next = starts[i + 1];
    const end = next === undefined ? lines.length : beforeNumber(lines, at + 1, next);
    return [{ ...timing, lines: lines.slice(at + 1, end) }];
  });
}

/** True for a line with two times, whether they can be read or not. */
export const isTiming = (line: string): boolean => LIKE_TIMING.test(line);

/** A line with a blank in it is a line of its cue; but programs that end every line in a blank mean nothing by it. */
function blocks(lines: string[]): string[][] {
  const found: string[][] = [[]];
  const strict = lines.some((line) => line === '');
  for (const line of lines) {
    if (strict ? line === '' : line.trim() === '') found.push([]);
    else found.at(-1)?.push(line);
  }
  return found.filter((block) => block.length > 0);
}

/** Where the text before the timing in line `next` ends: a line with only a number belongs to that timing. */
function beforeNumber(lines: string[], from: number, next: number): number {
  return next > from && /^\s*\d+\s*$/.test(lines[next - 1] ?? '') ? next - 1 : next;
}

function readTiming(line: string): Timing | null {
  const match = TIMING.exec(line);
  if (!match) return null;
  const [, h1, m1, s1, f1, h2, m2, s2, f2] = match;
  const startMs = timeInMs(h1, m1, s1, f1);
  const endMs = timeInMs(h2, m2, s2, f2);
  return startMs === null || endMs === null ? null : { startMs, endMs };
}
