/** Screenshots show the colours that the recording means, whatever way it writes them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as screenshots } from '../../src/steps/screenshots/run.js';
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

/** How a signal of HLG and of PQ writes light in cd/m² (BT.2100, tables 4 and 5). */
const written: Record<string, (light: number) => number> = {
  'arib-std-b67'(light) {
    const scene = (light / 1_000) ** (1 / 1.2);
    return scene <= 1 / 12 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
  },
  smpte2084(light) {
    const power = (light / 10_000) ** (2_610 / 16_384);
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** (2_523 / 32);
  },
};
/** From BT.709's primaries to BT.2020's (BT.2087). */
const wider = [
  [0.6274, 0.3293, 0.0433],
  [0.0691, 0.9195, 0.0114],
  [0.0164, 0.088, 0.8956],
];

type Rgb = [number, number, number];

/** Three seconds for each colour of 0 to 255, in HLG or PQ with BT.2020's primaries, where white has 203 cd/m². */
async function highRange(name: string, transfer: string, colours: Rgb[]): Promise<string> {
  const pixels = colours.map((rgb) => {
    const light = rgb.map((value) => 203 * ((value / 255 + 0.055) / 1.055) ** 2.4);
    const signals = wider.map(
      (row) => written[transfer]?.(row.reduce((sum, w, i) => sum + w * (light[i] ?? 0), 0)) ?? 0,
    );
    return Buffer.from(Uint16Array.from(signals, (signal) => Math.round(signal * 65_535)).buffer);
  });
  const raw = await studio.write(`${name}.raw`, Buffer.concat(pixels));
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb48le', '-s', '1x1', '-r', '1/3', '-i', raw];
  const filter = 'scale=64:36:flags=neighbor:out_color_matrix=bt2020:out_range=tv,format=yuv420p10le,fps=5';
  const tags = ['-colorspace', 'bt2020nc', '-color_trc', transfer, '-color_primaries', 'bt2020', '-color_range', 'tv'];
  const x265 = `qp=4:log-level=none:colormatrix=bt2020nc:transfer=${transfer}:colorprim=bt2020:range=limited`;
  const coding = ['-vf', filter, '-c:v', 'libx265', '-x265-params', x265, '-tag:v', 'hvc1', ...tags];
  return studio.make(name, [...input, ...coding]);
}

async function coloursShown(file: string): Promise<Rgb[]> {
  bench = await createBench(file);
  const media = await probe(bench.task, bench.tools);
  if (media.kind !== 'done') throw new Error(JSON.stringify(media));
  bench.tools.given.media = media.result;
  const outcome = await screenshots(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return Promise.all(
    outcome.result.map(async ({ key, index }) => {
      const jpeg = await studio.write(`${index}.jpg`, await buffer(await bench.tools.storage.get(key)));
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
  expectNear(await coloursShown(await highRange(`${transfer}.mp4`, transfer, meant)), meant, 12);
});

test('a recording that says BT.709 is not taken for BT.601', async () => {
  const red = 'color=red:s=64x36:r=5:d=3,format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
  const tags = ['-colorspace', 'bt709', '-color_trc', 'bt709', '-color_primaries', 'bt709'];
  const file = await studio.make('tagged.mp4', ['-f', 'lavfi', '-i', red, '-c:v', 'libx264', '-qp', '4', ...tags]);
  expectNear(await coloursShown(file), [[255, 0, 0]], 6);
});
