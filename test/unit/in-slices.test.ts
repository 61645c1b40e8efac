/** Long work of a step keeps nobody else of its worker waiting: no heartbeat, and no cancel. */
import { expect, test } from 'vitest';
import { THUMBNAIL_BYTES } from '../../src/outside/ffmpeg/screenshot-filter.js';
import { distinctRuns } from '../../src/recording/distinct/distinct.js';
import { inSlices } from '../../src/steps/in-slices.js';

const WIDTH = 160;
const BLOCKS = 13;
/** So many blocks are on each, so that each lacks something of the one before, and is no bullet added to it. */
const ON_EACH = 5;
const codes = Array.from({ length: 2 ** BLOCKS }, (_, n) => n).filter((n) => bitsOf(n).length === ON_EACH);

function bitsOf(n: number): number[] {
  return Array.from({ length: BLOCKS }, (_, bit) => bit).filter((bit) => (n >> bit) % 2 === 1);
}

/** Dark blocks on paper. */
function slide(n: number): Uint8Array {
  const picture = new Uint8Array(THUMBNAIL_BYTES).fill(240);
  for (const bit of bitsOf(codes[n] ?? 0)) {
    for (let y = 5; y < 85; y++) picture.fill(40, y * WIDTH + bit * 12, y * WIDTH + bit * 12 + 10);
  }
  return picture;
}

const never = new AbortController().signal;

test('an hour of a new slide each six seconds is looked through, and heartbeats go on', async () => {
  const pictures = Array.from({ length: 600 }, (_, n) => slide(n));
  let beats = 0;
  const timer = setInterval(() => beats++, 20);
  const work = distinctRuns(2 * pictures.length, (i) => pictures[Math.floor(i / 2)] ?? slide(0));
  const found = await inSlices(work, never);
  clearInterval(timer);
  // Each of them is compared with all that were found before.
  expect(found.length).toBeGreaterThan(pictures.length / 2);
  expect(beats).toBeGreaterThan(5);
});

test('a cancel ends it between two slices, and what it throws comes out', async () => {
  const abort = new AbortController();
  function* endless(): Generator<void, never> {
    for (;;) yield;
  }
  const work = inSlices(endless(), abort.signal);
  setTimeout(() => abort.abort(new Error('cancelled')), 50);
  await expect(work).rejects.toThrow('cancelled');
  const broken = function* (): Generator<void, never> {
    yield;
    throw new Error('broken');
  };
  await expect(inSlices(broken(), never)).rejects.toThrow('broken');
});
