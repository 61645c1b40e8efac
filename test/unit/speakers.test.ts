import { expect, test } from 'vitest';
import { mentions } from '../../src/content/mentions.js';
import { linesOf } from '../../src/content/windows.js';
import { sentencesOf } from '../../src/transcript/sentences.js';
import type { NamedSegment } from '../../src/transcript/speakers.js';
import { withIds } from '../../src/transcript/speakers.js';

const lines = (...said: [name: string, text: string][]): NamedSegment[] =>
  said.map(([speakerName, text], index) => ({
    index,
    startMs: index * 1_000,
    endMs: index * 1_000 + 900,
    text,
    speakerName,
  }));

test.each([
  ['As Ben Ray says', 'Ben Ray', true],
  ['As Ray says', 'Ben Ray', true],
  ['Ben’s dough', 'Ben', true],
  ['Benefits of rays', 'Ben Ray', false],
  ['Émile Zola', 'Émil', false],
  ['田中さんは言う', '田中', true],
  ['de la mer', 'José de la Cruz', false],
])('“%s” names %s: %s', (text, name, named) => {
  expect(mentions(text, name)).toBe(named);
});

test('labels are one line without marks of direction, as long as names may be; of thousands the first have ids', () => {
  let made = 0;
  const newId = (): string => String(made++);
  const odd = withIds(lines(['\u202b Ana \n Muster\u202c', 'a'], ['x'.repeat(200), 'b'], [' ', 'c']), [], newId);
  expect(odd.speakers.map(({ name }) => name)).toEqual(['Ana Muster', 'x'.repeat(100)]);
  expect(odd.segments.map(({ speaker }) => speaker)).toEqual(['0', '1', undefined]);
  const crowd = Array.from({ length: 3_000 }, (_, i): [string, string] => [`Voice ${i}`, 'word']);
  expect(withIds(lines(...crowd), [], newId).speakers).toHaveLength(1_000);
});

test('nobody’s sentence goes on in another’s, and a prompt says at each line whose it is', () => {
  const said = lines(['Ana', 'I think that'], ['Ben', 'no'], ['Ben', 'way.']);
  expect(sentencesOf(said).map(({ speakerName, text }) => [speakerName, text])).toEqual([
    ['Ana', 'I think that'],
    ['Ben', 'no way.'],
  ]);
  expect(linesOf(said)).toEqual(['[0:00] Ana: I think that', '[0:01] Ben: no way.']);
});
