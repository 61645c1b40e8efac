/** Texts in sentences, words and characters, however long they are. */
import { inSmallOrLong } from '../support/long-form.js';
import { expect, test } from 'vitest';
import { cutText } from '../../src/search/cut.js';
import { wordsOf } from '../../src/search/tokenizer.js';
import { makeChapters } from '../../src/transcript/chapters.js';
import type { Grain } from '../../src/transcript/pieces.js';
import { piecesOf } from '../../src/transcript/pieces.js';
import { sentencesOf } from '../../src/transcript/sentences.js';

/** Characters. */
const MANY = inSmallOrLong(100_000, 500_000);

const long = Array.from({ length: 400 }, (_, i) => `Sentence ${i} says it; why, nobody knows.`).join(' ');

test.each<Grain>(['sentence', 'word', 'grapheme'])('a long text has the same pieces as in one go: %s', (grain) => {
  const atOnce = [...new Intl.Segmenter(undefined, { granularity: grain }).segment(long)];
  expect([...piecesOf(grain, long)].map(({ text, index }) => [text, index])).toEqual(
    atOnce.map(({ segment, index }) => [segment, index]),
  );
});

test('nothing is lost or torn where there is no place to cut', () => {
  const text = '🙂'.repeat(3_001);
  const pieces = [...piecesOf('sentence', text)];
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  for (const piece of pieces) expect(piece.text.length % 2).toBe(0);
});

test('very many of the shortest sentences, and of lines without an end, is read in good time', () => {
  const short = 'Hi. '.repeat(MANY / 4);
  const lines = `A line as it stands in a file of text, of the usual length, and no end of it\n`.repeat(MANY / 77);
  for (const text of [short, lines, '漢字'.repeat(MANY / 5)]) {
    expect(cutText(text).join('').length).toBeGreaterThan(text.length / 2);
    expect(wordsOf(text).length).toBeGreaterThan(1_000);
    const segments = [{ index: 0, startMs: 0, endMs: 3_600_000, text }];
    expect(sentencesOf(segments).length).toBeGreaterThan(0);
    expect(makeChapters(segments, 3_600_000).length).toBeGreaterThan(0);
  }
}, 60_000);
