/** Counts and times as people say them, alike on every page. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** 130000 → `about 2 minutes left`. */
export function timeLeft(ms: number): string {
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
