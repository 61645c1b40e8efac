/** Recordings that differ in their sound, so that a question about one is never the question about another. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';

/** Each is an MP4 of so many seconds: a running test card, and a tone with a pause every 20 s, which is taken for speech. */
export async function makeRecordings(count: number, seconds: number): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-recordings-'));
  try {
    const { ffmpeg } = await findFfmpeg();
    const picture = join(folder, 'picture.mp4');
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'];
    const card = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=2', '-t', String(seconds), ...coding, picture];
    await promisify(execFile)(ffmpeg, ['-nostdin', '-v', 'error', ...card]);
    const recordings: Uint8Array[] = [];
    for (let i = 0; i < count; i += 1) {
      const file = join(folder, `${i}.mp4`);
      const tone = `sine=frequency=${300 + 10 * i}:sample_rate=16000,volume=enable=lt(mod(t\\,20)\\,1):volume=0`;
      const sound = ['-f', 'lavfi', '-i', tone, '-c:a', 'aac', '-b:a', '24k', '-c:v', 'copy', '-t', String(seconds)];
      await promisify(execFile)(ffmpeg, ['-nostdin', '-v', 'error', '-i', picture, ...sound, file]);
      recordings.push(await readFile(file));
    }
    return recordings;
  } finally {
    await rm(folder, { recursive: true });
  }
}
