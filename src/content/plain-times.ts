/** References in plain text, as posts and video descriptions have them, checked against the talk. */
import type { Grounding } from '../contract/grounding.js';
import { timestamp } from '../transcript/chapters.js';
import type { Edit } from './edits.js';
import { applied, removal } from './edits.js';
import type { Known } from './references.js';
import { LOOKS_LIKE_TIME, timeIn } from './references.js';

/** Not part of a longer number, and not a time of day. */
const PLAIN_TIME = /(?<![\d:.,])(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:]|[.,]\d|\s?(?:[ap]\.?m\b|Uhr\b|o['’]clock))/gi;

/** Markdown that models write although plain text was asked for. Each pattern ends before the next bracket, for linear time. */
const PICTURE = /!\[[^\][\n]*\](?:\([^()\n]*\)|\[[^\][\n]*\])?/g;
const MOMENT = /\[([^\][\n]*)\]\(#t=([^()\n]*)\)/gi;
const HEADING = /^[^\S\n]*#{1,6}[^\S\n]+/gm;

/** What is left after a removal may read as another reference. No real draft needs more passes than this. */
const MOST_PASSES = 5;

function unmarked(text: string, talk: Known, grounding: Grounding): string {
  let [before, after] = [text, unmarkedOnce(text, talk, grounding)];
  for (let pass = 1; pass < MOST_PASSES && after !== before; pass++) {
    [before, after] = [after, unmarkedOnce(after, talk, grounding)];
  }
  return after;
}

/** Without Markdown: an image is removed and counted; a link to a moment keeps its text and its time. */
function unmarkedOnce(text: string, talk: Known, grounding: Grounding): string {
  return text
    .replace(PICTURE, () => {
      grounding.removed++;
      return '';
    })
    .replace(MOMENT, (_, label: string, time: string) => {
      const seconds = timeIn(time, talk);
      // A label that is a time itself is checked with the others.
      if (seconds === null) grounding.removed += LOOKS_LIKE_TIME.test(label) ? 0 : 1;
      if (seconds === null || LOOKS_LIKE_TIME.test(label)) return label;
      const plain = timestamp(seconds * 1_000);
      return label.trim() === '' ? plain : `${label} (${plain})`;
    })
    .replace(HEADING, '');
}

/**
 * Removes Markdown, and checks each `m:ss` or `h:mm:ss`. Times that the talk has stay, those that are a little too late are
 * repaired, others are removed and counted. Pure, and linear in the text's length.
 */
export function groundPlain(written: string, talk: Known): { body: string; grounding: Grounding } {
  const grounding: Grounding = { timestamps: 0, images: 0, removed: 0 };
  const text = unmarked(written, talk, grounding);
  const edits: Edit[] = [];
  for (const { 0: time, index } of text.matchAll(PLAIN_TIME)) {
    const seconds = timeIn(time, talk);
    grounding[seconds === null ? 'removed' : 'timestamps']++;
    const range = { start: index, end: index + time.length };
    if (seconds === null) edits.push(removal(text, range.start, range.end));
    else if (timeIn(time, { durationMs: Number.MAX_SAFE_INTEGER }) !== seconds)
      edits.push({ ...range, text: timestamp(seconds * 1_000) });
  }
  return { body: applied(text, edits), grounding };
}
