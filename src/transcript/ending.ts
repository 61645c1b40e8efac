/** What people are told of a recording that is not whole. */
import type { Media } from '../contract/project.js';
import { count, list } from '../contract/counts-and-times.js';
import { timestamp } from './chapters.js';

type Whole = Pick<Media, 'durationMs' | 'promisedMs' | 'damaged' | 'breaksOff'>;

/** So many are named, the others counted. */
const MOST_NAMED = 5;

/** `the file ends at 1:25 of 2:58`; null for one that does not. */
export const endsEarly = ({ durationMs, promisedMs }: Whole): string | null =>
  promisedMs === undefined || promisedMs <= durationMs
    ? null
    : `the file ends at ${timestamp(durationMs)} of ${timestamp(promisedMs)}`;

/** `the file is damaged from 0:24 to 0:33`; null for one that is not. */
export function isDamaged({ damaged = [] }: Whole): string | null {
  if (damaged.length === 0) return null;
  const named = damaged
    .slice(0, MOST_NAMED)
    .map(({ startMs, endMs }) => `${timestamp(startMs)} to ${timestamp(endMs)}`);
  const more = damaged.length - named.length;
  return `the file is damaged from ${list([...named, ...(more > 0 ? [`at ${count(more, 'other place')}`] : [])])}`;
}

/** All that is missing of it, as sentences without a stop; none for a whole one. */
export function notWhole(media: Whole): string[] {
  const breaksOff = `the file breaks off at ${timestamp(media.durationMs)}, and does not say how much was to follow`;
  const ending = endsEarly(media);
  return [isDamaged(media), ending ?? (media.breaksOff ? breaksOff : null)].filter((said) => said !== null);
}

/** The share of the recording that is there. */
export function wholeness(media: Whole): number {
  const lost = (media.damaged ?? []).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return Math.max(0, media.durationMs - lost) / Math.max(1, media.durationMs, media.promisedMs ?? 0);
}

/** A retry cannot find what the file lacks. */
export const HAVE_THE_REST = 'What is there is worked on. To have the rest, upload the whole file to a new project.';
