import { expect, test } from 'vitest';
import type { Segment, TranscriptCorrections } from '../../src/contract/content.js';
import type { Corrected } from '../../src/transcript/corrections.js';
import { changeLines, withCorrections } from '../../src/transcript/corrections.js';
import { readChange } from '../../src/transcript/line-changes.js';

const segments: Segment[] = ['one', 'two', 'three', 'four'].map((text, index) => ({
  index,
  text,
  startMs: index * 1_000,
  endMs: index * 1_000 + 900,
}));
const start: Corrected = { segments, corrections: [] };
const ANN = '0b6b1c4e-0000-4000-8000-000000000001';

function after(now: Corrected, ...changes: TranscriptCorrections[]): Corrected {
  return changes.reduce((before, asked) => {
    const read = readChange(asked, { segments: before.segments, durationMs: 60_000, speakers: new Set([ANN]) });
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return changeLines(before, read.change);
  }, now);
}
const text = (index: number, words: string): TranscriptCorrections => ({ segments: [{ index, text: words }] });
const texts = (list: Segment[]): string[] => list.map((segment) => segment.text);
const made = ({ corrections }: Corrected, again = segments): Segment[] => withCorrections(again, corrections);

test('a correction remembers what was heard, through further corrections of the same line', () => {
  const twice = after(start, text(1, 'too'), text(1, 'to'));
  const time = { startMs: 1_000, endMs: 1_900 };
  expect(twice.corrections).toEqual([{ was: [{ ...time, text: 'two' }], lines: [{ ...time, text: 'to' }] }]);
  expect(texts(made(twice))).toEqual(['one', 'to', 'three', 'four']);
});

test('a correction taken back is forgotten', () => {
  expect(after(start, text(1, 'too'), text(1, ' two '))).toEqual(start);
});

test('a line taken out stays out, and the others are numbered anew', () => {
  const without = after(start, text(0, ''));
  expect(without.segments.map((segment) => [segment.index, segment.text])).toEqual([
    [0, 'two'],
    [1, 'three'],
    [2, 'four'],
  ]);
  expect(made(without)).toEqual(without.segments);
  const back: TranscriptCorrections = {
    replace: { index: 0, count: 0, segments: [{ startMs: 0, endMs: 900, text: 'one' }] },
  };
  expect(after(without, back)).toEqual(start);
});

test('other words at the same time are not overwritten, and the correction waits for its line', () => {
  const { corrections } = after(start, text(2, '3'));
  const others = segments.map((segment) => ({ ...segment, text: `${segment.text}!` }));
  expect(withCorrections(others, corrections)).toEqual(others);
  expect(texts(withCorrections(segments, corrections))).toEqual(['one', 'two', '3', 'four']);
});

test('many lines corrected at once are as many corrections: one line that is another loses one of them', () => {
  const all = after(start, { segments: [0, 1, 3].map((index) => ({ index, text: `${index}.` })) });
  const other = segments.map((segment) => (segment.index === 1 ? { ...segment, text: 'deux' } : segment));
  expect(texts(made(all, other))).toEqual(['0.', 'deux', 'three', '3.']);
});

test('lines joined and split stay so in a transcript made anew, whatever is corrected in them before and later', () => {
  const joined = after(start, text(1, 'too'), { join: { index: 1 } });
  expect(joined.segments[1]).toEqual({ index: 1, startMs: 1_000, endMs: 2_900, text: 'too three' });
  const split = after(joined, { split: { index: 1, at: 6 } }, text(2, 'THREE'));
  expect(texts(split.segments)).toEqual(['one', 'too th', 'THREE', 'four']);
  for (const changed of [joined, split]) expect(made(changed)).toEqual(changed.segments);
  const other = segments.map((segment) => (segment.index === 2 ? { ...segment, text: 'trois' } : segment));
  expect(texts(made(split, other))).toEqual(['one', 'two', 'trois', 'four']);
});

test('a line taken out between two that are joined stays out', () => {
  const joined = after(start, text(1, ''), { join: { index: 0 } });
  expect(texts(joined.segments)).toEqual(['one three', 'four']);
  expect(made(joined)).toEqual(joined.segments);
});

test('split and joined again, or put back, a line is what it was', () => {
  const [line] = segments;
  const split = after(start, { split: { index: 0, at: 1 } });
  expect(split.segments.slice(0, 2).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 300],
    [300, 900],
  ]);
  const { index: _, ...before } = line ?? { index: 0, startMs: 0, endMs: 0, text: '' };
  expect(after(split, { replace: { index: 0, count: 2, segments: [before] } })).toEqual(start);
});

test('the times of words divide a line, and stay with its parts', () => {
  const words = ['Bread', 'needs', 'time'].map((word, i) => ({ text: word, startMs: i * 300, endMs: i * 300 + 200 }));
  const heard = { segments: [{ index: 0, startMs: 0, endMs: 900, text: 'Bread needs time.', words }], corrections: [] };
  const { segments: parts } = after(heard, { split: { index: 0, at: 12 } });
  expect(parts).toMatchObject([
    { startMs: 0, endMs: 500, text: 'Bread needs', words: words.slice(0, 2) },
    { startMs: 600, endMs: 900, text: 'time.', words: words.slice(2) },
  ]);
  const { index: _, words: __, ...whole } = heard.segments[0] ?? { index: 0, startMs: 0, endMs: 0, text: '', words };
  expect(after(heard, { split: { index: 0, at: 12 } }, { replace: { index: 0, count: 2, segments: [whole] } })).toEqual(
    heard,
  );
});

test('who was said to speak does so again, and whoever speaks otherwise is as it is made', () => {
  const said = after(start, { segments: [{ index: 1, speaker: ANN }] }, { split: { index: 1, at: 1 } });
  expect(said.segments.map(({ speaker }) => speaker)).toEqual([undefined, ANN, ANN, undefined, undefined]);
  expect(made(said)).toEqual(said.segments);
  const typed = after(start, text(2, 'drei'));
  const spoken = segments.map((segment) => ({ ...segment, speaker: ANN }));
  expect(made(typed, spoken)[2]).toMatchObject({ text: 'drei', speaker: ANN });
  expect(
    after(said, { segments: [1, 2].map((index) => ({ index, speaker: null })) }, { join: { index: 1 } }).segments[1]
      ?.text,
  ).toBe('t wo');
});

test.each([
  [{ split: { index: 0, at: 0 } }],
  [{ split: { index: 0, at: 99 } }],
  [{ split: { index: 9, at: 1 } }],
  [{ join: { index: 3 } }],
  [{ replace: { index: 3, count: 2, segments: [] } }],
  [{ replace: { index: 1, count: 1, segments: [{ startMs: 2_500, endMs: 2_600, text: 'late' }] } }],
  [{ replace: { index: 1, count: 1, segments: [{ startMs: 1_500, endMs: 1_600, text: ' ' }] } }],
  [{ segments: [{ index: 0, speaker: 'cf3a6e0a-1f52-4bb5-9f41-9f4d39a3a001' }] }],
] satisfies [TranscriptCorrections][])('%j has no place to go', (asked) => {
  expect('faults' in readChange(asked, { segments, durationMs: 60_000, speakers: new Set([ANN]) })).toBe(true);
});

test('an emoji is not split, and Japanese is joined without a space', () => {
  const lines = ['a😀b', '今日は', '晴れ'].map((words, index) => ({
    index,
    startMs: index,
    endMs: index,
    text: words,
  }));
  const known = { segments: lines, durationMs: 9, speakers: new Set<string>() };
  expect(readChange({ split: { index: 0, at: 2 } }, known)).toHaveProperty('faults');
  expect(readChange({ join: { index: 1 } }, known)).toMatchObject({ change: { lines: [{ text: '今日は晴れ' }] } });
});
