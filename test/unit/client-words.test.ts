/** The page's words: every language has all of them, and none is kept that the page does not say. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import de from '../../client/src/words/de.json' with { type: 'json' };
import en from '../../client/src/words/en.json' with { type: 'json' };
import { t } from '../../client/src/words/words.js';

type Block = { [name: string]: string | Block };

const flat = (block: Block, path = ''): [string, string][] =>
  Object.entries(block).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : flat(value, `${path}${name}.`),
  );

const source = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(`client/src/${file}`, 'utf8'))
  .join('\n');
/** The page before its first script runs. */
const opening = readFileSync('client/index.html', 'utf8');
/** What stands before the first value of each name that is put together, such as `language.` of `language.${name}`. */
const beginnings = [...source.matchAll(/`([a-z]\w*\.[\w.]*)\$\{/gi)].map(([, beginning = '']) => beginning);

const holes = (text: string): string[] =>
  [...text.matchAll(/\{\{.*?\}\}|<\/?\w+ ?\/?>/g)].map(([hole]) => hole).toSorted();

test.each(Object.entries({ de }))(
  '%s has the words of English, with the same values and elements in them',
  (_, other) => {
    const theirs = new Map(flat(other));
    expect([...theirs.keys()]).toEqual(flat(en).map(([name]) => name));
    for (const [name, text] of flat(en)) expect([name, holes(theirs.get(name) ?? '')]).toEqual([name, holes(text)]);
  },
);

test('the page says each of them', () => {
  const unsaid = flat(en)
    .map(([name]) => name.replace(/_(zero|one|two|few|many|other)$/, ''))
    .filter((name) => !source.includes(`'${name}'`) && !source.includes(`"${name}"`))
    .filter((name) => !opening.includes(`%${name}%`))
    .filter((name) => !beginnings.some((beginning) => name.startsWith(beginning)));
  expect(unsaid).toEqual([]);
});

test('English is there before anything is loaded', () => {
  expect(t('page.none.title')).toBe('Page not found');
});
