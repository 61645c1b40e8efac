/** What a draft says of the talk: the seconds its paragraphs come from, its chapters, and moments named for something else. */
import { expect, test } from 'vitest';
import { pictures } from '../../src/content/checks/pictures.js';
import { times } from '../../src/content/checks/times.js';
import { coverageOf, missingChapters } from '../../src/content/coverage.js';
import { keptParagraphs, placedParagraphs } from '../../src/content/paragraphs.js';

const SAID: [startMs: number, text: string][] = [
  [0, 'Welcome, and thank you for coming to this talk on databases and bread.'],
  [
    10_000,
    'An index keeps a sorted copy of a column, so that a query finds its row without a scan of the whole table.',
  ],
  [22_000, 'Every index makes writing slower, because the sorted copy has to be kept up to date with each insert.'],
  [130_000, 'A transaction changes several rows at once or none of them, and a lock makes the second writer wait.'],
  [
    142_000,
    'Deadlocks happen when two writers take the same locks in another order, so always take them in one order.',
  ],
  [260_000, 'Flour, water and salt make a dough, and yeast makes the dough rise in a warm kitchen overnight.'],
  [272_000, 'Knead the dough for ten minutes, and bake the loaf in a hot oven until its crust is brown.'],
];
const segments = SAID.map(([startMs, text], index) => ({ index, startMs, endMs: startMs + 9_000, text }));
const chapters = [
  { index: 0, title: 'Sorted copies', startMs: 0, endMs: 130_000 },
  { index: 1, title: 'Waiting writers', startMs: 130_000, endMs: 260_000 },
  { index: 2, title: 'Baking a loaf', startMs: 260_000, endMs: 300_000 },
];
const talk = {
  title: 'Databases and bread',
  language: 'en',
  durationMs: 300_000,
  segments,
  chapters,
  screenshots: [],
  instructions: null,
};

const INDEXES =
  'A sorted copy lets a query find its row without scanning the table; the price is slower writing with every insert.';
const LOCKS = 'When two writers take the same locks in another order, they deadlock. Take them in one order.';
const BREAD = 'For the dough, knead flour, water and salt for ten minutes, and bake the loaf until its crust is brown.';

test('each paragraph knows the seconds that its words come from', () => {
  const body = `# Databases and bread\n\n${INDEXES}\n\n\n${LOCKS}\n\n\`\`\`sql\nSELECT 1;\n\nSELECT 2;\n\`\`\`\n\n${BREAD}\n`;
  const found = placedParagraphs(body, talk);
  const at = (text: string) => found.find(({ start }) => body.startsWith(text, start));
  expect(at(INDEXES)).toMatchObject({ index: 1, startMs: 10_000, endMs: 31_000 });
  expect(at(LOCKS)).toMatchObject({ index: 2, endMs: 151_000 });
  expect(at(BREAD)).toMatchObject({ index: 4, startMs: 260_000, endMs: 281_000 });
  expect(found.some(({ index }) => index === 3)).toBe(false);
});

test('what nobody said comes from nowhere, and what only names a moment comes from there', () => {
  const [named, ...others] = placedParagraphs('Nothing like this was ever said.\n\nMore on that: [2:12](#t=132)', talk);
  expect(named).toMatchObject({ index: 1, startMs: 132_000 });
  expect(others).toEqual([]);
});

test('a paragraph that names a moment of the place where its words are said comes from that moment', () => {
  const [inside, outside] = placedParagraphs(`[0:22](#t=22) ${INDEXES}\n\n[0:22](#t=22) ${BREAD}`, talk);
  expect(inside).toMatchObject({ index: 0, startMs: 22_000, endMs: 31_000 });
  expect(outside).toMatchObject({ index: 1, startMs: 260_000 });
});

test('a paragraph that a change by hand has only moved keeps its seconds', () => {
  const before = `${INDEXES}\n\n${BREAD}`;
  const after = `A new beginning.\n\n${BREAD}\n\n${INDEXES} And more.`;
  const kept = keptParagraphs(before, placedParagraphs(before, talk), after);
  expect(kept).toMatchObject([{ index: 1, start: after.indexOf(BREAD), startMs: 260_000 }]);
});

test('the chapters that a draft speaks of are counted, by words, titles and moments', () => {
  expect(coverageOf(`${INDEXES}\n\n${BREAD}`, 'markdown', talk)).toMatchObject({
    chapters: 2,
    of: 3,
    left: [{ index: 1 }],
  });
  expect(coverageOf(`${INDEXES}\n\nWaiting writers\n\nBread at 4:30.`, 'markdown', talk)).toMatchObject({
    chapters: 3,
    left: [],
  });
  expect(coverageOf('Something else.', 'markdown', talk)).toMatchObject({ chapters: 0, of: 3 });
  expect(coverageOf(INDEXES, 'markdown', { ...talk, chapters: [] })).toBeNull();
});

test.each([
  ['Today: sorted copies, waiting writers, and baking a loaf.'],
  ['- Sorted copies ([0:00](#t=0))\n- Waiting writers ([2:10](#t=130))\n- Baking a loaf ([4:20](#t=260))'],
  ['- [0:05](#t=5)\n\n- [2:12](#t=132)\n\n- [4:25](#t=265)'],
  ['0:00 Sorted copies\n2:10 Waiting writers\n4:20 Baking a loaf'],
])('a list of titles or moments speaks of no chapter, but in plain text: %s', (list) => {
  const body = `# Everything at once\n\n${list}`;
  expect(coverageOf(body, 'markdown', talk)).toMatchObject({ chapters: 0 });
  expect(coverageOf(body, 'text', talk)).toMatchObject({ chapters: 3 });
  expect(coverageOf(`${body}\n- ${INDEXES} ([0:10](#t=10))`, 'markdown', talk)).toMatchObject({ chapters: 1 });
});

test('of a long draft the missing ones are told, of a short one they are only counted', () => {
  expect(missingChapters(INDEXES, { scope: 'every chapter', format: 'markdown' }, talk)).toEqual([
    expect.stringMatching(/\[2:10\] Waiting writers; \[4:20\] Baking/),
  ]);
  expect(missingChapters(INDEXES, { scope: 'the best of it', format: 'markdown' }, talk)).toEqual([]);
});

test.each([
  [`${BREAD.slice(0, -1)} [0:12](#t=12).`, '[4:20](#t=260)'],
  [`At 4:25: ${INDEXES}`, '0:10'],
])('a moment that is named for what is said elsewhere is set right: %s', (draft, right) => {
  const [finding, ...others] = times(draft, { talk, passages: [] });
  expect(finding?.instead).toBe(right);
  expect(finding?.says).toMatch(/is said at/);
  expect(others).toEqual([]);
});

test.each([
  `${BREAD.slice(0, -1)} [4:21](#t=261).`,
  `${INDEXES} (0:00)`,
  `${LOCKS} See [2:10](#t=130).`,
  '0:10 Baking a loaf with flour, water and salt, kneaded dough and brown crust',
  'Meet at 4:25 p.m. for flour, water, salt and dough that is kneaded and baked brown.',
  'Something else at [0:12](#t=12).',
])('a moment that fits stays, and so does one of which nothing can be told: %s', (draft) => {
  expect(times(draft, { talk, passages: [] })).toEqual([]);
});

test('words below a picture say what is on it, or what is said with it; others are replaced by its own', () => {
  const seen = {
    kind: 'slide' as const,
    title: null,
    alt: 'Slide: Baking in four steps',
    text: 'Baking in four steps\nKnead, rest, shape, bake',
    code: null,
  };
  const withPicture = {
    talk: { ...talk, screenshots: [{ index: 4, atMs: 270_000, distinct: true, seen }] },
    passages: [],
  };
  const [finding, ...others] = pictures('![A bar chart of quarterly revenue growth](screenshots/4.jpg)', withPicture);
  expect(others).toEqual([]);
  expect(finding?.instead).toBe('![Slide: Baking in four steps](screenshots/4.jpg)');
  for (const alt of ['The four steps of baking', 'A loaf with a brown crust from the hot oven', 'Slide']) {
    expect(pictures(`![${alt}](screenshots/4.jpg)`, withPicture)).toEqual([]);
  }
});

test('a moment that the talk does not have, and nobody names, is left out wherever it stands', () => {
  expect(times('It ended with applause at 9:58:57.', { talk, passages: [] })).toMatchObject([{ instead: '' }]);
  expect(times('The train at 23:59.', { talk, passages: ['Take the train at 23:59.'] })).toEqual([]);
});
