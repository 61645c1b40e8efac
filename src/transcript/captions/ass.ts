/** SSA and ASS, the captions of Aegisub and of many MKV files. http://www.tcax.org/docs/ass-specs.htm */
import type { RawCue } from './cue.js';
import { timeInMs } from './times.js';

const TIME = /^\s*(\d+):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?\s*$/;
/** The fields of version 4, for files that do not name them. */
/** What version 3 writes where nobody is named. */
const NOBODY = 'NTP';
const USUAL_FIELDS = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];

export function readAss(lines: string[]): RawCue[] {
  let fields = USUAL_FIELDS;
  let inEvents = false;
  const cues: RawCue[] = [];
  for (const line of lines) {
    const section = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) inEvents = section.toLowerCase() === 'events';
    if (!inEvents) continue;
    const [, kind = '', rest = ''] = /^\s*(Format|Dialogue)\s*:(.*)$/i.exec(line) ?? [];
    if (kind.toLowerCase() === 'format') fields = rest.split(',').map((name) => name.trim().toLowerCase());
    const cue = kind.toLowerCase() === 'dialogue' ? readDialogue(rest, fields) : null;
    if (cue) cues.push(cue);
  }
  return cues;
}

/** The text is the last field, and may have commas itself. */
function readDialogue(rest: string, fields: string[]): RawCue | null {
  const values = rest.split(',');
  const text = values.slice(fields.length - 1).join(',');
  const valueOf = (name: string): string => {
    const at = fields.indexOf(name);
    return at === -1 || at === fields.length - 1 ? '' : (values[at] ?? '').trim();
  };
  const startMs = toMs(valueOf('start'));
  const endMs = toMs(valueOf('end'));
  if (startMs === null || endMs === null) return null;
  const speaker = valueOf('name') || valueOf('actor');
  const cue: RawCue = {
    startMs,
    endMs,
    lines: withoutDrawings(text)
      .replaceAll(String.raw`\h`, ' ')
      .split(/\\[Nn]/),
  };
  return speaker === '' || speaker === NOBODY ? cue : { ...cue, speaker };
}

function toMs(time: string): number | null {
  const match = TIME.exec(time);
  return match ? timeInMs(match[1], match[2], match[3], match[4]) : null;
}

/** Between `{\p1}` and `{\p0}` stand the strokes of a drawing; what else stands in braces is for the typesetter. */
function withoutDrawings(text: string): string {
  let drawing = false;
  return text
    .split(/(\{[^{}]*\})/)
    .map((piece) => {
      const mode = piece.startsWith('{') ? /\\p(\d+)/.exec(piece)?.[1] : undefined;
      if (mode !== undefined) drawing = Number(mode) > 0;
      return piece.startsWith('{') || drawing ? '' : piece;
    })
    .join('');
}
