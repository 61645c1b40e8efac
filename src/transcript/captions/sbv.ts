/** SBV, the captions that YouTube Studio hands out: a line with two times and a comma between them, then the text. */
import type { RawCue } from './cue.js';
import { timeInMs } from './times.js';

const TIME = String.raw`(\d{1,3}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*,\s*${TIME}\s*$`);

export const isSbvTiming = (line: string): boolean => TIMING.test(line);

export function readSbv(lines: string[]): RawCue[] {
  const cues: RawCue[] = [];
  for (const line of lines) {
    const match = TIMING.exec(line);
    if (!match) {
      cues.at(-1)?.lines.push(line);
      continue;
    }
    const [, h1, m1, s1, f1, h2, m2, s2, f2] = match;
    const startMs = timeInMs(h1, m1, s1, f1);
    const endMs = timeInMs(h2, m2, s2, f2);
    if (startMs !== null && endMs !== null) cues.push({ startMs, endMs, lines: [] });
  }
  return cues;
}
