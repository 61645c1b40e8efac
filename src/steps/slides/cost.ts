/** What it will cost that a model looks at the pictures. Pure. */
import { likelyPictureTokens } from '../../outside/language-model/pictures.js';
import type { Cost } from '../../usage/cost.js';
import { chatting } from '../../usage/cost.js';
import { lookTokens, MOST_LOOKED_AT } from './look-prompt.js';

/** What is on a picture, its form and its alt text. */
const TOKENS_OF_AN_ANSWER = 150;
/** Before the pictures are there: one for so many milliseconds. */
const MS_PER_PICTURE = 60_000;

export const cost: Cost = ({ distinctScreenshots, durationMs, pictureless }, { seer }) => {
  if (seer === null || pictureless) return [];
  const pictures = Math.min(MOST_LOOKED_AT, distinctScreenshots || Math.ceil((durationMs ?? 0) / MS_PER_PICTURE));
  if (pictures === 0) return [];
  return chatting(seer, pictures * (lookTokens() + likelyPictureTokens(seer)), pictures * TOKENS_OF_AN_ANSWER);
};
