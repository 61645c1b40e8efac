/**
 * SubRip and WebVTT, in and out. Lenient about what tools write, strict about what is no captions at all.
 * WebVTT: https://www.w3.org/TR/webvtt1/. SubRip has no standard; this reads what FFmpeg's demuxer reads.
 */
import type { Segment } from '../contract/content.js';
import { plainText } from './cue-text.js';

/** The file is no captions, or has none. `line` counts from 1; the message is for people and names it. */
export class CaptionsError extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`Line ${line}: ${reason}`);
    this.name = 'CaptionsError';
  }
}

type Cue = Omit<Segment, 'index'>;

interface Timing {
  startMs: number;
  endMs: number;
}

interface RawCue extends Timing {
  lines: string[];
}

/** `1:02:03,004`, `02:03.4` and `02:03`: hours and fraction are optional, as are leading zeros. */
const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3})\d*)?`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-{1,3}>\s*${TIME}(?=\s|$)`);
/** Meant as a timing, whether it can be read or not. */
const LIKE_TIMING = /^\s*-?\d[\d:.,;\s]*-+>/;
/** A word with its own time: YouTube writes these into automatic captions, which roll up. */
const ROLLING = /<\d\d:\d\d:\d\d\.\d{3}><c>/;
const SKIPPED_BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/** What people give by mistake, and what to do about it. */
const OTHER_FORMATS: [RegExp, string][] = [
  [/^\s*\[Script Info\]/i, 'this is an SSA/ASS file. Export the captions as SubRip (.srt) or WebVTT (.vtt).'],
  [/^\s*\{\d+\}\{\d+\}/, 'this is a MicroDVD file. Export the captions as SubRip (.srt) or WebVTT (.vtt).'],
  [/^\s*<(?:\?xml|tt\b|sami\b|!doctype|html\b)/i, 'this is XML or HTML. Export as SubRip (.srt) or WebVTT (.vtt).'],
  [/^\s*\{\\rtf/, 'this is a rich text document. Save the captions as plain text in SubRip (.srt) form.'],
  [/^\s*[{[]\s*["{[\]}]/, 'this is JSON. Export the captions as SubRip (.srt) or WebVTT (.vtt).'],
  [/^Scenarist_SCC/, 'this is a Scenarist SCC file. Export the captions as SubRip (.srt) or WebVTT (.vtt).'],
];

/**
 * Reads SubRip or WebVTT; which of them, the text says. Times in ms; segments are sorted by start and indexed from 0.
 * Markup is stripped and lines of a cue are joined by a space; empty cues and those that end before they start are
 * dropped. Throws `CaptionsError` when no cue is left or the text is something else.
 */
export function parseCaptions(text: string): Segment[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const cues = /^\s*WEBVTT(?:\s|$)/.test(first) ? parseVtt(lines) : parseSrt(lines);
  const usable = cues.filter((cue) => cue.endMs >= cue.startMs && cue.text !== '');
  if (usable.length === 0) throw whyNone(lines, cues);
  return usable.toSorted((a, b) => a.startMs - b.startMs).map((cue, index) => ({ index, ...cue }));
}

/** A cue ends at an empty line; blocks without a timing are no cues. */
function parseVtt(lines: string[]): Cue[] {
  // The empty line between two cues is sometimes missing: every timing begins a cue.
  const cues = blocks(lines)
    .filter((block) => !SKIPPED_BLOCK.test(block[0] ?? ''))
    .flatMap(cuesOf);
  return (lines.some((line) => ROLLING.test(line)) ? cues.map(unrolled) : cues).map(toCue);
}

const parseSrt = (lines: string[]): Cue[] => cuesOf(lines).map(toCue);

/** In captions that roll up, a cue's first line is the last one of the cue before: it is not said again. */
function unrolled(cue: RawCue, i: number, cues: RawCue[]): RawCue {
  const before = cues[i - 1]?.lines.map((line) => plainText([line])).findLast((text) => text !== '');
  const first = cue.lines.findIndex((line) => line.trim() !== '');
  const repeats = before !== undefined && plainText([cue.lines[first] ?? '']) === before;
  return repeats ? { ...cue, lines: cue.lines.slice(first + 1) } : cue;
}

const toCue = ({ startMs, endMs, lines }: RawCue): Cue => ({ startMs, endMs, text: plainText(lines) });

function blocks(lines: string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') found.push([]);
    else found.at(-1)?.push(line);
  }
  return found.filter((block) => block.length > 0);
}

/** A cue goes on until the next timing, less the number before it: SubRip's texts may have empty lines in them. */
function cuesOf(lines: string[]): RawCue[] {
  const starts = lines.flatMap((line, at) => (LIKE_TIMING.test(line) ? [at] : []));
  return starts.flatMap((at, i) => {
    const timing = readTiming(lines[at] ?? '');
    if (!timing) return [];
    const next = starts[i + 1];
    const end = next === undefined ? lines.length : beforeNumber(lines, at + 1, next);
    return [{ ...timing, lines: lines.slice(at + 1, end) }];
  });
}

/** Where the text before the timing in line `next` ends: a line with only a number belongs to that timing. */
function beforeNumber(lines: string[], from: number, next: number): number {
  return next > from && /^\s*\d+\s*$/.test(lines[next - 1] ?? '') ? next - 1 : next;
}

function readTiming(line: string): Timing | null {
  const match = TIMING.exec(line);
  if (!match) return null;
  const [, ...fields] = match;
  const startMs = toMs(fields.slice(0, 4));
  const endMs = toMs(fields.slice(4, 8));
  return startMs === null || endMs === null ? null : { startMs, endMs };
}

function toMs([hours, minutes, seconds, fraction]: (string | undefined)[]): number | null {
  const whole = Number(seconds);
  if (whole > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
  const ms = Number((fraction ?? '').padEnd(3, '0'));
  return ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + whole) * 1_000 + ms;
}

function whyNone(lines: string[], cues: Cue[]): CaptionsError {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return new CaptionsError(1, 'the file is empty.');
  const opening = lines[first] ?? '';
  if (opening.includes('\0')) return new CaptionsError(first + 1, 'this is not a text file.');
  const other = OTHER_FORMATS.find(([pattern]) => pattern.test(lines.slice(first, first + 3).join('\n')));
  if (other) return new CaptionsError(first + 1, other[1]);
  const timing = lines.findIndex((line) => line.includes('-->'));
  if (timing === -1) {
    return new CaptionsError(
      first + 1,
      'no times such as “00:00:01,000 --> 00:00:04,000” follow. Is this .srt or .vtt?',
    );
  }
  if (cues.length === 0) {
    return new CaptionsError(timing + 1, `the times in “${(lines[timing] ?? '').trim().slice(0, 60)}” cannot be read.`);
  }
  return new CaptionsError(timing + 1, 'every caption is without text or ends before it starts.');
}

/** SubRip with `\n` line ends. */
export const toSrt = (segments: Segment[]): string =>
  segments
    .map(
      ({ startMs, endMs, text }, i) => `${i + 1}\n${clock(startMs, ',')} --> ${clock(endMs, ',')}\n${oneLine(text)}\n`,
    )
    .join('\n');

/** WebVTT with `\n` line ends; `&`, `<` and `>` are escaped. */
export const toVtt = (segments: Pick<Segment, 'startMs' | 'endMs' | 'text'>[]): string =>
  [
    'WEBVTT\n',
    ...segments.map(
      ({ startMs, endMs, text }) => `${clock(startMs, '.')} --> ${clock(endMs, '.')}\n${escape(oneLine(text))}\n`,
    ),
  ].join('\n');

/** The texts alone, one segment a line. */
export const toText = (segments: Segment[]): string => segments.map(({ text }) => `${oneLine(text)}\n`).join('');

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `01:02:03,004`. */
function clock(ms: number, point: ',' | '.'): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const fraction = String(whole % 1_000).padStart(3, '0');
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1_000) % 60)}${point}${fraction}`;
}
