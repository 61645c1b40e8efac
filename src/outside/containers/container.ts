/** What a container's own heads say that ffprobe does not: how many bytes there should be, and whether they are encrypted. */
import { open } from 'node:fs/promises';
import { asf } from './asf.js';
import { ebml } from './ebml.js';
import { iso } from './iso.js';
import { mp3 } from './mp3.js';
import type { Container, ReadContainer } from './parts.js';
import { Bytes, SAYS_NOTHING } from './parts.js';
import { au, caf, form, riff, wave64 } from './riff.js';
import { ogg, transportStream } from './streamed.js';

const readers: readonly ReadContainer[] = [iso, ebml, riff, form, asf, caf, wave64, au, ogg, transportStream, mp3];

/** By its first bytes, whatever its name. */
export async function readContainer(path: string): Promise<Container> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = new Bytes(file, size);
    const first = await bytes.read(0, 64);
    for (const read of readers) {
      const container = await read(bytes, first);
      if (container) return container;
    }
    return SAYS_NOTHING;
  } finally {
    await file.close();
  }
}
