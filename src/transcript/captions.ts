/** Captions in and out: SubRip and WebVTT. What is in the file is in the transcript, times and words unchanged. */
import type { Segment } from '../contract/content.js';

/** The file is no captions file, or has none in it. The message is for people. */
export class CaptionsError extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(`Line ${line}: ${reason}`);
    this.name = 'CaptionsError';
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so, else Windows-1252, in which older SubRip files are written. */
export function decodeCaptions(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** `00:01:02,345 --> 00:01:04.000 align:start`: hours may be missing, comma or dot. */
const TIMING = /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?:\s|$)/;

/**
 * The cues of a SubRip or WebVTT file in order of time. Markup is taken off, lines of a cue become one; cues without
 * words or that end before they begin are left out. Throws `CaptionsError`.
 */
export function parseCaptions(text: string): Segment[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const cues: Omit<Segment, 'index'>[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const timing = TIMING.exec(lines[i] ?? '');
    if (!timing) continue;
    const [startMs, endMs] = [milliseconds(timing.slice(1, 5)), milliseconds(timing.slice(5, 9))];
    const words: string[] = [];
    while (i + 1 < lines.length && !endsCue(lines, i + 1)) words.push(lines[(i += 1)] ?? '');
    const said = plain(words.join(' '));
    if (said !== '' && endMs >= startMs) cues.push({ startMs, endMs, text: said });
  }
  if (cues.length === 0) throw noCues(lines);
  return cues.sort((a, b) => a.startMs - b.startMs).map((cue, index) => ({ index, ...cue }));
}

const milliseconds = ([hours, minutes, seconds, fraction]: (string | undefined)[]): number =>
  ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number((fraction ?? '').padEnd(3, '0'));

/** A blank line, or a timing whose own number stands before it where the blank line is missing. */
function endsCue(lines: string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.trim() === '' || TIMING.test(line)) return true;
  return /^\d+\s*$/.test(line) && TIMING.test(lines[at + 1] ?? '');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', lrm: '', rlm: '' };

function plain(text: string): string {
  return text
    .replace(/<\/?[a-z\d][^<>]*>/gi, '') // <i>, <v Ada>, <00:01.000>, <c.yellow>
    .replace(/\{\\[^{}]*\}/g, '') // {\an8}
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
      if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      return entities[(name ?? '').toLowerCase()] ?? whole;
    })
    .replaceAll('\0', '')
    .replace(/\s+/g, ' ')
    .trim();
}

function noCues(lines: string[]): CaptionsError {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return new CaptionsError(1, 'the file is empty.');
  const arrow = lines.findIndex((line) => line.includes('-->'));
  if (arrow !== -1) return new CaptionsError(arrow + 1, 'no time like 00:00:01,000 --> 00:00:04,000 could be read.');
  if (/^WEBVTT/.test(lines[first] ?? '')) return new CaptionsError(first + 1, 'there are no cues in this WebVTT file.');
  return new CaptionsError(first + 1, 'this is neither SubRip (.srt) nor WebVTT (.vtt).');
}

function clock(ms: number, separator: ',' | '.'): string {
  const part = (value: number, digits = 2): string => String(Math.floor(value)).padStart(digits, '0');
  const time = [part(ms / 3_600_000), part((ms / 60_000) % 60), part((ms / 1_000) % 60)].join(':');
  return `${time}${separator}${part(ms % 1_000, 3)}`;
}

export function toSrt(segments: Segment[]): string {
  const cue = ({ startMs, endMs, text }: Segment, i: number): string =>
    `${i + 1}\n${clock(startMs, ',')} --> ${clock(endMs, ',')}\n${text}\n`;
  return segments.map(cue).join('\n');
}

export function toVtt(segments: Segment[]): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const cue = ({ startMs, endMs, text }: Segment): string =>
    `${clock(startMs, '.')} --> ${clock(endMs, '.')}\n${escaped(text)}\n`;
  return ['WEBVTT\n', ...segments.map(cue)].join('\n');
}

export const toText = (segments: Segment[]): string => segments.map(({ text }) => `${text}\n`).join('');
