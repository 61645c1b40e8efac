/** What the offline writers of all types share: chapters with what was said in them, in the talk's own sentences. */
import type { Chapter } from '../contract/content.js';
import type { Sentence } from '../transcript/sentences.js';
import { sentencesOf } from '../transcript/sentences.js';
import { isLeadIn } from '../transcript/titles.js';
import { keySentences } from './key-sentences.js';
import type { Talk } from './talk.js';

const MADE = 'This outline was made offline from the talk’s own sentences, without a language model.';
const BELOW = `${MADE} Every sentence below was said in the talk, in this order.`;
const ABOVE = `${MADE} Every sentence above was said in the talk, in this order.`;
const INSTRUCTIONS_NOTE = 'The offline writer does not follow instructions, so yours were not used.';

const noted = (note: string, { instructions }: Talk): string[] =>
  instructions?.trim() ? [note, INSTRUCTIONS_NOTE] : [note];

/** The label of every offline draft, as the last paragraphs of a plain text. */
export const offlineNote = (talk: Talk): string[] => noted(ABOVE, talk);

/** The label as a Markdown quotation, for the beginning of a draft. */
export const offlineQuote = (talk: Talk): string =>
  noted(BELOW, talk)
    .map((line) => `> ${line}`)
    .join('\n>\n');

export interface Said {
  chapter: Chapter;
  /** How many sentences it has. */
  length: number;
  /** Those worth keeping, in their order. */
  sentences: Sentence[];
}

/** The chapters in which something was said. A talk without chapters counts as one chapter. */
export function saidIn(talk: Talk): Said[] {
  const names = new Set(talk.segments.map(({ speakerName }) => speakerName));
  names.delete(undefined);
  // Of a talk by one person nobody needs to be told who says it.
  const sentences = sentencesOf(talk.segments).map(({ speakerName, ...said }) =>
    names.size > 1 && speakerName !== undefined ? { ...said, speakerName } : said,
  );
  return chaptersOf(talk)
    .map((chapter) => ({ chapter, said: sentences.filter(({ startMs }) => within(chapter, startMs)) }))
    .filter(({ said }) => said.length > 0)
    .map(({ chapter, said }) => ({ chapter, length: said.length, sentences: worthKeeping(said) }));
}

/** The `count` sentences that carry most of a chapter, in their order, as text; with who says it where that changes. */
export const keyTexts = ({ sentences }: Said, count: number): string[] =>
  keySentences(sentences, count).map(({ text, speakerName }, i, all) =>
    speakerName === undefined || speakerName === all[i - 1]?.speakerName ? text : `${speakerName}: ${text}`,
  );

export const within = ({ startMs, endMs }: Chapter, ms: number): boolean => ms >= startMs && ms < endMs;

const chaptersOf = ({ chapters, title, durationMs }: Talk): Chapter[] =>
  chapters.length > 0 ? chapters : [{ index: 0, title, startMs: 0, endMs: durationMs }];

/** Without the greeting or the announcement at its start, which the title has already, unless nothing else is said. */
function worthKeeping(said: Sentence[]): Sentence[] {
  const others = said.filter(({ text }, i) => i > 1 || !isLeadIn(text));
  return others.length > 0 ? others : said;
}
