/** Caption files in the kinds that people bring, each made by itself. */
import { spoken } from './talk.js';

export type Cue = [startMs: number, endMs: number, text: string];

const clock = (ms: number, point: string): string => new Date(ms).toISOString().slice(11, 23).replace('.', point);

export const srt = (cues: Cue[]): string =>
  cues.map(([start, end, text], i) => `${i + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text}\n`).join('\n');

export const vtt = (cues: Cue[]): string =>
  `WEBVTT\n\n${cues.map(([start, end, text]) => `${clock(start, '.')} --> ${clock(end, '.')}\n${text}\n`).join('\n')}`;

/** A line each second, from `fromMs` on. */
export const each = (texts: readonly string[], fromMs = 0): Cue[] =>
  texts.map((text, i) => [fromMs + i * 1_000, fromMs + i * 1_000 + 900, text]);

/** Lines of a talk, shown for three seconds, held for 10 ms and pushed up, as YouTube's automatic captions are. */
export const rolling = (mark: (line: string) => string): Cue[] =>
  spoken.flatMap((line, i): Cue[] => {
    const start = i * 3_000 + 240;
    return [
      [start, start + 2_990, `${spoken[i - 1] ?? ' '}\n${mark(line)}`],
      [start + 2_990, start + 3_000, `${line}\n `],
    ];
  });

/** A cue for each word, in which that one is lit. */
export const lit = (line: string, fromMs: number): Cue[] =>
  line.split(' ').map((word, i, words) => {
    const shown = words.map((other, at) => (at === i ? `<b>${word}</b>` : other)).join(' ');
    return [fromMs + i * 400, fromMs + i * 400 + 400, shown];
  });

/** Each cue repeats the last words of the one before and goes on. */
export function tails(words: string[]): Cue[] {
  return Array.from({ length: Math.ceil(words.length / 4) }, (_, i): Cue => {
    const shown = words.slice(Math.max(0, i * 4 - 3), i * 4 + 4);
    return [i * 2_000, i * 2_000 + 2_000, shown.join(' ')];
  });
}

/** With a drawing, and a line in two layers. */
export const ASS = [
  '[Script Info]',
  'ScriptType: v4.00+',
  '',
  '[V4+ Styles]',
  'Format: Name, Fontname, Fontsize',
  'Style: Default,Arial,20',
  '',
  '[Events]',
  'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
  String.raw`Dialogue: 0,0:00:00.50,0:00:01.00,Default,,0,0,0,,{\an8}Good morning,\Nall of you`,
  String.raw`Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\p1}m 0 0 l 100 0 100 100 0 100{\p0}`,
  'Dialogue: 0,0:00:02.00,0:00:03.00,Default,Ben,0,0,0,,In two layers',
  'Dialogue: 1,0:00:02.00,0:00:03.00,Default,Ben,0,0,0,,In two layers',
  'Dialogue: 0,0:00:03.00,0:00:03.90,Default,,0,0,0,,and that is all',
  '',
].join('\n');
