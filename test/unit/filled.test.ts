/** Chapters that a model leaves out, also when it was told. */
import { expect, test } from 'vitest';
import { coverageOf } from '../../src/content/coverage.js';
import { placesOfAdded, withMissingChapters } from '../../src/content/filled.js';

const SAID = [
  'An index keeps a sorted copy of a column, so that a query finds its row without a scan.',
  'Every index makes writing slower, because the sorted copy has to be kept up to date.',
  'A transaction changes several rows at once or none of them, and a lock makes the second writer wait.',
  'Deadlocks happen when two writers take the same locks in another order.',
  'Flour, water and salt make a dough, and yeast makes the dough rise in a warm kitchen overnight.',
  'The baker kneads the dough for ten minutes and bakes the loaf until its crust is brown.',
];
const chapter = (index: number, title: string) => ({
  index,
  title,
  startMs: index * 60_000,
  endMs: (index + 1) * 60_000,
});
const talk = {
  title: 'Databases and bread',
  language: 'en',
  durationMs: 180_000,
  segments: SAID.map((text, index) => ({ index, startMs: index * 30_000, endMs: (index + 1) * 30_000, text })),
  chapters: [chapter(0, 'Sorted copies'), chapter(1, 'Waiting writers'), chapter(2, 'Baking a loaf')],
  screenshots: [],
  instructions: null,
};
const check = (body: string) => ({ body, grounding: { timestamps: 0, images: 0, removed: 0 } });
const blog = { scope: 'every chapter', format: 'markdown', limit: null, check } as const;

const INDEXES = `## Sorted copies ([0:00](#t=0))\n\nA sorted copy lets a query find its row without a scan.`;
const BREAD = `## Baking a loaf ([2:00](#t=120))\n\nKnead the dough for ten minutes and bake the loaf until its crust is brown.`;
const END = '## Conclusion\n\nTry it.';

test('a chapter that is missing stands where it belongs, in the words of the talk, and is told', () => {
  const draft = `# Databases and bread\n\n${INDEXES}\n\n${BREAD}\n\n${END}\n`;
  const { body, added } = withMissingChapters(draft, blog, talk);
  expect(added.map(({ title }) => title)).toEqual(['Waiting writers']);
  expect(body.match(/^## .*/gm)).toEqual([
    '## Sorted copies ([0:00](#t=0))',
    '## Waiting writers ([1:00](#t=60))',
    '## Baking a loaf ([2:00](#t=120))',
    '## Conclusion',
  ]);
  expect(body).toContain(SAID[2]);
  expect(coverageOf(body, 'markdown', talk)?.left).toEqual([]);
  const [place] = placesOfAdded(body, added);
  expect(place).toMatchObject({ kind: 'chapters', now: 'Waiting writers' });
  expect(body.slice(place?.start)).toMatch(/^## Waiting writers/);
});

test('the last one comes before the end, the first one before all others, and of none in particular at the end', () => {
  const last = withMissingChapters(`${INDEXES}\n\n${END}\n`, blog, talk).body;
  expect(last.match(/^## \w+/gm)).toEqual(['## Sorted', '## Waiting', '## Baking', '## Conclusion']);
  const first = withMissingChapters(`# Title\n\nA lead.\n\n${BREAD}\n`, blog, talk).body;
  expect(first.match(/^#+ \w+/gm)).toEqual(['# Title', '## Sorted', '## Waiting', '## Baking']);
  const prose = withMissingChapters('A sorted copy lets a query find its row without a scan.', blog, talk).body;
  expect(prose.match(/^\*\*\w+/gm)).toEqual(['**Waiting', '**Baking']);
  const recap = `${INDEXES}\n\n## Conclusion\n\nA sorted copy of a column finds a row without a scan, and a lock makes the second writer wait.\n`;
  expect(
    withMissingChapters(recap, blog, talk)
      .body.match(/^## \w+/gm)
      ?.at(-1),
  ).toBe('## Conclusion');
  const opening = `## What you will learn\n\nBy [2:30](#t=150) you bake.\n\n${INDEXES}\n`;
  expect(withMissingChapters(opening, blog, talk).body.match(/^## \w+/gm)).toEqual([
    '## What',
    '## Sorted',
    '## Waiting',
  ]);
});

test('a text without markup gets it without markup', () => {
  const text = 'A sorted copy lets a query find its row without a scan.\n\nBake the loaf until its crust is brown.';
  const { body } = withMissingChapters(text, { ...blog, format: 'text' }, talk);
  expect(body.split('\n\n')).toEqual([
    text.split('\n\n')[0],
    expect.stringMatching(/^Waiting writers\nA transaction changes/),
    text.split('\n\n')[1],
  ]);
});

const NOTHING_ADDED = { added: [] };
test.each([
  ['to a short one', { ...blog, scope: 'the best of it' as const }, talk],
  ['to a thread', { ...blog, format: 'thread' as const }, talk],
  ['beyond a limit', { ...blog, limit: { max: 150, measure: 'characters' as const, per: 'text' as const } }, talk],
  ['where somebody said what it should be', blog, { ...talk, instructions: 'Only the indexes.' }],
])('nothing is added %s', (_, type, of) => {
  expect(withMissingChapters(INDEXES, type, of)).toEqual({ ...NOTHING_ADDED, body: INDEXES });
});

test('what a type lists itself is not missing', () => {
  const listing = (body: string) => check(`${body}\n\n## Waiting writers\n\n## Baking a loaf`);
  expect(withMissingChapters(INDEXES, { ...blog, check: listing }, talk)).toMatchObject(NOTHING_ADDED);
});

test('nothing is added to a translation, and nothing of a chapter in which nobody speaks', () => {
  const german =
    '## Sortierte Kopien ([0:00](#t=0))\n\nEin Index ist eine sortierte Kopie einer Spalte, damit eine Abfrage ihre Zeile findet, ohne die ganze Tabelle zu lesen. Dafür wird das Schreiben langsamer, denn die Kopie muss bei jeder Änderung nachgezogen werden, und das kostet Zeit.';
  expect(withMissingChapters(german, blog, talk)).toMatchObject(NOTHING_ADDED);
  const silent = { ...talk, durationMs: 240_000, chapters: [...talk.chapters, chapter(3, 'Applause')] };
  expect(withMissingChapters(INDEXES, blog, silent).added.map(({ title }) => title)).not.toContain('Applause');
});
