/** Which moment or screenshot of the talk a reference means, if any. */
import { timestamp } from '../transcript/chapters.js';
import type { Talk } from './talk.js';

export type Known = Pick<Talk, 'durationMs' | 'screenshots' | 'locked'>;

/** A time that is up to this much beyond the end of the talk is a matter of rounding; a later one was invented. */
const CLAMPED_MS = 5_000;
/** A screenshot's number that is wrong by no more than this is taken for the nearest one that exists. */
const CLOSE_BY = 2;

export const LOOKS_LIKE_TIME = /^\s*(?:\d+:)?\d{1,2}:\d{2}\s*$/;

/** Whole seconds from the start for `53`, `53.1`, `53s`, `0:53` or `1:02:03`; null for no time, or one beyond the talk. */
export function timeIn(text: string, { durationMs }: Pick<Known, 'durationMs'>): number | null {
  const match = /^(-?)(?:(?:(\d{1,4}):)?(\d{1,6}):)?(\d{1,9}(?:\.\d{1,9})?)s?$/.exec(text);
  if (!match) return null;
  const [, sign, hours, minutes, seconds] = match;
  const ms = (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1_000 * (sign ? -1 : 1);
  if (ms > durationMs + CLAMPED_MS) return null;
  const last = Math.max(0, Math.ceil(durationMs / 1_000) - 1);
  return Math.min(Math.max(0, Math.floor(ms / 1_000)), last);
}

/** What is on it, or when it was shown. */
export const altOf = ({ atMs, seen }: Known['screenshots'][number]): string =>
  seen && seen.alt !== '' ? seen.alt : `Screenshot at ${timestamp(atMs)}`;

/** The screenshot at an address such as `screenshots/18.jpg`, or one close by, with `moved`; null when there is neither. */
export function imageIn(
  url: string,
  { screenshots }: Known,
): { index: number; atMs: number; moved: boolean; alt: string } | null {
  const match = /^(?:\.\/|\/)?screenshots\/(\d{1,9})(?:\.jpe?g|\.png|\.webp)?$/i.exec(url);
  if (!match) return null;
  const wanted = Number(match[1]);
  const distance = ({ index }: { index: number }): number => Math.abs(index - wanted);
  const [first, ...others] = screenshots;
  if (!first) return null;
  const found = others.reduce((best, shot) => (distance(shot) < distance(best) ? shot : best), first);
  if (distance(found) > CLOSE_BY) return null;
  return { index: found.index, atMs: found.atMs, moved: found.index !== wanted, alt: altOf(found) };
}
