/** Where a recording cannot be read although its file is whole: what a failing disk or a bad copy left in its middle. */
import { FfmpegError, OutOfTime } from '../../outside/ffmpeg/ffprobe.js';
import type { Extent } from '../../outside/ffmpeg/walk.js';
import type { Inside } from '../../recording/tracks/track.js';
import { trackOf, usableOf } from '../../recording/tracks/track.js';
import type { Tools } from '../step.js';

/** Of these no packet is ever all zeros; silence is, in codecs that do not compress. */
const NEVER_BLANK =
  'aac mp3 mp2 opus vorbis ac3 eac3 flac wmav2 h264 hevc vp8 vp9 av1 mpeg4 mpeg2video mjpeg prores'.split(' ');
/** Its packets tell their own places: where one is missing, so is its sound. */
const NUMBERED = ['flac'];
/** While packets of these are cut out, ffprobe says what is wrong with them; of others only decoding tells. */
const PARSED = ['h264', 'hevc'];
type Seconds = [number, number][];

/** As far as the file was walked through. */
export interface Walk {
  file: string;
  format: string;
  extents: ReadonlyMap<number, Extent>;
  complained: boolean;
}

/**
 * Of each picture and sound that can be used, by its index, in seconds on the file's own clock. Decodes the sound that is used
 * where there is reason to, and the others where that is damaged.
 */
export async function damageIn(walk: Walk, inside: Inside, tools: Tools<'source'>): Promise<[number, Seconds][]> {
  const { chosen, tracks } = inside;
  const used = [chosen.video.index, chosen.audio.index].flatMap((index) => trackOf(inside, index) ?? []);
  const usable = [...usableOf(tracks, 'video'), ...usableOf(tracks, 'audio')];
  const found = new Map(
    usable.map(({ index, codec }): [number, Seconds] => [
      index,
      NEVER_BLANK.includes(codec) ? (walk.extents.get(index)?.blank ?? []) : [],
    ]),
  );
  const isBlank = used.some(({ index }) => (found.get(index) ?? []).length > 0);
  const isSuspect = walk.complained || isBlank || NUMBERED.includes(walk.format);
  const wouldShow = used.some(({ codec }) => PARSED.includes(codec));
  const main = chosen.audio.index ?? chosen.video.index;
  if (main === null || (wouldShow && !isSuspect)) return [...found];
  const add = async (index: number): Promise<number> => {
    const lost = await lostOf(index, walk, { isSuspect, inside }, tools);
    found.set(index, [...(found.get(index) ?? []), ...lost]);
    return lost.length;
  };
  const isLost = (await add(main)) > 0;
  if (!isSuspect && !isLost) return [...found];
  for (const { index } of usableOf(tracks, 'audio')) if (index !== main) await add(index);
  return [...found];
}

/** A recording that was paused, and a picture that stands still, have gaps, too: of sound they count where something else is wrong. */
async function lostOf(
  stream: number,
  { file, extents }: Walk,
  { isSuspect, inside }: { isSuspect: boolean; inside: Inside },
  tools: Tools<'source'>,
): Promise<Seconds> {
  const gaps = extents.get(stream)?.gaps ?? [];
  const decoded = await decodedGaps(stream, file, tools);
  const isSound = trackOf(inside, stream)?.kind === 'audio';
  return isSuspect && isSound ? decoded : decoded.flatMap((gap) => without(gap, gaps));
}

async function decodedGaps(stream: number, file: string, tools: Tools<'source'>): Promise<Seconds> {
  try {
    return await tools.ffmpeg.decodedGaps(file, stream, tools.signal);
  } catch (error) {
    // What cannot be decoded at all is told by who needs it.
    if (!(error instanceof FfmpegError || error instanceof OutOfTime)) throw error;
    await tools.log('Whether all of it can be decoded was not found out.');
    return [];
  }
}

/** What of a span lies in none of these; they are in order. */
function without([from, to]: [number, number], gaps: Seconds): Seconds {
  const left: Seconds = [];
  let at = from;
  for (const [start, end] of gaps) {
    if (end <= at || start >= to) continue;
    if (start > at) left.push([at, start]);
    at = Math.max(at, end);
  }
  return at < to ? [...left, [at, to]] : left;
}
