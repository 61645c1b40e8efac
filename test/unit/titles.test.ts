/** What chapters are called, in the talk's own words. */
import { expect, test } from 'vitest';
import { makeChapters } from '../../src/transcript/chapters.js';
import { partsOfCompounds } from '../../src/transcript/compounds.js';
import { languages } from '../../src/transcript/languages/languages.js';
import { leadingName, tellingPhrases, togetherIn } from '../../src/transcript/phrases.js';

const SECONDS = 5;

function titleOf(sentences: string[]): string | undefined {
  const segments = sentences.map((text, index) => ({
    index,
    startMs: index * SECONDS * 1_000,
    endMs: ((index + 1) * SECONDS - 1) * 1_000,
    text,
  }));
  return makeChapters(segments, sentences.length * SECONDS * 1_000, { language: 'en' })[0]?.title;
}

test.each([
  ['Today I want to talk about background work.', 'Background work'],
  ['Let us talk about time zones and why they hurt.', 'Time zones'],
  ['Now we come to the third topic, two-factor sign-on.', 'Two-factor sign-on'],
  ['Hello, and let me start right away with connection pools.', 'Connection pools'],
  ["I'd like to spend the next few minutes on connection pools.", 'Connection pools'],
  ['Let us begin with type systems.', 'Type systems'],
])('an announced name is taken whole: %s', (sentence, title) => {
  expect(titleOf([sentence, 'It is done by somebody else, later.', 'Nobody has to wait for it.'])).toBe(title);
});

test('without stops a name ends where a word goes with the one behind it', () => {
  const talk = 'caching event listeners are called late and event listeners leak';
  expect(leadingName(talk, languages.en, togetherIn(talk, languages.en))).toBe('caching');
  const other = 'message queues hold what is not done yet';
  expect(leadingName(other, languages.en, togetherIn(other, languages.en))).toBe('message queues');
});

const RAIN = 'It rains in Bergen. The umbrella stays wet. Clouds hang low over the harbour. It rains again in Bergen.';

/** The name of the first of two parts of a text. */
const nameOf = (text: string): string | null | undefined =>
  tellingPhrases(`${text} ${RAIN.repeat(3)}`, [0, text.length + 1], languages.en)[0];

test('a word that ends many phrases is named as it ends them, with what is said beside it', () => {
  const name = nameOf(
    'Unit tests are quick, and fixtures feed them. Flaky tests cost the most, says test data. Slow tests want small fixtures. Old fixtures break the tests.',
  );
  expect(name).toBe('tests and fixtures');
});

test('a word that is nearly always part of a phrase is that phrase', () => {
  expect(
    nameOf('An error budget is spent. The error budget is shared. Who owns an error budget? Read the budget.'),
  ).toBe('error budget');
  expect(nameOf('The second factor is a key. A second factor helps. No second factor, no account.')).toBe(
    'second factor',
  );
});

test('what hyphens tie together stays together', () => {
  expect(nameOf('End-to-end checks are slow. We love end-to-end checks. Few write end-to-end checks.')).toMatch(
    /end-to-end checks/i,
  );
});

test('a compound shares its parts with the words that are said by themselves', () => {
  const parts = partsOfCompounds(['integrationstests', 'tests', 'gleisbett', 'gleis', 'brot', 'haus']);
  expect([...parts.keys()]).toEqual(['integrationstests', 'gleisbett']);
  expect(parts.get('integrationstests')).toEqual(['test']);
});
