/** LRC: lines of text, each behind the time at which it begins. https://en.wikipedia.org/wiki/LRC_(file_format) */
import type { RawCue } from './cue.js';
import { nextStarts, timeInMs } from './times.js';

const STAMP = /^\s*\[(?:(\d{1,3}):(?=\d+:\d+\.))?(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]/;
const OFFSET = /^\s*\[offset:\s*([+-]?\d+)\s*\]/i;
/** Of a word, in the enhanced form. */
const WORD_STAMP = /<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>/g;
/** Nobody says when a line ends: when the next one begins, but no later than this. */
const LONGEST_MS = 10_000;

export const isLrcLine = (line: string): boolean => STAMP.test(line);

export function readLrc(lines: string[]): RawCue[] {
  const offset = Number(lines.map((line) => OFFSET.exec(line)?.[1]).find((ms) => ms !== undefined) ?? 0);
  // A line that is sung again has all its times before it.
  const begun = lines.flatMap((line) => {
    const starts: number[] = [];
    let rest = line;
    for (let match = STAMP.exec(rest); match; match = STAMP.exec(rest)) {
      const ms = timeInMs(match[1], match[2], match[3], match[4]);
      if (ms !== null) starts.push(Math.max(0, ms - offset));
      rest = rest.slice(match[0].length);
    }
    const text = rest.replace(WORD_STAMP, '').trim();
    return starts.map((startMs) => ({ startMs, text }));
  });
  const sorted = begun.toSorted((a, b) => a.startMs - b.startMs);
  const ends = nextStarts(sorted);
  return sorted.map(({ startMs, text }, i) => ({
    startMs,
    endMs: Math.min(ends[i] ?? Infinity, startMs + LONGEST_MS),
    lines: [text],
  }));
}
