/** The formats of captions: how each is recognised and read. */
import { isSbvTiming, readSbv } from './sbv.js';
import { readAss } from './ass.js';
import type { RawCue } from './cue.js';
import { isLrcLine, readLrc } from './lrc.js';
import { isTiming, readSubRip, readWebVtt } from './subrip-webvtt.js';
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
  {
    name: 'SSA/ASS',
    recognises: (head) => /^\s*\[(?:Script Info|V4\+? Styles|Events)\]\s*$/im.test(head),
    read: readAss,
  },
  {
    name: 'TTML',
    recognises: (head) =>
      /^\s*(?:<\?[^>]*>|<!doctype[^>[]*(?:\[[^\]]*\]\s*)?>|<!--(?:(?!-->)[^])*-->|\s)*<(?:\w+:)?tt[\s>]/i.test(head),
    read: (lines) => readTtml(lines.join('\n')),
  },
  {
    name: 'SBV',
    recognises: (head) => head.split('\n').some(isSbvTiming) && !head.split('\n').some(isTiming),
    read: readSbv,
  },
  { name: 'LRC', recognises: (head) => isLrc(head.split('\n')), read: readLrc },
  { name: 'SubRip', recognises: (head) => head.split('\n').some(isTiming), read: readSubRip },
];

/** Tags such as `[ar:…]` may come first, and a heading. */
const isLrc = (lines: string[]): boolean => {
  const untagged = lines.filter((line) => !/^\s*\[[a-z#]+:[^\]]*\]\s*$/i.test(line) || isLrcLine(line));
  const timed = untagged.filter(isLrcLine).length;
  return timed * 2 > untagged.length && !lines.some(isTiming);
};
