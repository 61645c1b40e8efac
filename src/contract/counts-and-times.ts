/** Counts and times as people say them, alike on every page. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Below this share of the work an estimate is a guess: then a range is told. */
const KNOWN_PERCENT = 20;
/** Where the truth mostly lies, as shares of a guess. */
const RANGE = { least: 0.7, most: 1.5 };

/** 130000 → `about 2 minutes left`; with only a few of 100 `percent` done, `1–4 minutes left`. */
export function timeLeft(ms: number, percent = 100): string {
  return percent < KNOWN_PERCENT && ms >= MINUTE ? range(ms) : about(ms);
}

function range(ms: number): string {
  const unit = ms * RANGE.most < 90 * MINUTE ? MINUTE : HOUR;
  const least = Math.floor((ms * RANGE.least) / unit);
  const most = Math.ceil((ms * RANGE.most) / unit);
  const noun = unit === MINUTE ? 'minutes' : 'hours';
  return least === 0 ? `up to ${most} ${noun} left` : `${least}–${most} ${noun} left`;
}

function about(ms: number): string {
  if (ms < 10_000) return 'a few seconds left';
  if (ms < MINUTE) return 'less than a minute left';
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 90) return `about ${count(minutes, 'minute')} left`;
  return `about ${count(Math.round(ms / HOUR), 'hour')} left`;
}

/** `1 chapter`, `2 chapters`. */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`. */
export function list(words: string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `$12.30`, and below a cent as many digits as it takes to see something: `$0.0042`. */
export function dollars(usd: number): string {
  const digits = usd === 0 || usd >= 0.01 ? 2 : Math.min(9, 1 - Math.floor(Math.log10(usd)));
  return `$${usd.toFixed(digits)}`;
}
