/** What drafts take along when they leave for a site. */
import { expect, test } from 'vitest';
import { descriptionOf, siteOf, titled, withFrontMatter } from '../../src/content/sites.js';

test('the title is the heading on the first line, or the project’s', () => {
  expect(titled('# A *b* `c` #\n\nText', 'Talk')).toEqual({ title: 'A b c', body: 'Text' });
  expect(titled('Text\n\n# Later', 'Talk')).toEqual({ title: 'Talk', body: 'Text\n\n# Later' });
  expect(titled('## Second level\n\nText', 'Talk').title).toBe('Talk');
  expect(titled('# \n', 'Talk').title).toBe('Talk');
});

test('the description is the first paragraph of words, cut after a whole one', () => {
  expect(descriptionOf('![A](a.jpg)\n\n## B\n\n- c\n\nSome **words**\nhere.\n\nMore.')).toBe('Some words here.');
  const long = descriptionOf('word '.repeat(60));
  expect(long.length).toBeLessThanOrEqual(160);
  expect(long).toMatch(/word…$/);
  expect(descriptionOf('')).toBe('');
});

test('what stands in front matter ends no line and no quote of it', () => {
  const post = { title: 'a"b\n---\nc: d', description: '', slug: 'a', at: '2026-01-02T03:04:05.000Z', cover: null };
  const [before, matter] = withFrontMatter(siteOf('astro'), post, 'Text').split(/^---$/m);
  expect(before).toBe('');
  expect(matter).toContain('title: "a\\"b\\n---\\nc: d"');
  expect(matter).toContain('pubDate: "2026-01-02"');
});
