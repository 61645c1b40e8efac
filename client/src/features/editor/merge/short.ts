import { clip, clipStart } from '../../../../../src/contract/clip.js';

const AROUND = 160;

/** Shortens a long unchanged passage to what is next to the changes. */
export const short = (same: string): string =>
  same.length <= 2 * AROUND + 20 ? same : `${clip(same, AROUND)}\n⋯\n${clipStart(same, AROUND)}`;
