/** Recordings to measure with, made once in a run. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../embedded/ffmpeg.mjs';

const made = new Map();

/** A film says its time by white and black boxes, the tenths of a second as a binary number with its last digit first. */
const CODE = { bits: 12, box: 100, y: 900, perSecond: 10 };
const CODE_WIDTH = CODE.bits * CODE.box;
/** A number of pictures is a little more or less than its time says. */
const ROUNDING = 0.001;

const code = [
  `drawbox=x=0:y=${CODE.y}:w=${CODE_WIDTH}:h=${CODE.box}:c=black:t=fill`,
  ...Array.from({ length: CODE.bits }, (_, bit) => {
    const isOne = `gte(mod(floor(t*${CODE.perSecond}+${ROUNDING})/${2 ** bit},2),1)`;
    return `drawbox=x=${bit * CODE.box}:y=${CODE.y}:w=${CODE.box}:h=${CODE.box}:c=white:t=fill:enable='${isOne}'`;
  }),
].join(',');

/**
 * A screen of 1,920 × 1,080 at 25 pictures a second, whose pictures change all the time as slides do not: nothing can be left out.
 * `keyEvery`: pictures from one key frame to the next; null for one in all. Returns the path of an MP4.
 */
export const film = (place, seconds, keyEvery) =>
  once(`film-${seconds}-${keyEvery ?? 'one'}.mp4`, place, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=25:duration=${seconds},${code}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=300:sample_rate=16000:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-sc_threshold', '0'],
    ...['-g', String(keyEvery ?? 25 * seconds + 1), '-c:a', 'aac', '-b:a', '32k'],
  ]);

/** The times, in seconds, that pictures of a film say. `pattern`: their files, as ffmpeg numbers them from 1. */
export async function timesOn(pattern) {
  const crop = `crop=${CODE_WIDTH}:${CODE.box}:0:${CODE.y},scale=${CODE.bits}:1:flags=area,format=gray`;
  const { stdout } = await run(['-i', pattern, '-vf', crop, '-f', 'rawvideo', '-'], { encoding: 'buffer' });
  return Array.from({ length: stdout.length / CODE.bits }, (_, n) => {
    const boxes = [...stdout.subarray(n * CODE.bits, (n + 1) * CODE.bits)];
    return boxes.reduce((sum, grey, bit) => sum + (grey > 127 ? 2 ** bit : 0), 0) / CODE.perSecond;
  });
}

const PIECE_SECONDS = 300;

/**
 * A talk as such, of so many times five minutes: small pictures that stand still for 20 s each, and tones that come and go four times a
 * second with a pause every 10 s, over the noise of a room, which pass for speech.
 */
export async function talk(place, minutes) {
  const syllables = '0.2*sin(2*PI*300*t)*(0.55-0.45*cos(2*PI*4*t))*gte(mod(t,10),1)';
  const tones = `aevalsrc='${syllables}+0.002*(random(0)-0.5)':s=16000:d=${PIECE_SECONDS}`;
  const piece = await once('talk-5.mp4', place, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=1/20:duration=${PIECE_SECONDS},fps=5`],
    ...['-f', 'lavfi', '-i', tones],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-c:a', 'aac', '-b:a', '32k'],
  ]);
  const more = (minutes * 60) / PIECE_SECONDS - 1;
  return more === 0
    ? piece
    : once(`talk-${minutes}.mp4`, place, ['-stream_loop', String(more), '-i', piece, '-c', 'copy']);
}

function once(name, place, args) {
  const path = join(place.dir, name);
  const making = made.get(path) ?? run([...args, path]);
  made.set(path, making);
  return making.then(() => path);
}

/** Runs ffmpeg, which says nothing but what goes wrong. */
export async function run(args, options = {}) {
  const { ffmpeg } = await findFfmpeg();
  return promisify(execFile)(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args], options);
}
