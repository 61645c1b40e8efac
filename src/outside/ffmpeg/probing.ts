/** What ffprobe is asked of a file. */
import { FRAME_ENTRIES, gapsOf } from './decoded.js';
import type { Probed, RunFfprobe } from './ffprobe.js';
import { answerText, probed, SAFE_INPUT } from './ffprobe.js';
import type { Walked } from './walk.js';
import { PACKET_ENTRIES, PACKET_HASH, saysAnything, walked } from './walk.js';

const PROBE_LIMIT_MS = 60_000;
/** For reading through all of a file. */
export const WALK_LIMIT_MS = 15 * 60_000;

/** A line for each, its values with commas between them. */
const TABLE = ['-v', 'error', ...SAFE_INPUT, '-of', 'csv=p=0'];
const HEADS = ['-v', 'error', ...SAFE_INPUT, '-of', 'json', '-show_format', '-show_streams', '-show_chapters'];

/** In seconds, so far a clock may jump ahead and still be the same one; broadcasts set theirs anew, and players follow them. */
const BROADCAST_LEAP = 10;
const leapOf = (format: string): number => (['mpegts', 'mpeg'].includes(format) ? BROADCAST_LEAP : Infinity);

/** What each of them does is said where they are offered: `Ffmpeg`. */
export const probing = (ffprobe: RunFfprobe) => ({
  async probe(file: string, signal: AbortSignal): Promise<Probed> {
    return probed.parse(JSON.parse(await ffprobe([...HEADS, file], PROBE_LIMIT_MS, signal, answerText)));
  },
  async walk(file: string, format: string, signal: AbortSignal): Promise<Walked> {
    const args = [...TABLE, ...PACKET_HASH, '-show_entries', PACKET_ENTRIES, file];
    const [walk, complained] = await ffprobe(args, WALK_LIMIT_MS, signal, (stdout, stderr) =>
      Promise.all([walked(stdout, leapOf(format)), saysAnything(stderr)]),
    );
    return { ...walk, complained: walk.complained || complained };
  },
  decodedGaps(file: string, stream: number, signal: AbortSignal): Promise<[number, number][]> {
    const args = [...TABLE, '-select_streams', String(stream), '-show_entries', FRAME_ENTRIES, file];
    return ffprobe(args, WALK_LIMIT_MS, signal, gapsOf);
  },
});
