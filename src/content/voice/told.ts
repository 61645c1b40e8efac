/** What of a person's voice a language model is told. Pure: the same voice is told in the same words. */
import { clip } from '../../contract/clip.js';
import type { Trait } from '../../contract/voice.js';
import { traits } from '../../contract/voice.js';
import { likelyTokens } from '../../outside/language-model/tokens.js';
import { beginningOf } from '../fitting.js';
import { block } from '../prompt-blocks.js';
import { drawnFrom } from './traits.js';

/** As it is kept. */
export interface KeptVoice {
  posts: { id: string; title?: string; text: string }[];
  keepTo: string;
  /** What the person says instead of what was found. */
  corrected: Partial<Record<Trait, string>>;
}

/** In tokens, at most; and of a prompt, at most this share. */
export const MOST_TOLD = 1_500;
const SHARE = 1 / 10;
/** An excerpt of a post, in characters: enough to hear it. */
const EXCERPT = 1_200;

const HOW = [
  'The person who asks for the draft writes as follows. Write it in their voice: keep to it in words, sentences and layout, within the form that is asked for.',
  'It tells nothing of the talk: take no fact, name, figure, link or quotation from it.',
].join(' ');
const KEEP = 'They ask for this to be kept to, as far as the rules allow:';

/** Where it is cut does not depend on what comes much later, which would take long to look at. */
const excerptOf = (text: string): string => beginningOf(clip(text, 2 * EXCERPT), EXCERPT).text;

export const drawnFromPosts = ({ posts }: KeptVoice): Record<Trait, string> => drawnFrom(posts.map(({ text }) => text));

/**
 * Empty where there is nothing to tell, or no room for it. Excerpts are left out first, from the last on, then what was drawn from the
 * posts. `drawn`: that, where it is at hand already.
 */
export function toldOf(voice: KeptVoice | null, maxTokens: number, drawn?: Record<Trait, string>): string {
  if (!voice) return '';
  const found = drawn ?? drawnFromPosts(voice);
  const lines = traits.map((trait) => voice.corrected[trait] ?? found[trait]).filter((line) => line !== '');
  const keepTo = voice.keepTo === '' ? [] : [`${KEEP}\n${voice.keepTo}`];
  if (lines.length === 0 && keepTo.length === 0 && voice.posts.length === 0) return '';
  const most = Math.min(MOST_TOLD, maxTokens * SHARE);
  const excerpts = voice.posts.map(({ text }) => block('earlier post', excerptOf(text)));
  const head = [HOW, ...(lines.length > 0 ? [lines.map((line) => `- ${line}`).join('\n')] : []), ...keepTo];
  for (let count = excerpts.length; count >= 0; count--) {
    const told = [...head, ...excerpts.slice(0, count)].join('\n\n');
    if (likelyTokens(told) <= most) return told;
  }
  const least = [HOW, ...keepTo].join('\n\n');
  return likelyTokens(least) <= most ? least : '';
}
