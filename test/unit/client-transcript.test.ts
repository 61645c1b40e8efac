/** The transcript on the page: what is found and replaced, when a word is said, and what takes a change back. */
import { expect, test } from 'vitest';
import { findIn, replacedAt } from '../../client/src/features/transcript/find.js';
import { changeBack } from '../../client/src/features/transcript/line-history.js';
import { whenSaid } from '../../client/src/features/transcript/when-said.js';
import type { Segment, Transcript } from '../../src/contract/content.js';

const lines = (...texts: string[]): Segment[] =>
  texts.map((text, index) => ({ index, text, startMs: index * 1_000, endMs: index * 1_000 + 900 }));
const transcript = (segments: Segment[]): Transcript => ({
  language: 'en',
  source: 'captions',
  coverage: 1,
  missing: [],
  durationMs: 60_000,
  speakers: [],
  segments,
});
const wanted = (find: string, matchCase = false, wholeWord = false) => ({ find, matchCase, wholeWord });

test.each([
  ['git', false, false, 4],
  ['git', true, false, 2],
  ['git', false, true, 2],
  ['Git', true, true, 1],
  ['c++', false, true, 1],
  ['two  words', false, false, 1],
  ['ÜBER', false, true, 1],
  ['', false, false, 0],
  ['.', false, false, 1],
])('“%s” (case %s, whole word %s) is found %i times', (find, matchCase, wholeWord, times) => {
  const segments = lines('Git and git.', 'digits of GitHub', 'c++ in two words', 'über');
  expect(findIn(segments, wanted(find, matchCase, wholeWord))).toHaveLength(times);
});

test('what is put in its place is taken as it is', () => {
  const segments = lines('a b a', 'c', 'a');
  const found = findIn(segments, wanted('a'));
  expect(replacedAt(segments, found, '$&')).toEqual([
    { index: 0, text: '$& b $&' },
    { index: 2, text: '$&' },
  ]);
  expect(replacedAt(segments, found.slice(1, 2), 'x')).toEqual([{ index: 0, text: 'a b x' }]);
});

test('a word is said where its time tells, or about where it stands in the line', () => {
  const line = { index: 0, startMs: 10_000, endMs: 20_000, text: 'Bread needs time.' };
  expect(whenSaid(line, 0)).toBe(10_000);
  expect(whenSaid(line, 8)).toBe(10_000 + Math.round((10_000 * 6) / 17));
  const words = ['bread', 'needs', 'time'].map((text, i) => ({ text, startMs: 11_000 + i, endMs: 12_000 }));
  expect(whenSaid({ ...line, words }, 13)).toBe(11_002);
});

test('other texts are put back as texts, other lines as lines, and only those', () => {
  const before = transcript(lines('a', 'b', 'c', 'd'));
  const typed = transcript(before.segments.map((line) => (line.index === 2 ? { ...line, text: 'x' } : line)));
  expect(changeBack(before, typed)).toEqual({ segments: [{ index: 2, text: 'c', speaker: null }] });
  const joined = transcript(
    before.segments
      .filter(({ index }) => index !== 2)
      .map((line, index) => (index === 1 ? { ...line, index, endMs: 2_900, text: 'b c' } : { ...line, index })),
  );
  const [, b, c] = before.segments.map(({ index: _, ...line }) => line);
  expect(changeBack(before, joined)).toEqual({ replace: { index: 1, count: 1, segments: [b, c] } });
  expect(changeBack(before, before)).toBeNull();
});
