/** What samples of a track tell of it. Pure. */
import { SAMPLE } from '../../outside/ffmpeg/samples.js';
import type { Heard, Seen } from '../../recording/tracks/choose.js';
import { speechIn, totalOf } from '../../transcript/speech.js';

/** Of 255 grey values: what coding alone changes is less. */
const CHANGED = 12;
const FLAT = 3;
/** The share of a picture that makes it another one. */
const ANOTHER = 0.005;

/** `groups`: pictures in order; those of a group are a second apart. */
export function seenIn(groups: Buffer[][]): Seen {
  const motions = groups.flatMap((group) =>
    group.slice(1).map((picture, i) => shareOf(picture, (value, at) => far(value, group[i]?.[at] ?? value, CHANGED))),
  );
  const pictures = groups.flat();
  let distinct = 0;
  let shown: Buffer | null = null;
  for (const picture of pictures) {
    const before: Buffer | null = shown;
    const isNew =
      before === null || shareOf(picture, (value, at) => far(value, before[at] ?? value, CHANGED)) >= ANOTHER;
    if (!isNew) continue;
    shown = picture;
    distinct++;
  }
  const flats = pictures.map((picture) =>
    shareOf(
      picture,
      (value, at) =>
        !far(value, picture[at + 1] ?? value, FLAT) && !far(value, picture[at + SAMPLE.width] ?? value, FLAT),
    ),
  );
  return { motion: median(motions), distinct, flat: median(flats) };
}

/** In dB. A voice that is at work for so much of the time, and rises so far above its pauses, could not be more of one. */
const ENOUGH_SPEECH = 0.4;
const STEADY_DB = 6;
const LIVELY_DB = 20;
const MUTE_DB = -70;
/** What is loud without ever changing, such as hum, or a tone, is better than silence and no more. */
const STEADY = 0.15;

/** `levels`: in dB, one for each `levelMs`. */
export function heardIn(levels: number[], levelMs: number): Heard {
  const share = totalOf(speechIn(levels, levelMs)) / Math.max(1, levels.length * levelMs);
  const sorted = levels.map((level) => Math.max(MUTE_DB, level)).toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? MUTE_DB;
  const liveliness = Math.min(1, Math.max(0, (at(0.95) - at(0.1) - STEADY_DB) / (LIVELY_DB - STEADY_DB)));
  return Math.min(1, share / ENOUGH_SPEECH) * (STEADY + (1 - STEADY) * liveliness);
}

const far = (a: number, b: number, by: number): boolean => Math.abs(a - b) > by;

function shareOf(picture: Buffer, is: (value: number, at: number) => boolean): number {
  let count = 0;
  for (const [at, value] of picture.entries()) if (is(value, at)) count++;
  return count / Math.max(1, picture.length);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
