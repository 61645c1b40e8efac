/** Passages that people locked stay when a draft is written again. */
import { expect, test } from 'vitest';
import { fittingLocked, withLocked } from '../../src/content/locked.js';

const BODY = '# Title\n\nFirst.\n\n## Bread\n\nMy own words about bread, water and salt.\n\n## End\n\nLast.\n';
const MINE = 'My own words about bread, water and salt.';
const locked = { body: BODY, passages: [MINE] };

test('one that was kept stays where it is', () => {
  const draft = `# Other\n\n${MINE}\n\nMore.\n`;
  expect(withLocked(draft, 'markdown', locked)).toBe(draft);
});

test('one that was written otherwise is put back in its place', () => {
  const draft = '# Title\n\nNew.\n\n## Bread\n\nSome own words about bread, water and much salt.\n\nMore.\n';
  expect(withLocked(draft, 'markdown', locked)).toBe(`# Title\n\nNew.\n\n## Bread\n\n${MINE}\n\nMore.\n`);
});

test('one that was left out goes into its section, or where it stood', () => {
  expect(withLocked('# Title\n\n## Bread\n\nNew.\n\n## End\n\nBye.\n', 'markdown', locked)).toBe(
    `# Title\n\n## Bread\n\nNew.\n\n${MINE}\n\n## End\n\nBye.\n`,
  );
  expect(withLocked('One.\n\nTwo.\n', 'markdown', locked)).toBe(`One.\n\n${MINE}\n\nTwo.\n`);
});

test('posts of a thread, and a text within its limit', () => {
  const thread = { body: 'a\n\n---\n\nMine!\n', passages: ['Mine!'] };
  expect(withLocked('One.\n\n---\n\nTwo.\n', 'thread', thread)).toBe('One.\n\n---\n\nMine!\n\n---\n\nTwo.\n');
  const limit = { max: 60, measure: 'characters', per: 'text' } as const;
  expect(fittingLocked(`Beginning.\n\n${MINE}\n\nMore than there is room for.\n`, 'text', limit, locked)).toBe(
    `Beginning.\n\n${MINE}\n`,
  );
});
