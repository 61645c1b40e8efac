/** Half a file is not a whole one, whatever way its container says how long it should be. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { probe as probeStep } from '../../src/steps/probe/step.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { transcribe as transcribeStep } from '../../src/steps/transcribe/step.js';
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
  const heard = await transcribe(bench.task, bench.tools);
  expect(heard).toMatchObject({
    kind: 'partial',
    coverage,
    remedy: expect.stringContaining('upload the whole file') as string,
    result: { coverage, missing: [{ startMs: durationMs, endMs: promisedMs }] },
  });
  if (heard.kind !== 'partial') throw new Error(JSON.stringify(heard));
  // Where it ends is said once.
  expect(transcribeStep.summary(heard.result)).toMatch(/^1 line; the file ends at 0:\d\d of 0:1[12]$/);
});

/** 8 to 11 seconds of 20, as zeros or as noise, with the heads and the index whole. */
const noisy = ['-f', 'lavfi', '-i', 'anoisesrc=d=20:color=pink:sample_rate=48000'];
const grain =
  `-f lavfi -i testsrc2=s=160x90:r=10:d=20 ${noisy.join(' ')} -pix_fmt yuv420p -g 20 -b:v 200k -b:a 64k`.split(' ');
const damagedKinds: Record<string, string[]> = {
  'film.mp4': [...grain, '-c:v', 'libx264', '-c:a', 'aac', '-movflags', 'faststart'],
  'film.mkv': [...grain, '-c:v', 'libx264', '-c:a', 'aac', '-cluster_time_limit', '500'],
  'film.webm': [...grain, '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis', '-cluster_time_limit', '500'],
  'memo.m4a': [...noisy, '-c:a', 'aac', '-b:a', '64k'],
  'memo.flac': noisy,
  'memo.wma': [...noisy, '-c:a', 'wmav2', '-b:a', '64k'],
};
const DAMAGE: Record<string, (length: number) => Buffer> = {
  zeros: (length) => Buffer.alloc(length),
  // Always the same, so that a decoder makes the same of it.
  noise: (length) =>
    Buffer.from(Array.from({ length }, (_, i) => (Math.imul(i + 1, 2_654_435_761) >>> (i % 13)) & 0xff)),
};

describe.each(Object.keys(DAMAGE))('%s in the middle of a file', (how) => {
  test.each(Object.keys(damagedKinds))('%s is told, with its place; the transcript lacks that', async (name) => {
    const whole = await studio.make(`damaged-${name}`, damagedKinds[name] ?? []);
    bench = await createBench(whole);
    const unhurt = await probe(bench.task, bench.tools);
    if (unhurt.kind !== 'done') throw new Error(JSON.stringify(unhurt));
    await bench.remove();

    const bytes = await readFile(whole);
    const [from, to] = [Math.round(bytes.length * 0.4), Math.round(bytes.length * 0.55)];
    bytes.set(DAMAGE[how]?.(to - from) ?? [], from);
    bench = await createBench(await studio.write(`${how}-${name}`, bytes));
    const outcome = await probe(bench.task, bench.tools);
    if (outcome.kind !== 'partial') throw new Error(JSON.stringify(outcome));
    const { durationMs, damaged = [], promisedMs } = outcome.result;
    expect(Math.abs(durationMs - 20_000)).toBeLessThan(500);
    expect(promisedMs).toBeUndefined();
    const first = damaged[0]?.startMs ?? 0;
    const last = damaged.at(-1)?.endMs ?? 0;
    expect(first).toBeGreaterThan(6_000);
    expect(first).toBeLessThan(9_000);
    expect(last).toBeGreaterThan(10_000);
    expect(last).toBeLessThan(13_500);
    expect(probeStep.summary(outcome.result)).toMatch(/; the file is damaged from 0:0\d to 0:1\d/);
    expect(outcome.coverage).toBeCloseTo(
      1 - damaged.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / durationMs,
    );

    bench.tools.given.media = outcome.result;
    bench.tools.given.captions = { body: '1\n00:00:00,000 --> 00:00:20,000\nHi\n', sha256: 'c'.repeat(64) };
    // Captions know what is said there.
    expect(await transcribe(bench.task, bench.tools)).toMatchObject({
      kind: 'done',
      result: { coverage: 1, missing: [] },
    });
  });
});

test.each([
  ['film.avi', [...grain, '-c:v', 'mpeg4', '-c:a', 'libmp3lame']],
  ['memo.mp3', [...noisy, '-c:a', 'libmp3lame']],
  ['film.ts', [...grain, '-c:v', 'libx264', '-c:a', 'aac']],
  ['memo.ogg', [...noisy, '-c:a', 'libvorbis', '-page_duration', '200000']],
])('%s whose end readers do not reach, or whose time moves up, is told', async (name, args) => {
  const bytes = await readFile(await studio.make(`moves-${name}`, args));
  bytes.fill(0, Math.round(bytes.length * 0.4), Math.round(bytes.length * 0.8));
  bench = await createBench(await studio.write(`moved-${name}`, bytes));
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'partial') throw new Error(JSON.stringify(outcome));
  const { promisedMs, damaged } = outcome.result;
  expect(Math.abs((promisedMs ?? 20_000) - 20_000)).toBeLessThan(2_500);
  expect(promisedMs ?? damaged?.length).toBeGreaterThan(0);
});

test('memo.ogg that readers leave shortly before its end says when it should have ended', async () => {
  const bytes = await readFile(await studio.make('late-memo.ogg', [...noisy, '-c:a', 'flac']));
  // Behind the damage lies its last page; less of the file is left than lies behind the sound of some whole ones.
  bytes.fill(0, Math.round(bytes.length * 0.951), bytes.lastIndexOf('OggS') - 1);
  bench = await createBench(await studio.write('late.ogg', bytes));
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'partial') throw new Error(JSON.stringify(outcome));
  expect(Math.abs((outcome.result.promisedMs ?? 0) - 20_000)).toBeLessThan(100);
});

test('memo.ogg that lacks pages in its middle says where, though nothing in it is wrong', async () => {
  const bytes = await readFile(await studio.make('pages.ogg', [...noisy, '-c:a', 'libvorbis', '-b:a', '128k']));
  const pageAt = (share: number): number => bytes.indexOf('OggS', Math.round(bytes.length * share));
  const lacking = Buffer.concat([bytes.subarray(0, pageAt(0.4)), bytes.subarray(pageAt(0.6))]);
  bench = await createBench(await studio.write('lacks-pages.ogg', lacking));
  const outcome = await probe(bench.task, bench.tools);
  expect(outcome).toMatchObject({ kind: 'partial', result: { damaged: [expect.anything()] } });
});

test.each([
  ['talk.ts', [...film, '-c:v', 'libx264', '-c:a', 'aac']],
  ['memo.ogg', [...sound, '-c:a', 'libvorbis']],
])('%s that ends within a packet breaks off, though nothing says how long it should be', async (name, args) => {
  const bytes = await readFile(await studio.make(`cut-${name}`, args));
  bench = await createBench(await studio.write(`breaks-${name}`, bytes.subarray(0, 188 * 100 + 50)));
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'partial') throw new Error(JSON.stringify(outcome));
  expect(outcome.result).toMatchObject({ breaksOff: true });
  expect(probeStep.summary(outcome.result)).toMatch(
    /the file breaks off at 0:\d\d, and does not say how much was to follow/,
  );
});

test('a recording that was paused, and one of digital silence, are whole', async () => {
  const paused = await studio.make('paused.mkv', [
    ...film,
    '-c:v',
    'libx264',
    '-c:a',
    'aac',
    '-vf',
    "setpts='PTS+if(gt(T,5),4/TB,0)'",
    '-af',
    "asetpts='PTS+if(gt(T,5),4/TB,0)'",
  ]);
  const silent = await studio.make('silent.wav', ['-f', 'lavfi', '-i', 'aevalsrc=0:s=48000:d=3']);
  // All its pages are there, with a pause between them.
  const pausedSound = ['-c:a', 'libvorbis', '-af', "asetpts='PTS+if(gt(T,5),4/TB,0)'"];
  const pausedOgg = await studio.make('paused.ogg', [...sound, ...pausedSound]);
  for (const path of [paused, pausedOgg, silent]) {
    bench = await createBench(path);
    expect(await probe(bench.task, bench.tools)).toMatchObject({ kind: 'done' });
    if (path !== silent) await bench.remove();
  }
});
