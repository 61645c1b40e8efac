/** Times as captions have them. Pure. */

/**
 * The fields of a time in milliseconds; null where minutes or seconds are more than 59. `fraction`: the digits behind the
 * point. Three are milliseconds, fewer are tenths or hundredths, and four or more count on from the second as some programs
 * write them: `,1000` is a whole second more.
 */
export function timeInMs(
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
  fraction: string | undefined,
): number | null {
  const whole = Number(seconds ?? 0);
  if (whole > 59 || (hours !== undefined && Number(minutes ?? 0) > 59)) return null;
  return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + whole) * 1_000 + fractionInMs(fraction ?? '');
}

/** `1000` after a comma is the milliseconds of a program that did not carry them over; `123456` are microseconds. */
function fractionInMs(digits: string): number {
  if (digits.length === 4 && digits.startsWith('1000')) return 1_000;
  // eslint-disable-next-line devreel/whole-characters -- digits
  return Number(digits.slice(0, 3).padEnd(3, '0'));
}

/** For each cue when the next one begins that begins later; undefined for the last. The cues are sorted by start. */
export function nextStarts(cues: readonly { startMs: number }[]): (number | undefined)[] {
  const next: (number | undefined)[] = [];
  for (let i = cues.length - 1; i >= 0; i--) {
    const after = cues[i + 1]?.startMs;
    next[i] = after !== undefined && after > (cues[i]?.startMs ?? 0) ? after : next[i + 1];
  }
  return next;
}
