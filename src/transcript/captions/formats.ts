/** The formats of captions: how each is recognised and read, and what is no captions, with what to do about it. */
import { isSbvTiming, readSbv } from './sbv.js';
import { readAss } from './ass.js';
import type { RawCue } from './cue.js';
import { isLrcLine, readLrc } from './lrc.js';
import { readSubRip, readWebVtt } from './subrip-webvtt.js';
import { readTtml } from './ttml.js';

export interface CaptionFormat {
  name: string;
  /** `head`: the first lines that are not empty, joined by `\n`. */
  recognises(head: string): boolean;
  read(lines: string[]): RawCue[];
}

/** The first that recognises a file reads it; SubRip has no mark of its own, and takes what is left. */
export const captionFormats: readonly CaptionFormat[] = [
  { name: 'WebVTT', recognises: (head) => /^\s*WEBVTT(?:\s|$)/.test(head), read: readWebVtt },
  { name: 'SSA/ASS', recognises: (head) => /^\s*\[Script Info\]/i.test(head), read: readAss },
  {
    name: 'TTML',
    recognises: (head) => /^\s*(?:<\?xml[^>]*>|<!--[^]*?-->|\s)*<(?:\w+:)?tt[\s>]/i.test(head),
    read: (lines) => readTtml(lines.join('\n')),
  },
  { name: 'SBV', recognises: (head) => isSbvTiming(head.split('\n')[0] ?? ''), read: readSbv },
  { name: 'LRC', recognises: (head) => isLrc(head.split('\n')), read: readLrc },
  { name: 'SubRip', recognises: (head) => head.includes('>'), read: readSubRip },
];

/** Tags such as `[ar:…]` may come first. */
const isLrc = (lines: string[]): boolean => {
  const first = lines.find((line) => !/^\s*\[[a-z#]+:[^\]]*\]\s*$/i.test(line) || isLrcLine(line));
  return first !== undefined && isLrcLine(first);
};

const EXPORT = 'Export the captions as SubRip (.srt) or WebVTT (.vtt).';

/** What people give by mistake. */
export const otherFormats: readonly [RegExp, string][] = [
  [/^\s*\{\d+\}\{\d+\}/, `this is a MicroDVD file. ${EXPORT}`],
  [/^\s*<sami\b/i, `this is a SAMI file. ${EXPORT}`],
  [/^\s*<(?:!doctype html|html\b)/i, `this is a web page. ${EXPORT}`],
  [/^\s*<(?:\?xml|!doctype|\w+[\s>])/i, `this is XML, but no TTML. ${EXPORT}`],
  [/^\s*\{\\rtf/, 'this is a rich text document. Save the captions as plain text in SubRip (.srt) form.'],
  [/^\s*[{[]\s*["{[\]}]/, `this is JSON. ${EXPORT}`],
  [/^Scenarist_SCC/, `this is a Scenarist SCC file. ${EXPORT}`],
  [/^# VobSub|^\s*size:\s*\d+x\d+/i, `this is a VobSub index: its captions are pictures. ${EXPORT}`],
  [/^\s*STL|^\d{3}STL\d\d/, `this is an EBU STL file. ${EXPORT}`],
  [/^%PDF-/, `this is a PDF document. ${EXPORT}`],
];
