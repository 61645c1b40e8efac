/** What people give as captions by mistake, and what to do about it. Pure. */
import { ENOUGH_BYTES, surelyNoMedia } from '../../contract/first-bytes.js';
import type { Cue } from './cue.js';
import { CaptionsError } from './cue.js';

const EXPORT = 'Export the captions as SubRip (.srt) or WebVTT (.vtt).';
const ONLY_STARTS = 'this is a transcript that tells only when something begins, and not when it ends.';
const PICTURES = 'its captions are pictures of text, which cannot be read.';

/** By how the first lines begin. */
export const otherTexts: readonly [RegExp, string][] = [
  [/^\s*\{\d+\}\{\d*\}/, `this is a MicroDVD file, which counts frames instead of seconds. ${EXPORT}`],
  [/^\s*\[\d+\]\[\d*\]/, `this is an MPL2 file. ${EXPORT}`],
  [/^\s*<sami\b/i, `this is a SAMI file. ${EXPORT}`],
  [/^\s*(?:<\?xml[^>]*>\s*)?<USFSubtitles\b/i, `this is a USF file. ${EXPORT}`],
  [/^\s*(?:<\?xml[^>]*>\s*)?<TextStream\b/i, `this is a 3GPP timed text file (TTXT). ${EXPORT}`],
  [
    /^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:DCSubtitle|SubtitleReel)\b/i,
    `these are a digital cinema’s captions. ${EXPORT}`,
  ],
  [
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype (?:fcpxml|xmeml)>\s*)?<(?:fcpxml|xmeml)\b/i,
    `this is a project of an editing program. ${EXPORT}`,
  ],
  [/^\s*<window\b/i, `this is a RealText file. ${EXPORT}`],
  [/^\s*\{QTtext\}/i, `this is a QuickTime text file. ${EXPORT}`],
  [/^\s*\[(?:INFORMATION|TITLE|BEGIN|DELAY)\]/i, `this is a SubViewer 1 file. ${EXPORT}`],
  [/^\s*\d{1,2}:\d\d:\d\d\.\d\d \d{1,2}:\d\d:\d\d\.\d\d [A-Z{~]/, `this is a JACOsub file. ${EXPORT}`],
  [/^\s*\d+,\s*\d+,\s*"/, `this is a Phoenix (PJS) file. ${EXPORT}`],
  [/^\*(?:(?:Non)?DropFrame|Width|PART)\b/i, `this is a Cheetah CAP file. ${EXPORT}`],
  [/^\d+\t\d\d:\d\d:\d\d[:;]\d\d\t\d\d:\d\d:\d\d[:;]\d\d\t/, `its times count frames. ${EXPORT}`],
  [/^\s*<(?:!doctype html|html\b)/i, `this is a web page. ${EXPORT}`],
  [/^\s*<(?:\?xml|!doctype|!--|[\w:]+[\s>])/i, `this is XML, but no TTML with captions. ${EXPORT}`],
  [/^\s*\{\\rtf/, 'this is a rich text document. Save the captions as plain text in SubRip (.srt) form.'],
  [/^\s*[{[]\s*["{[\]}]/, `this is JSON. ${EXPORT}`],
  [/^Scenarist_SCC/, `this is a Scenarist SCC file. ${EXPORT}`],
  [/^# VobSub|^\s*size:\s*\d+x\d+/i, `this is a VobSub index: ${PICTURES} ${EXPORT}`],
  [/^\s*(?:\$\w+\s*=|\/\/\s*Font select)/i, `this is a Spruce STL file. ${EXPORT}`],
  [/^File Format=MacCaption/i, `this is a MacCaption MCC file. ${EXPORT}`],
  [/^TITLE:.*\s+(?:FCM:|\d{3,}\s)/i, `this is an edit list (EDL), which has no captions. ${EXPORT}`],
  [/^\d{1,2}:\d\d:\d\d[:=](?=\D)/, `this is a TMPlayer file. ${EXPORT}`],
  [
    /^\d\d:\d\d:\d\d[:;]\d\d\s*[-–—]\s/,
    `this is a transcript of an editing program, whose times count frames. ${EXPORT}`,
  ],
  [/^\s*[[(]?(?:\d{1,2}:)?\d{1,2}:\d\d[\])]?(?:\s|$)/, `${ONLY_STARTS} ${EXPORT}`],
  [/^.{1,60}\s\d{1,2}:\d\d(?::\d\d)?[ \t]*\n/, `${ONLY_STARTS} ${EXPORT}`],
  [/^"?(?:start|begin|index|id|speaker|time)\b[^,;\t\n]*[,;\t]/i, `this is a table. ${EXPORT}`],
  [/^\s*@ This file written with the Avid Caption plugin|^<begin subtitles>/i, `this is an Avid DS file. ${EXPORT}`],
];

interface OtherBytes {
  /** Where they stand in the file. */
  at: number;
  bytes: number[];
  reason: string;
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const RECORDING = 'This is a recording, not captions. Give the recording as such; captions inside it are found.';

const BEGINNING_BYTES = 1_024;
/** A code page, then the frames a second. https://tech.ebu.ch/docs/tech/tech3264.pdf */
const EBU_STL = /^\d{3}STL\d\d\.\d\d/;

/** https://en.wikipedia.org/wiki/List_of_file_signatures */
const otherBytes: readonly OtherBytes[] = [
  { at: 0, bytes: [0, 0, 1, 0xba], reason: `This is a VobSub or DVD file: ${PICTURES} ${EXPORT}` },
  { at: 0, bytes: ascii('PG'), reason: `This is a Blu-ray caption file (.sup): ${PICTURES} ${EXPORT}` },
  { at: 4, bytes: ascii('ftyp'), reason: RECORDING },
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3], reason: RECORDING },
  { at: 0, bytes: ascii('RIFF'), reason: RECORDING },
  { at: 0, bytes: ascii('OggS'), reason: RECORDING },
  { at: 0, bytes: ascii('ID3'), reason: RECORDING },
];

/** For what is no text at all; a few kinds of text are told apart by `otherTexts`. Throws `CaptionsError`. */
export function refuseOtherFiles(file: Uint8Array): void {
  const what = surelyNoMedia(file.subarray(0, ENOUGH_BYTES));
  if (what !== null && what !== 'a text file') {
    throw new CaptionsError(null, `This is ${what}, not a caption file. ${EXPORT}`);
  }
  const beginning = Buffer.from(file.subarray(0, BEGINNING_BYTES)).toString('latin1');
  if (EBU_STL.test(beginning)) throw new CaptionsError(null, `This is an EBU STL file. ${EXPORT}`);
  // Text may begin with any letters. What is no text has other bytes soon.
  if (!beginning.includes('\0')) return;
  const other = otherBytes.find(({ at, bytes }) => bytes.every((byte, i) => file[at + i] === byte));
  if (other) throw new CaptionsError(null, other.reason);
}

const PICTURE_NAME = /^\S+\.(?:jpe?g|png|webp|gif|avif)(?:[?#]\S*)?$|^data:image\//i;

/** Cues for players: which part of a picture shows what is at that time, or settings as JSON. Nobody says them. */
export function refuseDataForPlayers(cues: readonly Cue[]): void {
  if (cues.every(({ lines }) => lines.every((line) => PICTURE_NAME.test(line)))) {
    throw new CaptionsError(null, `These are a player’s thumbnails, and no captions. ${EXPORT}`);
  }
  if (cues.every(({ lines }) => isJson(lines.join('\n')))) {
    throw new CaptionsError(null, `These are a player’s data (JSON), and no captions. ${EXPORT}`);
  }
}

function isJson(text: string): boolean {
  if (!/^[{[]\s*["{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
