/** Files of the kinds that recorders and phones write: read, or refused by the name of what is in the way. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { kindOfFile } from '../../client/src/features/files/picked-files.js';
import { ENOUGH_BYTES, surelyNoMedia } from '../../src/contract/first-bytes.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as screenshots } from '../../src/steps/screenshots/run.js';
import { run as transcribe } from '../../src/steps/transcribe/run.js';
import type { Studio } from '../support/media.js';
import { amr, clock, openStudio, pictures, tone } from '../support/media.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let bench: Bench;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.remove());
afterEach(() => bench.remove());

const pcm = [...tone(3), '-ar', '48000', '-c:a', 'pcm_s16le'];
const kinds: Record<string, () => Promise<string>> = {
  'memo.aiff': () => studio.make('memo.aiff', [...tone(3)]),
  'memo.caf': () => studio.make('memo.caf', pcm),
  'memo.w64': () => studio.make('memo.w64', pcm),
  'memo.au': () => studio.make('memo.au', [...tone(3)]),
  'memo.wma': () => studio.make('memo.wma', [...tone(3), '-c:a', 'wmav2']),
  'memo.opus': () => studio.make('memo.opus', [...tone(3), '-ar', '48000', '-c:a', 'libopus']),
  'memo.amr': () => studio.write('memo.amr', amr()),
  'camera.mxf': () =>
    studio.make('camera.mxf', [...clock(3, { rate: 25, size: '64x64' }), ...pcm, '-c:v', 'mpeg2video']),
};

test.each(Object.keys(kinds))('%s is taken, measured and heard', async (name) => {
  const file = await kinds[name]?.();
  bench = await createBench(file ?? '');
  expect(kindOfFile({ name, type: '' })).toBe('recording');
  expect(surelyNoMedia((await readFile(file ?? '')).subarray(0, ENOUGH_BYTES))).toBeNull();
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  expect(Math.abs(outcome.result.durationMs - 3_000)).toBeLessThan(200);
  bench.tools.given.media = outcome.result;
  // Nobody is there to write down what is heard; silence would need nobody.
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({ code: 'no_transcriber' });
});

test.each([
  ['MAC \x96\x0f', "Monkey's Audio"],
  ['\x02dss', 'a DSS dictation'],
  ['\x7f\xfe\x80\x01', 'bare DTS sound'],
  ['\x02#!SILK_V3', 'a SILK voice message'],
  ['MThd\0\0\0\x06', 'MIDI'],
])('%j is refused by its name, with what to do', async (head, what) => {
  bench = await createBench(await studio.write('memo.bin', Buffer.from(head + '\0\x01'.repeat(2_000), 'latin1')));
  const outcome = await probe(bench.task, bench.tools);
  expect(outcome).toMatchObject({ kind: 'failed', code: 'not_media' });
  expect(outcome).toHaveProperty('message', expect.stringMatching(new RegExp(`is ${what}.*Export it as`)));
});

test('pictures of captions are told as such, and the talk is heard instead', async () => {
  const subtitles = await studio.write('pictures.sup', pictures());
  const args = [...clock(6, { size: '320x180' }), ...tone(6), '-i', subtitles, '-map', '0', '-map', '1', '-map', '2'];
  bench = await createBench(
    await studio.make('pgs.mkv', [...args, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-c:s', 'copy']),
  );
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  expect(outcome.result.captions).toEqual([]);
  const track = outcome.result.inside?.tracks.find(({ kind }) => kind === 'captions');
  expect(track).toMatchObject({ codec: 'hdmv_pgs_subtitle', unusable: 'Pictures of captions cannot be read' });
  bench.tools.given.media = outcome.result;
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({ code: 'no_transcriber' });
});

test('a picture of a single pixel has screenshots', async () => {
  const args = ['-f', 'lavfi', '-i', 'testsrc2=s=16x16:r=1:d=6', '-vf', 'scale=1:1', '-c:v', 'ffv1'];
  bench = await createBench(await studio.make('pixel.mkv', args));
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  expect(outcome.result.video).toMatchObject({ width: 1, height: 1 });
  bench.tools.given.media = outcome.result;
  const shots = await screenshots(bench.task, bench.tools);
  // Sides of pictures are even.
  const even = { width: 2, height: 2 };
  expect(shots).toMatchObject({ kind: 'done', result: [even, even] });
});

test('an encrypted recording is called that', async () => {
  const keys = [
    '-encryption_key',
    '00112233445566778899aabbccddeeff',
    '-encryption_kid',
    'ffeeddccbbaa99887766554433221100',
  ];
  const coding = ['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-encryption_scheme', 'cenc-aes-ctr', ...keys];
  bench = await createBench(await studio.make('rented.mp4', [...clock(2), ...tone(2), ...coding]));
  const outcome = await probe(bench.task, bench.tools);
  expect(outcome).toMatchObject({ kind: 'failed', code: 'encrypted' });
  expect(outcome).toHaveProperty('message', expect.stringContaining('encrypted (DRM)'));
});
