/** Chapters that a recording brings along: which are used as they are, which are mended, and which are of no use. */
import { expect, test } from 'vitest';
import { fileChapters } from '../../src/transcript/file-chapters.js';

const MINUTE = 60_000;
const at = (...chapters: [title: string, seconds: number][]) =>
  chapters.map(([title, seconds]) => ({ title, startMs: seconds * 1_000 }));
const told = (...chapters: [title: string, seconds: number][]): [string, number][] =>
  fileChapters(at(...chapters), MINUTE).items.map(({ title, startMs }) => [title, startMs / 1_000]);

test('named chapters stay as they are, at their own times, each to the next', () => {
  const { items, notes } = fileChapters(at(['coffee.', 0], ['Wheels', 12], ['Tides', 24]), 36_000);
  expect(items).toEqual([
    { title: 'coffee.', startMs: 0, endMs: 12_000 },
    { title: 'Wheels', startMs: 12_000, endMs: 24_000 },
    { title: 'Tides', startMs: 24_000, endMs: 36_000 },
  ]);
  expect(notes).toEqual([]);
});

test.each([
  ['one alone', at(['The whole talk', 0])],
  ['numbers', at(['Chapter 1', 0], ['Chapter 02', 20], ['Chapter 3', 40])],
  ['numbers in other words', at(['Kapitel 1', 0], ['第2章', 20], ['Глава 3', 40])],
  ['times', at(['00:00:00.000', 0], ['00:00:20.000', 20])],
  ['nothing', at(['', 0], ['', 20])],
  ['all but one beyond the end', at(['Coffee', 0], ['Wheels', 61], ['Tides', 600])],
  ['thousands', at(...Array.from({ length: 501 }, (_, i): [string, number] => [`Word ${i} said`, i]))],
])('what are no chapters are not used, and it is said why: %s', (_name, given) => {
  const { items, notes } = fileChapters(given, MINUTE);
  expect(items).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^The recording’s own chapters are not used: \S/)]);
});

test('without any there is nothing to say', () => {
  expect(fileChapters([], MINUTE)).toEqual({ items: [], notes: [] });
});

test('what can be mended is: order, a late beginning, what lies outside, and what has no name', () => {
  expect(told(['Tides', 40], ['Coffee', 0], ['Wheels', 20])).toEqual([
    ['Coffee', 0],
    ['Wheels', 20],
    ['Tides', 40],
  ]);
  expect(told(['Coffee', 4], ['Wheels', 20])).toEqual([
    ['Coffee', 0],
    ['Wheels', 20],
  ]);
  expect(told(['Coffee', -3], ['', 10], ['Chapter 3', 20], ['Tides', 40], ['Late', 55], ['Gone', 70])).toEqual([
    ['Coffee', 0],
    ['Chapter 3', 20],
    ['Tides', 40],
  ]);
  const { notes } = fileChapters(at(['Coffee', 0], ['Wheels', 20], ['Gone', 70]), MINUTE);
  expect(notes).toEqual([
    '1 chapter of the recording did not fit it: those without a name, outside of it, or shorter than 10 s are left out',
  ]);
});

test('no mark of direction in a title turns what stands behind it', () => {
  expect(told(['\u202eCoffee', 0], ['\u2067قهوة', 20])).toEqual([
    ['Coffee', 0],
    ['قهوة', 20],
  ]);
});

test('of chapters that are too close the longer one stays', () => {
  expect(told(['Countdown', 0], ['Coffee', 3], ['Wheels', 30], ['Aside', 48], ['Tides', 50])).toEqual([
    ['Coffee', 0],
    ['Wheels', 30],
    ['Tides', 48],
  ]);
});

test('what comes before the first one has a chapter of its own', () => {
  const given = at(['Coffee', 15], ['Wheels', 30]);
  expect(fileChapters(given, MINUTE, (ms) => `Up to ${ms}`).items[0]).toEqual({
    title: 'Up to 15000',
    startMs: 0,
    endMs: 15_000,
  });
  expect(fileChapters(given, MINUTE).items.map(({ title }) => title)).toEqual(['Introduction', 'Coffee', 'Wheels']);
});

test('a title is one line that can be stored, of at most 200 characters', () => {
  const { items } = fileChapters(at([`a\0b\nc  ${'d'.repeat(1_000)}`, 0], ['Wheels', 20]), MINUTE);
  expect(items[0]?.title).toMatch(/^ab c d{194,195}$/);
});
