/** What the page says of a draft and its pictures by itself: how many words it has, and what a picture shows. */
import { expect, test } from 'vitest';
import { altOf, shownAt } from '../../client/src/features/editor/pictures/alternative.js';
import { wordsIn } from '../../client/src/ui/times-and-sizes.js';
import type { Screenshot } from '../../src/contract/content.js';

test.each([
  ['', 0],
  ['One two\nthree', 3],
  ['# A title\n\n> Said – well, *said*.\n\n---\n', 5],
  ['| a | b |\n|---|:-:|\n|one|two|', 4],
  ['1. First\n2) Second\n- Third\n\nIn 2026.', 5],
  ['![A cat](pictures/a-cat.jpg) 🎉', 3],
])('%j has %i words', (text, words) => {
  expect(wordsIn(text)).toBe(words);
});

test('a frame shows what the slide of its moment shows, and before the first slide that', () => {
  const shot = (atMs: number, alt: string, text = '', distinct = true): Screenshot =>
    ({ atMs, alt, text, distinct }) as Screenshot;
  const shots = [shot(500, 'Slide: Hooks'), shot(900, '', '', false), shot(2_000, '', '~\n Deploy on Friday \nnever')];
  expect([0, 500, 1_999, 2_000].map((atMs) => altOf(shownAt(shots, atMs)))).toEqual([
    'Slide: Hooks',
    'Slide: Hooks',
    'Slide: Hooks',
    'Deploy on Friday',
  ]);
  expect(altOf(shownAt([], 0))).toBe('');
  expect(altOf(shot(0, '', 'word '.repeat(80))).length).toBeLessThanOrEqual(160);
});
