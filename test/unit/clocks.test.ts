/** Recordings whose clock is set anew on the way, and such with holes: all of them is seen and heard, when it was. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Media } from '../../src/contract/project.js';
import type { Transcript } from '../../src/contract/content.js';
import { openai } from '../../src/outside/recognisers/openai/recogniser.js';
import type { StoredScreenshot } from '../../src/recording/screenshots.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as screenshots } from '../../src/steps/screenshots/run.js';
import { run as transcribe } from '../../src/steps/transcribe/run.js';
import { earsIn } from '../support/ears.js';
import type { Studio } from '../support/media.js';
import { clock, lossless, openStudio } from '../support/media.js';
import type { StandInRecogniser } from '../support/recogniser.js';
import { startRecogniser } from '../support/recogniser.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let recogniser: StandInRecogniser;
let bench: Bench;

beforeAll(async () => {
  studio = await openStudio();
  recogniser = await startRecogniser();
  recogniser.reply = earsIn(studio.folder);
});
afterAll(() => Promise.all([studio.remove(), recogniser.stop()]));
afterEach(() => bench.remove());

const SECONDS = 6;
/** A beep of a second at 1 and at 4 s. */
const beeps = (seconds: number): string[] => [
  '-f',
  'lavfi',
  '-i',
  `sine=frequency=300:sample_rate=44100:duration=${seconds},volume=enable=not(eq(mod(floor(t)\\,3)\\,1)):volume=0`,
];
const film = (seconds: number): string[] => [...clock(seconds, { rate: 25 }), ...beeps(seconds)];

async function probed(file: string): Promise<Media> {
  bench = await createBench(file);
  bench.tools.settings.screenshotEveryMs = 1_000;
  bench.tools.transcriber = await openai
    .chosen({ TRANSCRIBE_BASE_URL: recogniser.baseUrl, TRANSCRIBE_API_KEY: 'key', TRANSCRIBE_MODEL: 'whisper-1' })
    .open({ dataDir: '/nonexistent', aiTimeoutMs: 60_000, aiConcurrency: 2 });
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  bench.tools.given.media = outcome.result;
  return outcome.result;
}

async function taken(): Promise<StoredScreenshot[]> {
  const outcome = await screenshots(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

/** The second that each screenshot shows. */
async function shown(shots: StoredScreenshot[]): Promise<number[]> {
  const all: number[] = [];
  for (const { key } of shots) all.push(await studio.secondsOn(await buffer(await bench.files.get(key))));
  return all;
}

/** When beeps are heard, in whole seconds. */
async function heard(): Promise<number[]> {
  const outcome = await transcribe({ ...bench.task, key: 'transcribe' }, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  const { segments } = outcome.result as unknown as Transcript;
  return segments.map(({ startMs }) => Math.round(startMs / 1_000));
}

const codings: Record<string, string[]> = {
  ts: [...lossless(25), '-c:a', 'aac'],
  mpg: ['-c:v', 'mpeg2video', '-qscale:v', '1', '-c:a', 'mp2'],
  flv: [...lossless(25), '-c:a', 'aac'],
  mkv: [...lossless(25), '-c:a', 'aac'],
  webm: ['-c:v', 'libvpx', '-b:v', '2M', '-qmin', '0', '-crf', '4', '-c:a', 'libvorbis'],
  ogg: ['-c:v', 'libtheora', '-qscale:v', '10', '-c:a', 'libvorbis'],
  mp4: [...lossless(25), '-c:a', 'aac'],
};

const part = (kind: string, name: string, more: string[] = []): Promise<string> =>
  studio.make(`${name}.${kind}`, [...film(SECONDS), ...(codings[kind] ?? []), ...more]);

/** All of it, twice as long as one part. */
async function expectBoth(media: Media): Promise<void> {
  expect(Math.abs(media.durationMs - 2_000 * SECONDS)).toBeLessThan(700);
  const times = await shown((await taken()).slice(0, 2 * SECONDS));
  for (const [mark, time] of times.entries()) {
    // The last sound of the first part may go on for a moment before the second one begins.
    const right = mark === SECONDS && time > 1 ? SECONDS : mark % SECONDS;
    expect(Math.abs(time - right), `at ${mark}`).toBeLessThan(0.6);
  }
  expect(await heard()).toEqual([1, 4, 7, 10]);
}

test.each(Object.keys(codings))('two recordings one behind the other in one file: %s', async (kind) => {
  const one = await readFile(await part(kind, 'one'));
  await expectBoth(await probed(await studio.write(`two.${kind}`, Buffer.concat([one, one]))));
});

test.each([
  ['that goes back by a quarter of an hour', 1_000, 0],
  ['that goes ahead by a quarter of an hour', 0, 1_000],
  ['that passes its highest value on the way', 95_440.717689, 0.2],
])('a transport stream with a clock %s', async (_, first, second) => {
  const offset = (seconds: number): string[] => ['-output_ts_offset', String(seconds)];
  const parts = [await part('ts', 'first', offset(first)), await part('ts', 'second', offset(second))];
  const both = Buffer.concat(await Promise.all(parts.map((path) => readFile(path))));
  await expectBoth(await probed(await studio.write('set.ts', both)));
});

/** Ten seconds, a hole, ten seconds. */
const withHole = (hole: number): string[] => {
  const later = `+gte(T\\,10)*${hole}/TB`;
  return ['-vf', `setpts=PTS${later}`, '-af', `asetpts=PTS${later}`, '-vsync', 'vfr', ...lossless(25)];
};

test.each([
  ['mkv', 23.9, ['-c:a', 'libopus', '-ar', '48000']],
  ['mp4', 10, ['-c:a', 'aac', '-ar', '16000']],
])('a long hole in %s costs next to nothing, and all keeps its time', async (kind, hours, sound) => {
  const hole = hours * 3_600;
  const file = await studio.make(`hole.${kind}`, [...film(20), ...withHole(hole), ...sound]);
  const { durationMs } = await probed(file);
  expect(Math.abs(durationMs - (hole + 20) * 1_000)).toBeLessThan(500);
  bench.tools.settings.screenshotEveryMs = 3_000;
  expect((await heard()).map((at) => (at > 9 ? at - hole : at))).toEqual([1, 4, 7, 10, 13, 16, 19]);

  const shots = await taken();

  const of = (from: number): StoredScreenshot[] => shots.filter(({ atMs }) => atMs >= from * 1_000);
  expect(shots).toHaveLength(Math.ceil(durationMs / 3_000));
  const [before, after] = [await shown(shots.slice(0, 4)), await shown(of(hole + 10))];
  for (const [i, time] of before.entries()) expect(Math.abs(time - i * 3)).toBeLessThan(0.6);
  for (const [i, time] of after.entries()) {
    const atMs = of(hole + 10)[i]?.atMs ?? 0;
    expect(Math.abs(time - (atMs / 1_000 - hole))).toBeLessThan(0.6);
  }
  expect(new Set(shots.slice(5, -5).map(({ key }) => key)).size).toBe(1);
});
