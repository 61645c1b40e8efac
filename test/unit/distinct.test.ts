import { expect, test } from 'vitest';
import { THUMBNAIL, THUMBNAIL_BYTES } from '../../src/outside/ffmpeg/screenshot-filter.js';
import { distinctPictures } from '../../src/recording/distinct/distinct.js';

const { width: WIDTH, height: HEIGHT } = THUMBNAIL;
const LINE = 9;

/** Deterministic numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** A white screen with lines of strokes; equal texts look alike, `null` is an empty line. */
function screen(lines: (number | null)[]): Uint8Array {
  const picture = new Uint8Array(THUMBNAIL_BYTES).fill(250);
  for (const [i, text] of lines.entries()) {
    if (text === null) continue;
    const random = randomFrom(text * 7_919 + 1);
    for (let x = 8; x < 120; x++) {
      for (let y = 0; y < 5; y++) if (random() < 0.4) picture[(4 + i * LINE + y) * WIDTH + x] = 40;
    }
  }
  return picture;
}

/** A rectangle of changing grey at the lower right, as a talking head is. */
function withHead(picture: Uint8Array, at: number): Uint8Array {
  const random = randomFrom(at + 99);
  const shown = Uint8Array.from(picture);
  for (let y = 60; y < HEIGHT; y++) {
    for (let x = 125; x < WIDTH; x += 5) shown.fill(Math.floor(random() * 200), y * WIDTH + x, y * WIDTH + x + 5);
  }
  return shown;
}

/** As large as a pointer is; where it stands, it is in as many cells as it can be. */
function withPointer(picture: Uint8Array, at: number): Uint8Array {
  const shown = Uint8Array.from(picture);
  const [left, top] = [3 + 5 * ((at * 7) % 30), 3 + 5 * ((at * 5) % 16)];
  for (let y = top; y < top + 4; y++) shown.fill(0, y * WIDTH + left, y * WIDTH + left + 4);
  return shown;
}

/** Compression moves edges more than what is plain. */
const compressed = (picture: Uint8Array, at: number): Uint8Array => {
  const random = randomFrom(at + 7);
  return picture.map((value) => {
    const noise = value < 128 ? 40 : 6;
    return Math.max(0, Math.min(255, value + Math.round(noise * random()) - noise / 2));
  });
};

const mixed = (a: Uint8Array, b: Uint8Array, share: number): Uint8Array =>
  a.map((value, i) => Math.round(value * (1 - share) + (b[i] ?? 0) * share));

const found = (pictures: Uint8Array[]): number[] =>
  distinctPictures(pictures.length, (i) => pictures[i] ?? new Uint8Array(THUMBNAIL_BYTES));

/** Each screen for so many marks. */
const shown = (screens: Uint8Array[], marks = 4): Uint8Array[] =>
  screens.flatMap((one) => Array.from({ length: marks }, () => one));

/** The number of the screen that each mark found belongs to. */
const screensFound = (pictures: Uint8Array[], marks = 4): number[] =>
  found(pictures).map((index) => Math.floor(index / marks));

const slides = [0, 1, 2, 3, 4].map((n) => screen([n * 10 + 1, null, n * 10 + 2, n * 10 + 3, n * 10 + 4]));

test('each slide is found once', () => {
  expect(screensFound(shown(slides))).toEqual([0, 1, 2, 3, 4]);
  expect(found([])).toEqual([]);
  expect(found(slides.slice(0, 1))).toEqual([0]);
});

test('beside a talking head, under a pointer and after compression, each slide is found once', () => {
  expect(screensFound(shown(slides).map(withHead))).toEqual([0, 1, 2, 3, 4]);
  expect(screensFound(shown(slides).map(withPointer))).toEqual([0, 1, 2, 3, 4]);
  expect(screensFound(shown(slides).map(compressed))).toEqual([0, 1, 2, 3, 4]);
});

test('one line that changed is a picture of its own, beside a head as well', () => {
  const screens = [1, 2, 3, 4].map((n) => screen([90, null, 91, 200 + n, 92, 93]));
  expect(screensFound(shown(screens))).toEqual([0, 1, 2, 3]);
  expect(screensFound(shown(screens).map(withHead))).toEqual([0, 1, 2, 3]);
});

test('of bullets that build up, the complete slide is found', () => {
  const bullets = [1, 2, 3, 4].map((n) => screen([50, null, ...[51, 52, 53, 54].slice(0, n)]));
  expect(screensFound(shown([...bullets, ...slides.slice(0, 1)]))).toEqual([3, 4]);
});

test('the mixture of two slides is none of them, however long the cross-fade takes', () => {
  const [a, b] = [slides[0] ?? new Uint8Array(), slides[1] ?? new Uint8Array()];
  expect(found([a, a, a, mixed(a, b, 0.4), b, b, b])).toEqual([2, 6]);
  expect(found([a, a, a, mixed(a, b, 0.3), mixed(a, b, 0.7), b, b, b])).toEqual([2, 7]);
});

test('a slide shown for one mark only is found; text on its way up is not', () => {
  const [a, b, c] = slides;
  if (!a || !b || !c) throw new Error('There are five.');
  expect(found([a, a, a, b, c, c, c])).toEqual([2, 3, 6]);
  const lines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => n + 300);
  const scrolled = [0, 1, 3].map((from) => screen(lines.slice(from, from + 9)));
  expect(screensFound([...shown(scrolled.slice(0, 1)), ...scrolled.slice(1, 2), ...shown(scrolled.slice(2))])).toEqual([
    0, 2,
  ]);
});

test('what is shown again is not found again', () => {
  const [a, b] = slides;
  if (!a || !b) throw new Error('There are five.');
  expect(screensFound(shown([a, b, a, b]))).toEqual([0, 1]);
});

test('where each mark shows something else, one stands for all', () => {
  expect(found(slides)).toHaveLength(1);
});

test('of a run, the sharpest is found', () => {
  const [a] = slides;
  if (!a) throw new Error('There are five.');
  const dim = a.map((value) => Math.round(value * 0.98 + 4));
  expect(found([dim, dim, a, dim, dim])).toEqual([2]);
});
