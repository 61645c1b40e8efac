/** How the page counts a post, against X's own library. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lengthOf, postsOf, weightOf } from '../../client/src/features/editor/posts/counting.js';
import { weightedLength } from '../../src/content/types/twitter.js';

const bits = fc.constantFrom(
  'a',
  'word ',
  'é',
  '漢',
  'ß',
  '\n',
  ' ',
  '👍',
  '👩‍👩‍👧',
  '🇩🇪',
  '👍🏽',
  '…',
  '—',
  ' https://example.org/a?b=c ',
  '0:53',
);

test('a post counts on the page as it does at X', () => {
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
      const post = parts.join('');
      expect(weightOf(post)).toBe(weightedLength(post));
    }),
    { numRuns: 500 },
  );
});

test('posts are what stands between lines of hyphens', () => {
  expect(postsOf('One\n\n---\n\nTwo - 2\nmore\n\n-----\n\n')).toEqual(['One', 'Two - 2\nmore']);
});

test('a post is as long as its limit counts: by weight as X does, or by characters', () => {
  const post = '日本 https://example.org/a-rather-long-address-of-a-page';
  const limit = { max: 500, per: 'post' } as const;
  expect(lengthOf(post, { ...limit, measure: 'weighted' })).toBe(weightedLength(post));
  expect(lengthOf(post, { ...limit, measure: 'characters' })).toBe(post.length);
  expect(lengthOf(post, null)).toBe(post.length);
});
