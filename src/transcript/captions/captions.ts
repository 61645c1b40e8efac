/** Captions in any of the formats that programs write, as the lines of a transcript. Pure. */
import { clip } from '../../contract/clip.js';
import type { NamedSegment } from '../speakers.js';
import type { Cue } from './cue.js';
import { CaptionsError } from './cue.js';
import { toCues } from './cue-text.js';
import { captionFormats } from './formats.js';
import { speechOf } from './not-speech.js';
import { otherTexts, refuseDataForPlayers } from './other-files.js';
import { withoutRepeats } from './repeats.js';
import { withSpeakers } from './speakers.js';
import { isTiming } from './subrip-webvtt.js';

/** So many lines are looked at to find out what a file is. */
const HEAD_LINES = 30;
/** Some programs double the carriage return; word processors have line ends of their own. */
const LINE_END = /\r*\n|[\r\u0085\u2028\u2029]/;

/**
 * Reads WebVTT, SubRip, SBV, TTML, SSA/ASS and LRC; which of them, the text says. Times in ms; segments are sorted by start
 * and indexed from 0. Markup, sounds and repeats are left out, names of speakers are taken out of the text, lines of a cue are
 * joined by a blank; cues without speech are dropped, and those that end before they start end with it. Throws `CaptionsError` when no cue
 * is left or the text is something else.
 */
export function parseCaptions(text: string): NamedSegment[] {
  const lines = text.replace(/^\uFEFF/, '').split(LINE_END);
  const head = lines.filter((line) => line.trim() !== '').slice(0, HEAD_LINES);
  const format = captionFormats.find((candidate) => candidate.recognises(head.join('\n')));
  // A line with two times that stands in a text is a cue that was not read, and never speech.
  const cues = (format?.read(lines) ?? []).flatMap(toCues).map(withoutTimings);
  const spoken = cues.filter((cue) => cue.lines.length > 0 && hasTimes(cue)).toSorted(byStart);
  if (spoken.every(isBackwards)) throw whyNone(lines, cues, format?.name);
  // One wrong time among right ones is a slip, and costs no words.
  for (const cue of spoken) cue.endMs = Math.max(cue.startMs, cue.endMs);
  refuseDataForPlayers(spoken);
  const said = withSpeakers(withoutRepeats(spoken).map(speechOf)).filter(({ lines: left }) => left.length > 0);
  if (said.length === 0)
    throw new CaptionsError(firstOf(lines) + 1, 'there are only sounds and music in it, and no speech.');
  return said.map(({ lines: left, startMs, endMs, speaker }, index) => {
    const segment: NamedSegment = { index, startMs, endMs, text: left.join(' ') };
    return speaker === undefined ? segment : { ...segment, speakerName: speaker };
  });
}

const COUNTS_FRAMES = /^\s*\d+:\d\d:\d\d[:;]\d\d\s*-+>/;

/** Some formats keep what stands there when a time cannot be read. */
const hasTimes = ({ startMs, endMs }: Cue): boolean => !Number.isNaN(startMs) && !Number.isNaN(endMs);

const isBackwards = ({ startMs, endMs }: Cue): boolean => endMs < startMs;

const byStart = (a: Cue, b: Cue): number => a.startMs - b.startMs;

const withoutTimings = (cue: Cue): Cue => ({ ...cue, lines: cue.lines.filter((line) => !isTiming(line)) });

const firstOf = (lines: string[]): number => lines.findIndex((line) => line.trim() !== '');

function whyNone(lines: string[], cues: Cue[], format: string | undefined): CaptionsError {
  const first = firstOf(lines);
  if (first === -1) return new CaptionsError(1, 'the file is empty.');
  const opening = lines[first] ?? '';
  if (opening.includes('\0')) return new CaptionsError(first + 1, 'this is not a text file.');
  const other = otherTexts.find(([pattern]) => pattern.test(lines.slice(first, first + 3).join('\n')));
  if (other) return new CaptionsError(first + 1, other[1]);
  if (
    cues.length === 0 &&
    ['WebVTT', 'SSA/ASS', 'TTML', 'SBV', 'LRC'].includes(format ?? '') &&
    !lines.some((line) => line.includes('-->'))
  ) {
    return new CaptionsError(first + 1, `this ${format ?? ''} file has no captions.`);
  }
  const timing = lines.findIndex((line) => line.includes('-->'));
  if (timing === -1 && cues.length === 0) {
    return new CaptionsError(
      first + 1,
      'no times such as “00:00:01,000 --> 00:00:04,000” follow. Is this .srt or .vtt?',
    );
  }
  const at = Math.max(first, timing) + 1;
  if (cues.length === 0 && COUNTS_FRAMES.test(lines[at - 1] ?? '')) {
    return new CaptionsError(at, 'the times count frames (00:00:01:12). Export them with milliseconds (00:00:01,480).');
  }
  if (cues.length === 0) {
    return new CaptionsError(at, `the times in “${clip((lines[at - 1] ?? '').trim(), 60)}” cannot be read.`);
  }
  return new CaptionsError(at, 'every caption is without text or ends before it starts.');
}
