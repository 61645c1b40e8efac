/** Recordings that are damaged, malicious or unusual: a true answer, or a reason that helps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Media } from '../../src/contract/project.js';
import type { StoredScreenshot } from '../../src/recording/screenshots.js';
import type { Outcome } from '../../src/steps/step.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as screenshots } from '../../src/steps/screenshots/run.js';
import { run as transcribe } from '../../src/steps/transcribe/run.js';
import type { Studio } from '../support/media.js';
import { clock, lossless, openStudio, tone } from '../support/media.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let bench: Bench;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.remove());
afterEach(() => bench.remove());

async function probed(file: string): Promise<Outcome<Media>> {
  bench = await createBench(file);
  bench.tools.settings.screenshotEveryMs = 1_000;
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind === 'done') bench.tools.given.media = outcome.result;
  return outcome;
}

async function mediaOf(file: string): Promise<Media> {
  const outcome = await probed(file);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

async function taken(): Promise<StoredScreenshot[]> {
  const outcome = await screenshots(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

async function expectTimes(shots: StoredScreenshot[], shown: (mark: number) => number): Promise<void> {
  for (const { key, atMs } of shots) {
    const seconds = await studio.secondsOn(await buffer(await bench.files.get(key)));
    const off = seconds - shown(atMs / 1_000);
    expect(Math.abs(off), `mark ${atMs} ms is off by ${off} s`).toBeLessThanOrEqual(0.5);
  }
}

/** Overwrites bytes from one share of the file's pictures to another. */
async function damage(file: string, from: number, to: number): Promise<void> {
  const bytes = await readFile(file);
  const start = bytes.indexOf('mdat') + 8;
  const end = start + (bytes.length - start) * to;
  for (let at = Math.floor(start + (bytes.length - start) * from); at < end; at++) bytes[at] = (at * 7_919) % 256;
  await studio.write(file.slice(studio.folder.length + 1), bytes);
}

test.each(['transport.ts', 'program.mpg'])('key frames far apart in %s, which has no index', async (name) => {
  const coding = name.endsWith('ts')
    ? lossless(150)
    : ['-c:v', 'mpeg2video', '-qscale:v', '1', '-g', '150', '-bf', '2'];
  const media = await mediaOf(await studio.make(name, [...clock(50, { rate: 25 }), ...coding]));
  const shots = await taken();
  expect(shots).toHaveLength(Math.ceil(media.durationMs / 1_000));
  await expectTimes(shots, (mark) => mark);
});

test('pictures that change their size midway, as recordings of a window do', async () => {
  const coding = ['-c:v', 'libvpx', '-b:v', '2M', '-qmin', '0', '-crf', '4', '-auto-alt-ref', '0'];
  await studio.make('small.webm', [...clock(15, { size: '64x48' }), ...coding]);
  await studio.make('large.webm', [...clock(25, { size: '128x64' }), ...coding]);
  const list = await studio.write('list.txt', 'file small.webm\nfile large.webm\n');
  await mediaOf(await studio.make('resized.webm', ['-f', 'concat', '-i', list, '-c', 'copy']));
  const shots = await taken();
  expect(shots).toHaveLength(40);
  await expectTimes(shots, (mark) => (mark < 15 ? mark : mark - 15));
});

test('pictures that begin long after the sound are still found', async () => {
  await studio.make('early.mkv', [...clock(10), ...lossless(10)]);
  const late = ['-itsoffset', '9', '-i', join(studio.folder, 'early.mkv'), ...tone(19), '-c:v', 'copy', '-c:a', 'aac'];
  const media = await mediaOf(await studio.make('late-pictures.ts', [...late, '-map', '0', '-map', '1']));
  expect(media.video).toMatchObject({ width: 64, height: 36 });
});

test('a damaged stretch takes no other screenshots with it', async () => {
  const file = await studio.make('damaged.mp4', [...clock(50), ...lossless(10), '-movflags', 'faststart']);
  await damage(file, 0, 0.6);
  await mediaOf(file);
  const shots = await taken();
  expect(shots.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  await expectTimes(shots.slice(45), (mark) => mark);
});

test('pictures of which none can be decoded are refused by name, at once', async () => {
  const file = await studio.make('unknown.mp4', [...clock(3), ...lossless(10)]);
  const bytes = await readFile(file);
  bytes.write('zzzz', bytes.lastIndexOf('avc1'), 'latin1');
  await mediaOf(await studio.write('unknown.mp4', bytes));
  const outcome = await screenshots(bench.task, bench.tools);
  expect(outcome).toMatchObject({ kind: 'failed', code: 'undecodable' });
});

test('refusals name the reason, and logs no folder of this machine', async () => {
  const whole = await readFile(await studio.make('whole.mp4', [...clock(3), ...lossless(10)]));
  const cut = await studio.write('cut.mp4', whole.subarray(0, whole.indexOf('moov')));
  expect(await probed(cut)).toMatchObject({ kind: 'failed', code: 'incomplete' });
  expect(bench.logged.join()).not.toContain(studio.folder);
  await bench.remove();

  for (const [name, head] of [
    ['head.webm', Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86])],
    ['head.wav', Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ')],
    ['head.mp4', whole.subarray(0, whole.indexOf('moov') + 40)],
    ['head.ogg', Buffer.from('OggS\x00\x02')],
  ] as const) {
    expect(await probed(await studio.write(name, head)), name).toMatchObject({ kind: 'failed', code: 'incomplete' });
    await bench.remove();
  }

  const huge = ['-f', 'lavfi', '-i', 'color=c=black:s=8000x6000:r=1:d=1', '-c:v', 'libx264', '-preset', 'ultrafast'];
  expect(await probed(await studio.make('huge.mp4', huge))).toMatchObject({ kind: 'failed', code: 'too_many_pixels' });
  await bench.remove();

  const jump = ['-vf', "setpts='PTS+gte(T\\,2)*108000/TB'", '-vsync', 'vfr', ...lossless(10)];
  expect(await probed(await studio.make('jump.mkv', [...clock(4), ...jump]))).toMatchObject({ code: 'too_long' });
  await bench.remove();

  const source = { key: 'source', filename: 'empty.mp4', sizeBytes: 0, sha256: '' };
  bench = await createBench(await studio.write('empty.mp4', ''), { source });
  const empty = await probe(bench.task, bench.tools);
  expect(empty).toMatchObject({ kind: 'failed', code: 'not_media' });
  expect(empty).toHaveProperty('message', expect.stringContaining('empty'));
});

test('a cover is no video', async () => {
  const cover = await studio.make('cover.png', ['-f', 'lavfi', '-i', 'testsrc=size=300x300:rate=1', '-frames:v', '1']);
  const inputs = [...tone(4), '-i', cover, '-map', '0', '-map', '1'];
  const media = await mediaOf(await studio.make('cover.mp3', [...inputs, '-c:a', 'libmp3lame', '-c:v', 'copy']));
  expect(media).toMatchObject({ video: null, audio: { codec: 'mp3' } });
  expect(await taken()).toEqual([]);
});

test('captions in the recording tell the language in the web’s words', async () => {
  const srt = await studio.write('german.srt', '1\n00:00:00,000 --> 00:00:01,000\nGuten Tag.\n');
  const german = ['-map', '0', '-map', '1', '-c:s', 'srt', '-metadata:s:s:0', 'language=ger'];
  await mediaOf(await studio.make('german.mkv', [...clock(3), '-i', srt, ...lossless(10), ...german]));
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({ kind: 'done', result: { language: 'de' } });
});

test('given captions that cannot be used end in a reason, not in an empty transcript', async () => {
  await mediaOf(await studio.make('short.mp4', [...clock(3), ...lossless(10)]));
  const given = (body: string) => {
    bench.tools.given.captions = { body, sha256: 'b'.repeat(64) };
    return transcribe(bench.task, bench.tools);
  };
  expect(await given('1\n00:10:00,000 --> 00:10:01,000\nHi\n')).toMatchObject({ code: 'captions_do_not_fit' });
  expect(await given('Dear diary')).toMatchObject({ kind: 'failed', code: 'captions_unreadable' });
  expect(await given('1\n00:00:02,000 --> 00:00:09,000\nHi\n')).toMatchObject({
    result: { segments: [{ index: 0, startMs: 2_000, endMs: 3_000, text: 'Hi' }] },
  });
});
