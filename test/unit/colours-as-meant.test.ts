/** Screenshots show the colours that the recording means, whatever way it writes them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as screenshots } from '../../src/steps/screenshots/run.js';
import type { Rgb } from '../support/high-range.js';
import { highRange } from '../support/high-range.js';
import type { Studio } from '../support/media.js';
import { openStudio } from '../support/media.js';
import { programs } from '../support/programs.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let bench: Bench;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.remove());
afterEach(() => bench.remove());

async function coloursShown(file: string): Promise<Rgb[]> {
  bench = await createBench(file);
  const media = await probe(bench.task, bench.tools);
  if (media.kind !== 'done') throw new Error(JSON.stringify(media));
  bench.tools.given.media = media.result;
  const outcome = await screenshots(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return Promise.all(
    outcome.result.map(async ({ key, index }) => {
      const jpeg = await studio.write(`${index}.jpg`, await buffer(await bench.files.get(key)));
      const args = ['-v', 'error', '-i', jpeg, '-vf', 'scale=1:1:flags=area,format=rgb24', '-f', 'rawvideo', '-'];
      const { stdout } = await promisify(execFile)(programs().ffmpeg, args, { encoding: 'buffer' });
      return [...stdout] as Rgb;
    }),
  );
}

function expectNear(shown: Rgb[], meant: Rgb[], most: number): void {
  const off = meant.map((rgb, i) => rgb.map((value, c) => Math.abs(value - (shown[i]?.[c] ?? NaN))));
  expect(
    off.flat().every((one) => one <= most),
    JSON.stringify(shown),
  ).toBe(true);
}

const pure: Rgb[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
];
const greys: Rgb[] = [
  [30, 30, 30],
  [128, 128, 128],
  [220, 220, 220],
  [255, 255, 255],
];

test.each(['arib-std-b67', 'smpte2084'])('pure colours and greys in %s', async (transfer) => {
  const meant = [...pure, ...greys];
  expectNear(await coloursShown(await highRange(studio, `${transfer}.mp4`, transfer, meant)), meant, 12);
});

test('a recording that says BT.709 is not taken for BT.601', async () => {
  const red = 'color=red:s=64x36:r=5:d=3,format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
  const tags = ['-colorspace', 'bt709', '-color_trc', 'bt709', '-color_primaries', 'bt709'];
  const file = await studio.make('tagged.mp4', ['-f', 'lavfi', '-i', red, '-c:v', 'libx264', '-qp', '4', ...tags]);
  expectNear(await coloursShown(file), [[255, 0, 0]], 6);
});
