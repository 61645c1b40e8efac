/** Chapters: the recording's own, or from the transcript. */
import { count } from '../../contract/counts-and-times.js';
import { storeChapters } from '../../transcript/stored.js';
import { chatting, transcriptTokens } from '../../usage/cost.js';
import type { Cost } from '../../usage/cost.js';
import { defineStep } from '../define-step.js';

/** Of the rules, and of the form of the answer. */
const RULES_TOKENS = 330;
const TOKENS_PER_CHAPTER = 22;
/** Of the time before a slide's title. */
const TOKENS_PER_SLIDE = 6;
/** A chapter for each so many minutes, where there are none yet. */
const MINUTES = 7;
/** The prompt budget: of a longer talk each piece has the rules, and the pieces' chapters are made one list. */
const PIECE_TOKENS = 24_600;

const cost: Cost = (talk, { writer }) => {
  const tokens = transcriptTokens(talk);
  if (tokens === null) return [];
  const chapters = talk.chapters ?? Math.max(1, Math.round((talk.durationMs ?? 0) / 60_000 / MINUTES));
  const pieces = Math.ceil(tokens / PIECE_TOKENS);
  const merged = pieces > 1 ? 1 : 0;
  const answer = chapters * TOKENS_PER_CHAPTER;
  const slides = talk.onPictures ? talk.onPictures.titles + talk.distinctScreenshots * TOKENS_PER_SLIDE : 0;
  const prompts = tokens + slides + (pieces + merged) * RULES_TOKENS + merged * answer;
  return chatting(writer, prompts, answer * (1 + merged));
};

export const chapters = defineStep({
  lane: 'ai',
  needs: ['transcribe'],
  after: ['slides'],
  reads: ['projectTitle', 'media', 'transcript', 'chaptersByHand', 'pictures', 'screenshots'],
  startedByUpload: true,
  version: 4,
  words: { label: 'Chapters', need: 'the chapters', doing: 'Finding the chapters' },
  onPage: 'always',
  page: { path: 'chapters', edit: false },
  inSnapshot: true,
  notice: null,
  takes: 'by the recording',
  cost,
  summary: ({ items, notes }) => [count(items.length, 'chapter'), ...notes].join('; '),
  async store(tx, _task, { items }) {
    return (await storeChapters(tx, items)) ? { vectorsLost: false } : null;
  },
  whenOutdated: 'mark',
  load: () => import('./run.js'),
});
