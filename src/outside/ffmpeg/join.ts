/** Several recordings in one file, each with a clock of its own, put one behind another: what ffmpeg is told for that. */
import type { Place } from '../containers/joined.js';
import { CONTAINERS } from './ffprobe.js';

/** A script for ffmpeg's concat demuxer. `heads`: a file with the heads of those that have none; `sizeBytes`: of the whole file. */
export function joinScript(file: string, places: Place[], heads: string, sizeBytes: number): string {
  const lines = places.flatMap(({ position, headBytes, duration }, i) => {
    const end = places[i + 1]?.position ?? sizeBytes;
    const piece = `subfile,,start,${position},end,${end},,:${file}`;
    return [
      `file ${quoted(headBytes === 0 ? piece : `concat:${heads}|${piece}`)}`,
      ...(duration === null ? [] : [`duration ${duration.toFixed(6)}`]),
    ];
  });
  return ['ffconcat version 1.0', ...lines, ''].join('\n');
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The script is our own, and what it names is the recording, of which it is known that it is no script. */
export const JOIN_INPUT = [
  '-nostdin',
  '-v',
  'error',
  '-protocol_whitelist',
  'file,subfile,concat',
  '-format_whitelist',
  [...CONTAINERS, 'concat'].join(','),
  '-f',
  'concat',
  '-safe',
  '0',
  '-fflags',
  '+genpts',
];

/** `streams`: by their indexes in the file, in the order in which they are wanted. `asText`: captions are written as SubRip. */
export const joinOutput = (streams: number[], asText: boolean): string[] => [
  ...streams.flatMap((index) => ['-map', `0:${index}`]),
  '-c',
  'copy',
  ...(asText ? ['-c:s', 'srt'] : []),
  '-f',
  'matroska',
];
