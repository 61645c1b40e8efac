/** Times written plainly, as posts and video descriptions have them, checked against the talk. */
import type { Grounding } from '../contract/content.js';
import { timestamp } from '../transcript/chapters.js';
import type { Edit } from './edits.js';
import { applied, removal } from './edits.js';
import type { Known } from './references.js';
import { timeIn } from './references.js';

/** Not a part of a longer number, and not a time of the day. */
const PLAIN_TIME = /(?<![\d:.,])(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:]|[.,]\d|\s?(?:[ap]\.?m\b|Uhr\b|o['’]clock))/gi;

/**
 * Checks each `m:ss` or `h:mm:ss`. Those that the talk has stay, a little too late ones are repaired, others are taken
 * out and counted. Pure, and linear in the text's length.
 */
export function groundPlain(text: string, talk: Known): { body: string; grounding: Grounding } {
  const grounding: Grounding = { timestamps: 0, images: 0, removed: 0 };
  const edits: Edit[] = [];
  for (const { 0: written, index } of text.matchAll(PLAIN_TIME)) {
    const seconds = timeIn(written, talk);
    grounding[seconds === null ? 'removed' : 'timestamps']++;
    const range = { start: index, end: index + written.length };
    if (seconds === null) edits.push(removal(text, range.start, range.end));
    else if (timeIn(written, { durationMs: Number.MAX_SAFE_INTEGER }) !== seconds)
      edits.push({ ...range, text: timestamp(seconds * 1_000) });
  }
  return { body: applied(text, edits), grounding };
}
