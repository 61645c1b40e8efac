/** A transcript as files of captions. Pure. */
import type { NamedSegment } from '../speakers.js';
import { cuesOf } from '../word-times.js';

type Line = Omit<NamedSegment, 'index'>;

/** SubRip with `\n` line ends. It knows no speakers, so their names stand before what they say, where they change. */
export const toSrt = (segments: Line[]): string =>
  segments
    .flatMap(cuesOf)
    .map(
      (segment, i, all) =>
        `${i + 1}\n${clock(segment.startMs, ',')} --> ${clock(segment.endMs, ',')}\n${withName(segment, all[i - 1])}\n`,
    )
    .join('\n');

/** WebVTT with `\n` line ends; `&`, `<` and `>` are escaped; speakers are voices. */
export const toVtt = (segments: Line[]): string =>
  [
    'WEBVTT\n',
    ...segments.flatMap(cuesOf).map(({ startMs, endMs, text, speakerName }) => {
      const voice = speakerName === undefined ? '' : `<v ${escape(oneLine(speakerName))}>`;
      return `${clock(startMs, '.')} --> ${clock(endMs, '.')}\n${voice}${escape(oneLine(text))}\n`;
    }),
  ].join('\n');

/** The texts alone, one segment a line; names of speakers where they change. */
export const toText = (segments: Line[]): string =>
  segments.map((segment, i) => `${withName(segment, segments[i - 1])}\n`).join('');

const withName = ({ text, speakerName }: Line, before: Line | undefined): string =>
  speakerName === undefined || speakerName === before?.speakerName
    ? oneLine(text)
    : `${oneLine(speakerName)}: ${oneLine(text)}`;

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `01:02:03,004`. */
function clock(ms: number, point: ',' | '.'): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const fraction = String(whole % 1_000).padStart(3, '0');
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1_000) % 60)}${point}${fraction}`;
}
