/** The posts of a thread, and how long each is. */
import type { ContentTypeInfo } from '../../../../../src/contract/content.js';

/** The server puts a line of hyphens between posts. */
export const DIVIDER = /^[ \t]*-{3,}[ \t]*$/m;

export const postsOf = (body: string): string[] =>
  body
    .split(DIVIDER)
    .map((post) => post.trim())
    .filter(Boolean);

const ADDRESS = /(?<!\S)https?:\/\/[^\s]+/g;
const ADDRESS_LENGTH = 23;
/** Code points that count 1; all others count 2, and an emoji made of several counts 2 as a whole. */
const SINGLE: readonly (readonly [number, number])[] = [
  [0, 4_351],
  [8_192, 8_205],
  [8_208, 8_223],
  [8_242, 8_247],
];

/** As X counts (docs.x.com, "Counting characters"); to be shown only: the server has kept each post within the limit. */
export function weightOf(post: string): number {
  const addresses = post.match(ADDRESS)?.length ?? 0;
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    post.normalize('NFC').replace(ADDRESS, ''),
  );
  let weight = addresses * ADDRESS_LENGTH;
  for (const { segment } of letters)
    weight += /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/u.test(segment) ? 2 : weightsOf(segment);
  return weight;
}

/** As the limit counts. */
export const lengthOf = (post: string, limit: ContentTypeInfo['limit']): number =>
  limit?.measure === 'weighted' ? weightOf(post) : post.length;

const weightsOf = (segment: string): number =>
  [...segment].reduce((sum, letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return sum + (SINGLE.some(([from, to]) => code >= from && code <= to) ? 1 : 2);
  }, 0);
