/** Half a file is not a whole one, whatever way its container says how long it should be. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { probe as probeStep } from '../../src/steps/probe/step.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as transcribe } from '../../src/steps/transcribe/run.js';
import type { Studio } from '../support/media.js';
import { clock, openStudio, tone } from '../support/media.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let bench: Bench;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.remove());
afterEach(() => bench.remove());

const SECONDS = 12;
const film = [...clock(SECONDS), ...tone(SECONDS), '-pix_fmt', 'yuv420p', '-g', '10'];
const sound = [...tone(SECONDS), '-ar', '48000'];

const kinds: Record<string, string[]> = {
  'talk.mp4': [...film, '-c:v', 'libx264', '-c:a', 'aac', '-movflags', 'faststart'],
  'talk.mkv': [...film, '-c:v', 'libx264', '-c:a', 'aac'],
  'talk.webm': [...film, '-c:v', 'libvpx', '-c:a', 'libvorbis'],
  'talk.avi': [...film, '-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
  'talk.flv': [...film, '-ar', '44100'],
  'memo.wav': sound,
  'memo.aiff': sound,
  'memo.caf': sound,
  'memo.flac': sound,
  'memo.mp3': [...sound, '-c:a', 'libmp3lame'],
  'memo.wma': [...sound, '-c:a', 'wmav2'],
};

test.each(Object.keys(kinds))('%s cut by half is called that, the whole one is not', async (name) => {
  const whole = await studio.make(name, kinds[name] ?? []);
  bench = await createBench(whole);
  const unhurt = await probe(bench.task, bench.tools);
  if (unhurt.kind !== 'done') throw new Error(JSON.stringify(unhurt));
  expect(unhurt.result.promisedMs).toBeUndefined();
  await bench.remove();

  const bytes = await readFile(whole);
  bench = await createBench(await studio.write(`half-${name}`, bytes.subarray(0, Math.round(bytes.length * 0.55))));
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'partial') throw new Error(JSON.stringify(outcome));
  const { durationMs, promisedMs = 0 } = outcome.result;
  expect(Math.abs(promisedMs - SECONDS * 1_000)).toBeLessThan(500);
  expect(durationMs).toBeLessThan(10_500);
  expect(probeStep.summary(outcome.result)).toMatch(/the file ends at 0:\d\d of 0:1[12]$/);

  bench.tools.given.media = outcome.result;
  bench.tools.given.captions = { body: '1\n00:00:00,000 --> 00:00:01,000\nHi\n', sha256: 'c'.repeat(64) };
  const coverage = durationMs / promisedMs;
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({
    kind: 'partial',
    coverage,
    remedy: expect.stringContaining('upload the whole file') as string,
    result: { coverage, missing: [{ startMs: durationMs, endMs: promisedMs }] },
  });
});
