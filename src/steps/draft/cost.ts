/** What drafts will cost: what is read once for all of them, and then each with its prompt and, now and then, a correction. Pure. */
import { builtIn } from '../../content/content-types.js';
import { ownContentType } from '../../content/own/own-type.js';
import { draftPrompt } from '../../content/prompt.js';
import { notesPrompt } from '../../content/notes.js';
import { NOTES_WINDOW_TOKENS, notesShare, WHOLE_TOKENS } from '../../content/reading.js';
import type { ContentType } from '../../content/talk.js';
import { likelyTokens } from '../../outside/language-model/tokens.js';
import type { Cost } from '../../usage/cost.js';
import { chatting, density, transcriptTokens } from '../../usage/cost.js';

const TOKENS_PER_CHAPTER = 14;
const TOKENS_PER_SCREENSHOT = 7;
/** What the usual prompt budget holds of them. */
const MOST_LISTED = 100;
const MOST_CODE = 3_000;
/** The line of marks at the beginning of an answer, and those in the material. */
const TOKENS_OF_MARKS = 60;
/** Of a short talk there is not more to say. */
const MOST_OF_TALK = 0.3;
/** Models use about so much of what notes may have. */
const NOTES_USED = 0.8;

const NOBODY = {
  title: '',
  language: null,
  durationMs: 0,
  segments: [],
  chapters: [],
  screenshots: [],
  instructions: null,
};
const NOTHING = { kind: 'transcript', text: '' } as const;

const rulesOf = (type: ContentType): number => {
  const { system, user } = draftPrompt(type, NOBODY, NOTHING, [], 10_000);
  return likelyTokens(system) + likelyTokens(user);
};
const notesRules = (): number => {
  const { system, user } = notesPrompt({ startMs: 0, endMs: 0, segments: [], text: '' }, 5_000);
  return likelyTokens(system) + likelyTokens(user);
};

/** Their list, with what was read on them, and the code among it. Longer lists are kept short. */
function tokensOfPictures({ distinctScreenshots, onPictures }: Parameters<Cost>[0]): number {
  const listed = Math.min(MOST_LISTED, distinctScreenshots);
  const words = onPictures ? (onPictures.lists * listed) / Math.max(1, distinctScreenshots) : 0;
  return listed * TOKENS_PER_SCREENSHOT + words + Math.min(MOST_CODE, onPictures?.code ?? 0);
}

export const cost: Cost = (talk, { writer }, { which, first, told }) => {
  const own = talk.ownTypes.find(({ id }) => id === which);
  const type = builtIn(which) ?? (own && ownContentType(own));
  const transcript = transcriptTokens(talk);
  if (!type || transcript === null) return [];
  const whole = transcript <= WHOLE_TOKENS;
  const windows = whole ? 0 : 2 ** Math.ceil(Math.log2(transcript / NOTES_WINDOW_TOKENS));
  const notes = notesShare(transcript) * NOTES_USED;
  const lists = (talk.chapters ?? 0) * TOKENS_PER_CHAPTER + (type.format === 'markdown' ? tokensOfPictures(talk) : 0);
  const prompt = rulesOf(type) + told + lists + TOKENS_OF_MARKS + (whole ? transcript : notes);
  const answer = Math.min(type.usualTokens * density(talk), transcript * MOST_OF_TALK) + TOKENS_OF_MARKS / 2;
  const again = talk.corrected;
  const [readIn, readOut] = whole || !first ? [0, 0] : [transcript + windows * (notesRules() + TOKENS_OF_MARKS), notes];
  return chatting(writer, readIn + prompt + again * (prompt + answer), readOut + answer * (1 + again));
};
