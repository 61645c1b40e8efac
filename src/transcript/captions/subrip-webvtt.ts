/**
 * SubRip and WebVTT, lenient about what tools write. WebVTT: https://www.w3.org/TR/webvtt1/. SubRip has no standard; this
 * reads what FFmpeg's demuxer reads.
 */
import type { RawCue, Timing } from './cue.js';
import { timeInMs } from './times.js';

/** `1:02:03,004`, `02:03.4` and `02:03`: hours and fraction are optional, as are leading zeros. Blanks come from word processors. */
const TIME = String.raw`(-?)(?:(\d{1,4}) ?: ?)?(\d{1,3}) ?: ?(\d{1,2})(?: ?[.,;] ?(\d+)|:(\d{3}))?`;
/** The arrow, also as word processors change it when they mean well. */
const ARROW = String.raw`[-–—=~]{1,3} ?>|[→⟶➔➜➝⇒]|[–—]{1,2}(?= *\d)`;
/** Recognisers print both times in brackets, with the text beside them. */
const TIMING = new RegExp(String.raw`^\s*\[?${TIME}\s*(?:${ARROW})\s*${TIME}\]?(?=\s|$)(.*)`);
/** Meant as a timing, whether it can be read or not: such a line is never speech. */
const LIKE_TIMING = new RegExp(String.raw`^\s*\[?-?\d[\d:.,;\s]*(?:-+>|(?:${ARROW})\s*-?\d+ ?:)`);
/** Only lines with all of this are looked at closely. */
const MAYBE_TIMING = /^\s*\[?-?\p{Nd}[^]*[-–—=~→⟶➔➜➝⇒－＞>;]/u;
/** Behind the times: where a cue stands, such as `align:start` or `X1:100`. */
const SETTINGS = /^(?:\s*[\w-]+:\S*)*\s*$/;
const SKIPPED_BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/** A cue ends at an empty line; blocks without a timing are no cues. */
export const readWebVtt = (lines: string[]): RawCue[] =>
  // The empty line between two cues is sometimes missing: every timing begins a cue.
  blocks(lines)
    .filter((block) => !SKIPPED_BLOCK.test(block[0] ?? ''))
    .flatMap(withNameInId);

/** As meetings of Webex are written down: `12 "Ana Muster" (3141592)` above the times. */
const NAME_IN_ID = /^\s*\d+\s+"([^"]*[\p{L}\p{N}][^"]*)"(?:\s+\(\d+\))?\s*$/u;

function withNameInId(block: string[]): RawCue[] {
  const cues = readSubRip(block);
  const speaker = isTiming(block[1] ?? '') ? NAME_IN_ID.exec(block[0] ?? '')?.[1]?.trim() : undefined;
  return cues.map((cue, i) => (i === 0 && speaker !== undefined ? { ...cue, speaker } : cue));
}

/** A cue goes on until the next timing, less the number before it: SubRip's texts may have empty lines in them. */
export function readSubRip(lines: string[]): RawCue[] {
  const starts = lines.flatMap((line, at) => (isTiming(line) ? [at] : []));
  return starts.flatMap((at, i) => {
    const read = readTiming(lines[at] ?? '');
    if (!read) return [];
    const next = starts[i + 1];
    const end = next === undefined ? lines.length : beforeNumber(lines, at + 1, next, i + 2);
    const below = lines.slice(at + 1, end);
    // Some programs write the text beside its times.
    const isBeside = !SETTINGS.test(read.rest) && below.every((line) => line.trim() === '');
    return [{ ...read.timing, lines: isBeside ? [read.rest] : below }];
  });
}

/** True for a line with two times, whether they can be read or not. */
export const isTiming = (line: string): boolean => MAYBE_TIMING.test(line) && LIKE_TIMING.test(plainSigns(line));

/** A line with a blank in it is a line of its cue; but programs that end every line in a blank mean nothing by it. */
function blocks(lines: string[]): string[][] {
  const found: string[][] = [[]];
  const strict = lines.some((line) => line === '');
  for (const line of lines) {
    if (strict ? line === '' : line.trim() === '') found.push([]);
    else found.at(-1)?.push(line);
  }
  return found.filter((block) => block.length > 0);
}

/**
 * Where the text before the timing in line `next` ends: a line with only a number belongs to that timing, also with empty
 * lines between them where it is the number that comes next.
 */
function beforeNumber(lines: string[], from: number, next: number, expected: number): number {
  let last = next - 1;
  while (last >= from && lines[last]?.trim() === '') last--;
  const number = /^\s*(\p{Nd}+)\s*$/u.exec(lines[last] ?? '')?.[1];
  const belongs = number !== undefined && (last === next - 1 || Number(number) === expected);
  return last >= from && belongs ? last : next;
}

/** `rest`: what stands behind the times. Null for times that cannot be. Those before the recording are less than 0 where both are. */
function readTiming(line: string): { timing: Timing; rest: string } | null {
  const match = TIMING.exec(plainSigns(line));
  if (!match) return null;
  const [, sign1, h1, m1, s1, f1, ms1, sign2, h2, m2, s2, f2, ms2, rest = ''] = match;
  const startMs = timeInMs(h1, m1, s1, f1 ?? ms1);
  const endMs = timeInMs(h2, m2, s2, f2 ?? ms2);
  if (startMs === null || endMs === null) return null;
  if (sign2 === '-') return { timing: { startMs: -startMs, endMs: -endMs }, rest };
  return { timing: { startMs: sign1 === '-' ? 0 : startMs, endMs }, rest };
}

/** Digits of other scripts, and signs in full width, as ASCII has them. */
const plainSigns = (line: string): string =>
  line
    .replaceAll('&gt;', '>')
    .normalize('NFKC')
    .replace(/[\u2212\u2010-\u2012\u2015]/g, '-')
    .replace(/(?!\d)\p{Nd}/gu, asciiDigit);

/** The ten digits of a script follow each other in Unicode, and begin at 0. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
