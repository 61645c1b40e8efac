import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { correct, withCorrections } from '../../src/transcript/corrections.js';

const segments: Segment[] = ['one', 'two', 'three'].map((text, index) => ({
  index,
  text,
  startMs: index * 1_000,
  endMs: index * 1_000 + 900,
}));
const start = { segments, corrections: [] };
const texts = (list: Segment[]): string[] => list.map(({ text }) => text);

test('a correction remembers what was heard, through further corrections of the same line', () => {
  const once = correct(start, new Map([[1, 'too']]));
  const twice = correct(once, new Map([[1, 'to']]));
  expect(twice.corrections).toEqual([{ startMs: 1_000, endMs: 1_900, was: 'two', text: 'to' }]);
  expect(texts(withCorrections(segments, twice.corrections))).toEqual(['one', 'to', 'three']);
});

test('a correction taken back is forgotten', () => {
  const once = correct(start, new Map([[1, 'too']]));
  expect(correct(once, new Map([[1, ' two ']]))).toEqual(start);
});

test('a line taken out stays out, and the others are numbered anew', () => {
  const without = correct(start, new Map([[0, '']]));
  expect(without.segments.map(({ index, text }) => [index, text])).toEqual([
    [0, 'two'],
    [1, 'three'],
  ]);
  expect(withCorrections(segments, without.corrections)).toEqual(without.segments);
});

test('other words at the same time are not overwritten, and the correction waits for its line', () => {
  const { corrections } = correct(start, new Map([[2, '3']]));
  const others = segments.map((segment) => ({ ...segment, text: `${segment.text}!` }));
  expect(withCorrections(others, corrections)).toEqual(others);
  expect(texts(withCorrections(segments, corrections))).toEqual(['one', 'two', '3']);
});
