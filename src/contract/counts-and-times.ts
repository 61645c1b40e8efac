/** Counts and times as people say them in English; the page says them in its own language. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Below this share of the work an estimate is a guess: then a range is told. */
const KNOWN_PERCENT = 20;
/** Where the truth mostly lies, as shares of a guess. */
const RANGE = { least: 0.7, most: 1.5 };

type Unit = 'minutes' | 'hours';

/** What is told of the time left, whatever the language: in whole `unit`s. */
export type TimeTold =
  | { told: 'seconds' | 'minute' }
  | { told: 'about' | 'upTo'; unit: Unit; most: number }
  | { told: 'range'; unit: Unit; least: number; most: number };

/** As exact as it is known while `percent` of 100 are done. */
export const leftOf = (ms: number, percent: number): TimeTold =>
  percent < KNOWN_PERCENT && ms >= MINUTE ? range(ms) : about(ms);

function range(ms: number): TimeTold {
  const unit = ms * RANGE.most < 90 * MINUTE ? 'minutes' : 'hours';
  const unitMs = unit === 'minutes' ? MINUTE : HOUR;
  const least = Math.floor((ms * RANGE.least) / unitMs);
  const most = Math.ceil((ms * RANGE.most) / unitMs);
  return least === 0 ? { told: 'upTo', unit, most } : { told: 'range', unit, least, most };
}

function about(ms: number): TimeTold {
  if (ms < 10_000) return { told: 'seconds' };
  if (ms < MINUTE) return { told: 'minute' };
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 90) return { told: 'about', unit: 'minutes', most: minutes };
  return { told: 'about', unit: 'hours', most: Math.round(ms / HOUR) };
}

/** 130000 → `about 2 minutes left`; with only a few of 100 `percent` done, `1–4 minutes left`. */
export function timeLeft(ms: number, percent = 100): string {
  const left = leftOf(ms, percent);
  switch (left.told) {
    case 'seconds':
      return 'a few seconds left';
    case 'minute':
      return 'less than a minute left';
    case 'about':
      return `about ${count(left.most, left.unit === 'minutes' ? 'minute' : 'hour')} left`;
    case 'upTo':
      return `up to ${left.most} ${left.unit} left`;
    case 'range':
      return `${left.least}–${left.most} ${left.unit} left`;
  }
}

/** `1 chapter`, `2 chapters`. */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`. */
export function list(words: string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `$12.30`, and below a cent as many digits as it takes to see something: `$0.0042`. */
export function dollars(usd: number, said = (digits: string): string => `$${digits}`): string {
  return said(usd.toFixed(usd === 0 || usd >= 0.01 ? 2 : Math.min(9, 1 - Math.floor(Math.log10(usd)))));
}
