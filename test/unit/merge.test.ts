/** Two texts, and what is chosen of each. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDifference, likelySides, mergedText, piecesOf } from '../../client/src/features/editor/merge/hunks.js';
import { short } from '../../client/src/features/editor/merge/short.js';

const BASE = 'One two three.\n\nFour five six seven.\n\nEight nine.\n';

const differences = (mine: string, theirs: string) =>
  piecesOf(mine, theirs).flatMap((piece) => (isDifference(piece) ? [[piece.mine, piece.theirs]] : []));

test('differences are words, and paragraphs where little is the same', () => {
  expect(differences(BASE, BASE.replace('five', '5'))).toEqual([['five', '5']]);
  expect(differences(BASE, BASE.replace('Four five six seven.', 'Something wholly other stands here now.'))).toEqual([
    ['Four five six seven.\n\n', 'Something wholly other stands here now.\n\n'],
  ]);
  expect(differences(BASE, BASE)).toEqual([]);
});

test('of what only one of two changed that is taken first, and each difference can be chosen', () => {
  const mine = BASE.replace('two', '2');
  const theirs = BASE.replace('nine', '9');
  const pieces = piecesOf(mine, theirs);
  const sides = likelySides(pieces, BASE);
  expect(sides).toEqual(['mine', 'theirs']);
  expect(mergedText(pieces, sides)).toBe(BASE.replace('two', '2').replace('nine', '9'));
  expect(mergedText(pieces, ['theirs', 'mine'])).toBe(BASE);
  expect(likelySides(pieces, null)).toEqual(['mine', 'mine']);
});

test('all of one side is that text, letter by letter, whatever the texts are', () => {
  const text = fc
    .array(fc.constantFrom('one ', 'two', '\n\n', '\n', ' ', '**bold**', '- item', '🧑‍💻', 'ä'), { maxLength: 30 })
    .map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (mine, theirs) => {
      const pieces = piecesOf(mine, theirs);
      const all = (side: 'mine' | 'theirs') => pieces.map(() => side);
      expect(mergedText(pieces, all('mine'))).toBe(mine);
      expect(mergedText(pieces, all('theirs'))).toBe(theirs);
    }),
  );
});

test('two long texts that share nothing are compared in good time', () => {
  const words = (sign: string) => Array.from({ length: 40_000 }, (_, i) => `${sign}${(i * 7_919) % 10_007}`).join(' ');
  expect(mergedText(piecesOf(words('a'), words('b')), ['theirs'])).toBe(words('b'));
});

test('a long passage that is the same is shortened between words, and where there are none, between characters', () => {
  const words = Array.from({ length: 120 }, (_, n) => `word${n}`);
  const [begins = '', ends = ''] = short(words.join(' ')).split('\n⋯\n');
  expect(begins.split(' ')).toEqual(words.slice(0, begins.split(' ').length));
  expect(ends.split(' ')).toEqual(words.slice(-ends.split(' ').length));
  expect(short('字'.repeat(400))).toBe(`${'字'.repeat(160)}\n⋯\n${'字'.repeat(160)}`);
  expect(short(BASE)).toBe(BASE);
});
