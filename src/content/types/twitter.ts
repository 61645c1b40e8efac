/** A thread of posts on X. */
import twitterText from 'twitter-text';
import { inPieces } from '../fitting.js';
import { groundPlain } from '../plain-times.js';
import type { ContentType } from '../talk.js';
import { BETWEEN_POSTS, postsOf } from '../thread.js';
import { threadOf } from '../thread-outline.js';

/** https://docs.x.com/fundamentals/counting-characters */
const MOST_WEIGHTED = 280;
/** As X counts: most letters 1; emoji and letters of many Asian scripts 2; a URL always 23. */
export const weightedLength = (text: string): number => twitterText.parseTweet(text).weightedLength;

export const twitter: ContentType = {
  label: 'X thread',
  action: 'view',
  format: 'thread',
  limit: { max: MOST_WEIGHTED, measure: 'weighted', per: 'post' },
  showsScreenshots: false,
  description: 'Posts of at most 280 characters, one for each point.',
  brief: [
    'A thread for X. The first post says why the talk is worth',
    'it, each of the others makes one point and may name its moment as m:ss, the last sums up. Each can stand alone. No hashtags, no',
    'numbering, at most one emoji in all.',
  ].join(' '),
  audience: 'developers who scroll past.',
  tone: 'direct, without hype.',
  length: '4 to 10 posts, each of at most 270 characters.',
  usualTokens: 380,
  scope: 'the best of it',
  temperature: 0.7,
  /** A post that is too long is divided into several, so that nothing is lost. */
  check(text, talk) {
    const { body, grounding } = groundPlain(text, talk);
    const posts = postsOf(body).flatMap((post) => inPieces(post, MOST_WEIGHTED, weightedLength));
    return { body: `${posts.join(BETWEEN_POSTS)}\n`, grounding };
  },
  outline: (talk) => threadOf(talk, (post) => weightedLength(post) <= MOST_WEIGHTED),
};
