/** A recogniser with ears: a line for each beep in the sound it was sent. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LEVEL_MS, soundLevels } from '../../src/outside/ffmpeg/sound.js';
import { speechIn } from '../../src/transcript/speech.js';
import { programs } from './programs.js';
import type { Asked, Said } from './recogniser.js';

/** `folder`: for its own use. */
export const earsIn =
  (folder: string) =>
  async ({ file, bytes }: Asked): Promise<Said[]> => {
    const path = join(folder, `${crypto.randomUUID()}-${file}`);
    await writeFile(path, bytes);
    const raw = `${path}.raw`;
    const args = ['-v', 'error', '-y', '-i', path, '-ar', '16000', '-ac', '1', '-f', 's16le', raw];
    await promisify(execFile)(programs().ffmpeg, args);
    const beeps = speechIn(await soundLevels(raw, AbortSignal.timeout(60_000)), LEVEL_MS);
    return beeps.map((beep, i) => ({
      start: beep.startMs / 1_000,
      end: beep.endMs / 1_000,
      text: `Beep ${i} of ${file}`,
    }));
  };
