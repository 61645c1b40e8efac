/** What comes out of a stream when it is decoded. Damaged packets have a time, and no sound or picture. */
import { createInterface } from 'node:readline';
import { GAP, MOST_HOLES } from './walk.js';

/** What ffprobe prints of each; how the duration is called depends on its version, and it comes last. */
export const FRAME_ENTRIES = 'frame=best_effort_timestamp_time,pkt_duration_time,duration_time';

/** Reads lines of `FRAME_ENTRIES`. In seconds, from the end of what came before a gap to what comes after it. */
export async function gapsOf(stdout: NodeJS.ReadableStream): Promise<[number, number][]> {
  const gaps: [number, number][] = [];
  let until = Infinity;
  for await (const line of createInterface({ input: stdout })) {
    const [start = NaN, duration = 0] = line.split(',').map(Number);
    if (!Number.isFinite(start) || line === '') continue;
    if (start - until >= GAP && gaps.length < MOST_HOLES) gaps.push([until, start]);
    const end = start + (duration > 0 ? duration : 0);
    until = until === Infinity ? end : Math.max(until, end);
  }
  return gaps;
}
