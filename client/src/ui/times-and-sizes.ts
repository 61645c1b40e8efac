import { t } from '../words/words.js'; /** Times and sizes as people say them. */
export { dollars, list, timeLeft } from '../../../src/contract/counts-and-times.js';
export { size, sizeOf } from '../../../src/contract/sizes.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 3723000 → `1:02:03`, 53000 → `0:53`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / SECOND);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `3 minutes ago`, or the date when that is longer ago than a week. */
export function ago(iso: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < MINUTE) return t('time.now');
  if (ms < HOUR) return t('time.minutes', { count: Math.floor(ms / MINUTE) });
  if (ms < DAY) return t('time.hours', { count: Math.floor(ms / HOUR) });
  if (ms < 7 * DAY) return t('time.days', { count: Math.floor(ms / DAY) });
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** How many words there are in a text. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;
