/** A recorded talk that the tests make themselves: pictures that change, a tone, and captions on two topics. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { madeOnce } from './made-once.js';
import { programs } from './programs.js';

/** An MP4 of this length: a moving test card, 320 × 180, and a tone. */
export async function makeTalk(seconds: number, { sound = true } = {}): Promise<Uint8Array> {
  const tone = sound ? ['-f', 'lavfi', '-i', 'sine=frequency=300'] : [];
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=5', ...tone];
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p'];
  const coding = [...video, ...(sound ? ['-c:a', 'aac', '-b:a', '32k'] : [])];
  const args = ['-nostdin', '-v', 'error', ...inputs, ...coding, '-t', String(seconds)];
  return madeOnce(args, '.mp4', (path) => promisify(execFile)(programs().ffmpeg, [...args, path]));
}

const sentences = [
  'Good morning, and welcome to this short talk about databases.',
  'A database keeps rows in tables, and an index finds a row without reading the whole table.',
  'A transaction changes several rows of a table at once, or none of them.',
  'When two transactions want the same row, the database lets one of them wait.',
  'Now we come to the second topic, which is how to bake bread.',
  'Flour, water and salt make the dough, and yeast makes the dough rise.',
  'Knead the dough for ten minutes, and let it rest in a warm kitchen.',
  'Bake the bread in a hot oven until the crust is brown, and thank you for listening.',
];

/** Captions in SubRip, with one sentence every `secondsEach` seconds. */
export function captionsFor(secondsEach: number): string {
  const time = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 23).replace('.', ',');
  return sentences
    .map((text, i) => `${i + 1}\n${time(i * secondsEach)} --> ${time((i + 1) * secondsEach - 0.5)}\n${text}\n`)
    .join('\n');
}

export const spoken: readonly string[] = sentences;
