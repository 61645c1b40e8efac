import { clip, clipStart } from '../../../../../src/contract/clip.js';

const AROUND = 160;

/** Shortens a long unchanged passage to what is next to the changes, in whole words where words have spaces between them. */
export const short = (same: string): string => {
  if (same.length <= 2 * AROUND + 20) return same;
  const begins = clip(same, AROUND).replace(/(?<=\s)\S{1,40}$/, '');
  const ends = clipStart(same, AROUND).replace(/^\S{1,40}(?=\s)/, '');
  return `${begins.trimEnd()}\n⋯\n${ends.trimStart()}`;
};
