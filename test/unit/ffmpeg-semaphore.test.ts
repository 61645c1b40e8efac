/** The semaphore for ffmpeg and ffprobe: how many run at once. They are real ones, started by a program that notes it. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';
import type { Ffmpeg } from '../../src/outside/ffmpeg/port.js';
import { createFfmpeg } from '../../src/outside/ffmpeg/ffmpeg.js';
import { until } from '../support/until.js';

let folder: string;
let sound: string;
/** Once it is there, programs go on. */
let gate: string;
let notes: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devreel-turns-'));
  [sound, gate, notes] = [join(folder, 'sound'), join(folder, 'gate'), join(folder, 'notes')];
  await writeFile(sound, Buffer.alloc(2 * 16_000));
});
afterEach(() => rm(folder, { recursive: true }));

async function noting(name: string, program: string): Promise<string> {
  const path = join(folder, name);
  const lines = [
    '#!/bin/sh',
    `echo + >> ${notes}`,
    `while [ ! -e ${gate} ]; do sleep 0.02; done`,
    `"${program}" "$@"`,
    'code=$?',
    `echo - >> ${notes}`,
    'exit $code',
  ];
  await writeFile(path, lines.join('\n'), { mode: 0o755 });
  return path;
}

async function ffmpegWith(atOnce: number): Promise<Ffmpeg> {
  const { ffmpeg, ffprobe } = await findFfmpeg();
  const [ffmpegPath, ffprobePath] = [await noting('ffmpeg', ffmpeg), await noting('ffprobe', ffprobe)];
  return createFfmpeg({ ffmpegPath, ffprobePath, environment: process.env, atOnce, maxMemoryBytes: 2 * 1024 ** 3 });
}

const notesNow = async (): Promise<string[]> =>
  existsSync(notes) ? (await readFile(notes, 'utf8')).trim().split('\n') : [];

/** The most that were under way at any time. */
async function mostAtOnce(): Promise<number> {
  let [now, most] = [0, 0];
  for (const note of await notesNow()) most = Math.max(most, (now += note === '+' ? 1 : -1));
  return most;
}

const cut = (ffmpeg: Ffmpeg, name: string, signal = new AbortController().signal): Promise<void> =>
  ffmpeg.cut(sound, { startMs: 0, durationMs: 500, format: 'wav16k', path: join(folder, `${name}.wav`) }, signal);

test('no more than are allowed, whatever they do', async () => {
  const ffmpeg = await ffmpegWith(2);
  const names = ['a', 'b', 'c', 'd'];
  const work = names.map((name) => cut(ffmpeg, name));
  const { signal } = new AbortController();
  const looks = names.map(() => ffmpeg.probe(sound, signal).catch((error: unknown) => error));
  await until('two to run', async () => (await notesNow()).length >= 2);
  await writeFile(gate, '');
  await Promise.all([...work, ...looks]);
  expect(await mostAtOnce()).toBe(2);
  for (const name of names) expect(existsSync(join(folder, `${name}.wav`))).toBe(true);
});

test('while a long sound is read, parts of it are cut, and files are looked at', async () => {
  const { ffmpeg, ffprobe } = await findFfmpeg();
  const path = join(folder, 'reading');
  const waits = `while [ ! -e ${gate} ]; do sleep 0.02; done`;
  const read = `case "$*" in *pipe:1*) echo + >> ${notes}; ${waits} ;; esac`;
  await writeFile(path, ['#!/bin/sh', read, `exec "${ffmpeg}" "$@"`].join('\n'), { mode: 0o755 });
  const programs = { ffmpegPath: path, ffprobePath: ffprobe, environment: process.env };
  const tools = createFfmpeg({ ...programs, atOnce: 1, maxMemoryBytes: 2 * 1024 ** 3 });
  const { signal } = new AbortController();
  await cut(tools, 'talk');
  const talk = join(folder, 'talk.wav');
  const place = { zero: 0, begin: 0, holes: [], durationMs: 500, path: join(folder, 'read') };
  const reading = tools.sound(talk, { stream: 0, channels: 1, layout: 'mono', ...place }, signal);
  await until('it to be read', async () => (await notesNow()).length > 0);
  await cut(tools, 'meanwhile');
  await tools.probe(talk, signal);
  expect(existsSync(place.path) && (await readFile(place.path)).length).toBe(0);
  await writeFile(gate, '');
  await reading;
  expect((await readFile(place.path)).length).toBeGreaterThan(0);
});

test('who is cancelled while waiting stops waiting at once, and takes no turn from others', async () => {
  const ffmpeg = await ffmpegWith(1);
  const abort = new AbortController();
  const first = cut(ffmpeg, 'first');
  const second = cut(ffmpeg, 'second', abort.signal);
  const third = cut(ffmpeg, 'third');
  await until('the first to run', async () => (await notesNow()).length > 0);
  abort.abort(new Error('cancelled'));
  await expect(second).rejects.toThrow('cancelled');
  expect(await notesNow()).toEqual(['+']);
  await writeFile(gate, '');
  await Promise.all([first, third]);
  expect(await mostAtOnce()).toBe(1);
  expect(existsSync(join(folder, 'second.wav'))).toBe(false);
});
