/** What the checks of a draft's words have in common. */
import { clip } from '../../contract/clip.js';
import { piecesOf } from '../../transcript/pieces.js';
import { wordsOnSlides } from '../picture-notes.js';
import type { Talk } from '../talk.js';

/** All that a draft may draw on: what was said, and what people gave. */
export interface Material {
  talk: Pick<Talk, 'title' | 'language' | 'durationMs' | 'segments' | 'chapters' | 'instructions'> &
    Partial<Pick<Talk, 'screenshots' | 'brief'>>;
  /** Passages of documents that the model was given. */
  passages: string[];
  /** What the person who asks wrote before: given for its sound, and no source of anything. */
  voice?: string[];
}

export interface Finding {
  /** In UTF-16 code units; `end` is behind the last one. */
  start: number;
  end: number;
  /** What stands there instead when the model does not mend it: mostly nothing. */
  instead: string;
  /** What is wrong, as the model is told: a sentence. */
  says: string;
}

/** Looks through a draft for faults of one kind. Pure, and linear in the draft's length. */
export type FindFaults = (draft: string, material: Material) => Finding[];

export const materialText = ({ talk, passages }: Material): string =>
  [
    talk.title,
    ...talk.segments.map(({ text }) => text),
    ...talk.chapters.map(({ title }) => title),
    ...wordsOnSlides(talk.screenshots ?? []),
    talk.instructions ?? '',
    talk.brief ?? '',
    ...passages,
  ].join('\n');

/** In characters. */
const MOST_QUOTED = 120;

/** A fault's own words for the model, not too many of them. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > MOST_QUOTED ? `${clip(line, MOST_QUOTED)} …` : line}”`;
}

/** Fenced blocks and inline code: what stands there is no prose. */
const CODE = /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[ \t]*$|(?![\s\S]))|`[^`\n]+`/gm;

/** The draft with its code blanked, so that positions stay. */
export const withoutCode = (draft: string): string => draft.replace(CODE, (code) => code.replace(/[^\n]/g, ' '));

/** Where the sentence around a position stands, within its line. */
export function sentenceAround(draft: string, at: number): { start: number; end: number } {
  const from = draft.lastIndexOf('\n', at - 1) + 1;
  const newline = draft.indexOf('\n', at);
  const line = draft.slice(from, newline < 0 ? draft.length : newline);
  for (const { index, text } of piecesOf('sentence', line)) {
    if (at < from + index + text.length) return { start: from + index, end: from + index + text.trimEnd().length };
  }
  return { start: from, end: from + line.length };
}
