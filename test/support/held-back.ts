/** Sound that comes no further than a test lets it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFfmpeg } from '../../src/outside/ffmpeg/ffmpeg.js';
import type { Ffmpeg } from '../../src/outside/ffmpeg/port.js';
import { BYTES_PER_MS } from '../../src/outside/ffmpeg/sound.js';
import { programs } from './programs.js';
import type { Bench } from './tools.js';

/** An ffmpeg that gives out so much of a sound, and the rest once `gate` is there. */
export async function heldBack(
  { folder }: Bench,
  { afterMinutes, gate }: { afterMinutes: number; gate: string },
): Promise<Ffmpeg> {
  const { ffmpeg, ffprobe } = programs();
  const path = join(folder, 'ffmpeg');
  const bytes = afterMinutes * 60 * 1_000 * BYTES_PER_MS;
  const rest = `while [ ! -e "${gate}" ]; do sleep 0.02; done; cat`;
  const lines = [
    '#!/bin/sh',
    'case "$*" in',
    `*pipe:1*) "${ffmpeg}" "$@" | { head -c ${bytes}; ${rest}; } ;;`,
    `*) exec "${ffmpeg}" "$@" ;;`,
    'esac',
  ];
  await writeFile(path, lines.join('\n'), { mode: 0o755 });
  const limits = { atOnce: 4, maxMemoryBytes: 2 * 1024 ** 3 };
  return createFfmpeg({ ffmpegPath: path, ffprobePath: ffprobe, environment: process.env, ...limits });
}
