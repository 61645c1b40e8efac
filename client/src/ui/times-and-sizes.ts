/** Times, sizes and amounts as people say them, in the language of the page. */
import * as contract from '../../../src/contract/counts-and-times.js';
import * as sizes from '../../../src/contract/sizes.js';
import { language, locale, t } from '../words/words.js';

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
  return new Date(iso).toLocaleDateString(locale(), { dateStyle: 'medium' });
}

/** 130000 → `about 2 minutes left`; with only a few of 100 `percent` done, `1–4 minutes left`. */
export function timeLeft(ms: number, percent = 100): string {
  const left = contract.leftOf(ms, percent);
  switch (left.told) {
    case 'seconds':
    case 'minute':
      return t(`time.left.${left.told}`);
    case 'about':
      return t(`time.left.about.${left.unit}`, { count: left.most });
    case 'upTo':
      return t(`time.left.upTo.${left.unit}`, { most: left.most });
    case 'range':
      return t(`time.left.range.${left.unit}`, { least: left.least, most: left.most });
  }
}

const sizeWords = (): sizes.SizeWords => ({
  bytes: t('size.bytes'),
  number: (digits) => inDigits(digits),
  of: (part, whole) => t('size.of', { part, whole }),
});

/** `digits` are those of English: `1.8`. None is added or lost. */
function inDigits(digits: string, style: Intl.NumberFormatOptions = {}): string {
  const decimals = digits.split('.')[1]?.length ?? 0;
  const same = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false };
  return Number(digits).toLocaleString(language(), { ...same, ...style });
}

/** 52000000 → `52 MB`. */
export const size = (bytes: number): string => sizes.size(bytes, sizeWords());

/** 1800000000 of 2000000000 → `1.8 of 2.0 GB`; in two units where one would say nothing: `14 MB of 2.0 GB`. */
export const sizeOf = (bytes: number, wholeBytes: number): string => sizes.sizeOf(bytes, wholeBytes, sizeWords());

/** `$12.30`, and below a cent as many digits as it takes to see something: `$0.0042`. */
export const dollars = (usd: number): string =>
  contract.dollars(usd, (digits) => inDigits(digits, { style: 'currency', currency: 'USD' }));

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[]): string => new Intl.ListFormat(listTag()).format(items);

/** Without a comma before the last, as the server writes it. */
const listTag = (): string => (language() === 'en' ? 'en-GB' : language());

/** How many words there are in a text, without the signs of Markdown: of headings, lists, tables and emphasis. */
export const wordsIn = (text: string): number =>
  text
    .replaceAll(/^\s*\d{1,9}[.)]\s/gm, '')
    .split(/[\s|]+/)
    .filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word)).length;
