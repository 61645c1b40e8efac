/** How texts are cut into passages, how rankings become one, and what of a passage is shown. Pure. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText, cutTranscript } from '../../src/search/cut.js';
import { fused } from '../../src/search/fuse.js';
import { parseQuery, toTsquery } from '../../src/search/query.js';
import { snippetOf } from '../../src/search/snippet.js';
import { cosine, packed, unpacked } from '../../src/search/vectors.js';
import { folded, wordsOf } from '../../src/search/tokenizer.js';

const MOST = 1_200;
const sentence = (i: number): string => `Sentence number ${i} says a little more than the one before it did.`;
const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);
const words = (text: string): string[] => wordsOf(text).map((word) => word.text);

test('a text is cut at paragraph ends, a long paragraph at sentence ends, a long sentence at blanks', () => {
  const paragraphs = Array.from({ length: 40 }, (_, i) => `${sentence(i)} ${sentence(i + 100)}`);
  const passages = cutText(paragraphs.join('\r\n\r\n'));
  expect(passages.join('\n\n')).toBe(paragraphs.join('\n\n'));
  expect(passages.slice(0, -1).every(({ length }) => length >= 800 && length <= MOST)).toBe(true);

  const long = cutText(Array.from({ length: 60 }, (_, i) => sentence(i)).join(' '));
  expect(long.every((passage) => passage.endsWith('.') && passage.startsWith('Sentence'))).toBe(true);
  expect(cutText('word '.repeat(1_000)).every((passage) => passage.endsWith('word'))).toBe(true);
  expect(cutText(' \n\n \n')).toEqual([]);
});

test('whatever the text, no word is lost and no passage is too long', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('\n\n', ' ', 'x'.repeat(1_500), '😀'.repeat(700), '日本'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const passages = cutText(text);
      expect(passages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      expect(passages.every((passage) => passage.length <= MOST && isWhole(passage) === isWhole(text))).toBe(true);
    }),
  );
});

test('a transcript is cut at lines, and each line keeps its moment', () => {
  const lines = Array.from({ length: 50 }, (_, i) => ({ startMs: i * 2_000, text: `${sentence(i)}\n` }));
  const passages = cutTranscript([{ startMs: 0, text: ' ' }, ...lines]);
  expect(passages.length).toBeGreaterThan(3);
  const found = passages.flatMap(({ text, moments }) =>
    moments.map(([from], i) => [text.slice(from, moments[i + 1]?.[0]).trim(), moments[i]?.[1]]),
  );
  expect(found).toEqual(lines.map(({ text, startMs }) => [text.trim(), startMs]));
  const endless = cutTranscript([{ startMs: 7, text: 'x'.repeat(5_000) }]);
  expect(endless.map(({ text }) => text).join('')).toHaveLength(5_000);
  expect(endless.every(({ text, moments }) => text.length <= MOST && moments[0]?.[1] === 7)).toBe(true);
});

test('what stands high in several rankings stands highest in one; equals keep the order in which they were seen', () => {
  expect(
    fused([
      ['a', 'b', 'c'],
      ['b', 'd'],
      ['b', 'a'],
    ]),
  ).toEqual(['b', 'a', 'd', 'c']);
  expect(
    fused([
      ['x', 'y'],
      ['y', 'x'],
    ]),
  ).toEqual(['x', 'y']);
  expect(fused([[], []])).toEqual([]);
});

test('a vector comes back with the length 1, and points where it did', () => {
  const there = (vector: number[]): Float32Array => unpacked(Buffer.from(packed(vector), 'base64'));
  expect([...there([3, 4])].map((value) => value.toFixed(6))).toEqual(['0.600000', '0.800000']);
  expect(cosine(there([1, 2, 3]), there([10, 20, 30]))).toBeCloseTo(1, 5);
  expect(cosine(there([1, 0]), there([0, 5]))).toBe(0);
  expect(cosine(there([1, 0]), there([1, 0, 0]))).toBe(0);
});

test('words, phrases, without, OR, and the beginning of the last word', () => {
  const text = (typed: string): string => toTsquery(parseQuery(typed), folded);
  expect(text('Élan socket.io')).toBe("(('elan')) & (('socket' <-> 'io':*))");
  expect(text('"to be" not')).toBe("(('to' <-> 'be')) & (('not':*))");
  expect(text('a OR "b c" -d')).toBe("(('a') | ('b' <-> 'c')) & !('d')");
  expect(text('"open to the end')).toBe("(('open' <-> 'to' <-> 'the' <-> 'end'))");
  expect(text('x')).toBe("(('x'))");
  expect(parseQuery('-only -without "" --').all).toEqual([]);
  const anything = fc.property(fc.string({ unit: 'binary' }), (typed) => {
    expect(text(typed)).not.toMatch(/''|\\/);
  });
  fc.assert(anything);
});

test('a snippet shows where most of what was looked for stands, and marks it', () => {
  const stems = (word: string): string[] => [word.toLowerCase().replace(/(?:s|ning)$/, '')];
  const filler = 'something else entirely '.repeat(30);
  const text = `One database. ${filler}Databases are running here, run by us. ${filler}`;
  const shown = snippetOf(text, parseQuery('running database'), stems);
  const marked = shown.marks.map(({ start, end }) => shown.snippet.slice(start, end));
  expect(marked).toEqual(['Databases', 'running', 'run']);
  expect(text.slice(shown.offset)).toMatch(/^Databases are/);
  expect(shown.snippet).toMatch(/^… .* …$/);
  expect(snippetOf(text, parseQuery('nothing'), () => [])).toMatchObject({ marks: [], offset: 0 });
  expect(words('snake_case React.useEffect 東京')).toEqual(['snake', 'case', 'React', 'useEffect', '東京']);
});
