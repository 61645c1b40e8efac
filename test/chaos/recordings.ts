/** Recordings that differ in their sound, so that a question about one is never the question about another. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileMadeOnce, madeOnce } from '../support/made-once.js';
import { programs } from '../support/programs.js';

/** Each is an MP4 of so many seconds: a running test card, and a tone with a pause every 20 s, which is taken for speech. */
export async function makeRecordings(count: number, seconds: number): Promise<Uint8Array[]> {
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'];
  const card = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=2', '-t', String(seconds), ...coding];
  const picture = await fileMadeOnce(card, '.mp4', (path) => ffmpeg([...card, path]));
  const recordings: Uint8Array[] = [];
  for (let i = 0; i < count; i += 1) {
    const tone = `sine=frequency=${300 + 10 * i}:sample_rate=16000,volume=enable=lt(mod(t\\,20)\\,1):volume=0`;
    const sound = ['-f', 'lavfi', '-i', tone, '-c:a', 'aac', '-b:a', '24k', '-c:v', 'copy', '-t', String(seconds)];
    recordings.push(await madeOnce([card, sound], '.mp4', (path) => ffmpeg(['-i', picture, ...sound, path])));
  }
  return recordings;
}

const ffmpeg = (args: string[]) => promisify(execFile)(programs().ffmpeg, ['-nostdin', '-v', 'error', ...args]);
