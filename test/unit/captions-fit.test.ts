import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { fitted } from '../../src/transcript/captions/fit.js';

const at = (...starts: number[]): Segment[] =>
  starts.map((startMs, index) => ({ index, startMs, endMs: startMs + 4_000, text: `line ${index}` }));

test('captions of the recording stay as they are; the last may outlast it a little', () => {
  expect(fitted(at(0, 5_000), 7_000)).toEqual({
    segments: [
      { index: 0, startMs: 0, endMs: 4_000, text: 'line 0' },
      { index: 1, startMs: 5_000, endMs: 7_000, text: 'line 1' },
    ],
    notes: [],
    few: false,
  });
});

test('a clock that begins at an hour is brought back, and that is said', () => {
  const { segments, notes } = fitted(at(3_601_000, 3_605_400), 35_000);
  expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [1_000, 5_000],
    [5_400, 9_400],
  ]);
  expect(notes).toEqual(['the clock of the captions begins at 1:00:00, so that much was taken off their times']);
});

test('a talk of two hours whose first words come late keeps its times', () => {
  expect(fitted(at(3_700_000), 7_200_000).segments[0]?.startMs).toBe(3_700_000);
});

test('captions that go on behind the end are used as far as they go, and that is said', () => {
  const { segments, notes } = fitted(at(2_000, 130_000, 140_000, 257_000), 135_000);
  expect(segments.map(({ index, endMs }) => [index, endMs])).toEqual([
    [0, 6_000],
    [1, 134_000],
  ]);
  expect(notes).toEqual([
    'the captions go on to 4:21, the recording ends at 2:15: 2 captions that begin after its end were left out',
  ]);
});

test('a caption that stays far beyond the end ends with the recording, and that is said', () => {
  const [first, last] = at(2_000, 10_000);
  const overlong = [first, { ...last, endMs: 356_400_000 }] as Parameters<typeof fitted>[0];
  const { segments, notes } = fitted(overlong, 20_000);
  expect(segments.map(({ endMs }) => endMs)).toEqual([6_000, 20_000]);
  expect(notes).toEqual([
    'the captions go on to 99:00:00, the recording ends at 0:20: 1 caption that stays after its end was cut there',
  ]);
  // The last one of a talk lingers, and nobody misses that.
  expect(fitted(at(2_000, 18_000), 20_000).notes).toEqual([]);
});

test('the clock of a talk that lasts longer than its first hour is brought back, too', () => {
  const { segments, notes } = fitted(at(3_602_000, 8_900_000), 5_400_000);
  expect(segments.map(({ startMs }) => startMs)).toEqual([2_000, 5_300_000]);
  expect(notes[0]).toBe('the clock of the captions begins at 1:00:00, so that much was taken off their times');
});

test('what a broadcaster shows before the hour begins with the recording', () => {
  const { segments } = fitted(at(35_998_000, 36_005_000), 135_000);
  expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 2_000],
    [5_000, 9_000],
  ]);
});

test('that captions end long before the recording does is said', () => {
  expect(fitted(at(0, 60_000), 135_000).notes).toEqual(['the captions end at 1:04, the recording at 2:15']);
  expect(fitted(at(0, 90_000), 135_000).notes).toEqual([]);
});

test('that captions are for a few moments only is said', () => {
  expect(fitted(at(0, 600_000), 900_000).notes).toEqual([
    'they are for 0:08 of 15:00 only, so that they may not be all that is said',
  ]);
});

test('captions of another recording fit nowhere', () => {
  expect(fitted(at(500_000), 135_000).segments).toEqual([]);
});

test('captions that end before the recording begins are left out, and counted', () => {
  const { segments, notes } = fitted(at(35_990_000, 35_994_000, 36_005_000), 135_000);
  expect(segments.map(({ index, startMs }) => [index, startMs])).toEqual([[0, 5_000]]);
  expect(notes).toEqual([
    'the clock of the captions begins at 10:00:00, so that much was taken off their times',
    '2 captions that end before its beginning were left out',
    'they are for 0:04 of 2:15 only, so that they may not be all that is said',
  ]);
  expect(fitted(at(-9_000, 0), 10_000).notes).toEqual(['1 caption that ends before its beginning was left out']);
});
