import type { Screenshot } from '../../../../../src/contract/content.js';
import { clip } from '../../../../../src/contract/clip.js';

/** As the server keeps to. */
const LONGEST = 160;

/** The distinct screenshot that is still on screen then; before the first of them, that. */
export const shownAt = (screenshots: readonly Screenshot[], atMs: number): Screenshot | undefined =>
  screenshots.findLast((shot) => shot.distinct && shot.atMs <= atMs) ?? screenshots.find(({ distinct }) => distinct);

/** What can be said of a screenshot for those who do not see it: its own words, or the first that are to be read on it; empty where nothing was read. */
export function altOf(shot: Pick<Screenshot, 'alt' | 'text'> | undefined): string {
  const readable = (line: string): boolean => /[\p{L}\p{N}]{2}/u.test(line);
  return shot?.alt || clip(shot?.text.split('\n').find(readable)?.trim() ?? '', LONGEST);
}

/** A text within the square brackets of Markdown. */
export const alternative = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\[\]]/g, '\\$&');
