/** Recordings to measure with, made once in a run. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../embedded/ffmpeg.mjs';

const made = new Map();

/**
 * A screen of 1,920 × 1,080 at 25 pictures a second, whose pictures change from second to second as slides do not: nothing can be
 * left out. `keyEvery`: pictures from one key frame to the next; null for one in all. Returns the path of an MP4.
 */
export const film = (place, seconds, keyEvery) =>
  once(`film-${seconds}-${keyEvery ?? 'one'}.mp4`, place, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=25:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=300:sample_rate=16000:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-sc_threshold', '0'],
    ...['-g', String(keyEvery ?? 25 * seconds + 1), '-c:a', 'aac', '-b:a', '32k'],
  ]);

/** A talk as such: small pictures that stand still for 20 s each, and tones with a pause every 10 s, which pass for speech. */
export const talk = (place, seconds) =>
  once(`talk-${seconds}.mp4`, place, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=1/20:duration=${seconds},fps=5`],
    ...[
      '-f',
      'lavfi',
      '-i',
      `sine=frequency=300:sample_rate=16000:duration=${seconds},volume=enable=lt(mod(t\\,10)\\,1):volume=0`,
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-c:a', 'aac', '-b:a', '32k'],
  ]);

function once(name, place, args) {
  const path = join(place.dir, name);
  const making = made.get(path) ?? run([...args, path]);
  made.set(path, making);
  return making.then(() => path);
}

/** Runs ffmpeg, and says nothing but what goes wrong. */
export async function run(args) {
  const { ffmpeg } = await findFfmpeg();
  await promisify(execFile)(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args]);
}
