/** Why a file cannot be read at all, and what to do about it. */
import { open } from 'node:fs/promises';
import type { GivenFile } from '../step.js';
import { failed } from '../step.js';

type Failed = ReturnType<typeof failed>;

/** `said`: what ffprobe said when it refused the file. */
export async function unreadable({ filename, sizeBytes }: GivenFile, said: string, path: string): Promise<Failed> {
  if (sizeBytes === 0)
    return failed('not_media', `“${filename}” is empty. Make a new project with the recording itself.`);
  if (said.includes('exceeds specified max pixel count')) return tooManyPixels('too many');
  const beginning = await beginningOf(path);
  if (beginsAsMp4(beginning) && said.includes('moov atom not found')) {
    return failed(
      'incomplete',
      `“${filename}” is cut off: the index at its end is missing. Let the recording or its copying finish, then make a new project with it.`,
    );
  }
  if (beginsAsMp4(beginning) || OTHERS.some(([at, sign]) => beginning.startsWith(sign, at))) {
    return cutOff({ filename });
  }
  const other = KNOWN.find(([sign]) => beginning.startsWith(sign));
  if (other) {
    return failed(
      'not_media',
      `“${filename}” is ${other[1]}, which cannot be read here. Export it as MP3, WAV or MP4 with the program that made it, and make a new project with that.`,
    );
  }
  return failed(
    'not_media',
    `“${filename}” is not a video or sound file that can be read. Make a new project with the recording itself, as MP4, MOV, MKV, WebM or MP3.`,
  );
}

export const cutOff = ({ filename }: Pick<GivenFile, 'filename'>): Failed =>
  failed(
    'incomplete',
    `“${filename}” is cut off or damaged. Let its copying finish, or export it again, then make a new project.`,
  );

export const tooManyPixels = (size: string): Failed =>
  failed('too_many_pixels', `The pictures have ${size} pixels. Export the recording at 8K or smaller.`);

const BEGINNING_BYTES = 16;

/** A character for each byte. */
async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** MP4 and MOV begin with a box of one of these names (ISO/IEC 14496-12); ffprobe takes whatever is named .mp4 for one. */
const beginsAsMp4 = (beginning: string): boolean => /^.{4}(?:ftyp|mdat|wide|free|skip|moov)/s.test(beginning);

/** Where the sign of a kind of recording stands, and the sign. https://en.wikipedia.org/wiki/List_of_file_signatures */
const OTHERS: readonly [at: number, sign: string][] = [
  [0, '\x1aE\xdf\xa3'],
  [8, 'WAVE'],
  [8, 'AVI '],
  [8, 'AIF'],
  [0, 'OggS'],
  [0, 'fLaC'],
  [0, 'FLV\x01'],
  [0, 'caff'],
  [0, '#!AMR'],
  [0, 'ID3'],
  [0, '0&\xb2u\x8ef\xcf\x11'],
  [0, '\x06\x0e+4'],
];

/** Recordings that are not read here, and what is none: how it begins, and what it is. Pictures and documents are refused before they are stored. */
const KNOWN: readonly [sign: string, what: string][] = [
  ['MAC ', "Monkey's Audio (APE)"],
  ['\x02dss', 'a DSS dictation'],
  ['\x03ds2', 'a DS2 dictation'],
  ['\x06ds2', 'a DS2 dictation'],
  ['\x7f\xfe\x80\x01', 'bare DTS sound'],
  ['DSD ', 'DSD sound (DSF)'],
  ['ea3\x03', 'ATRAC sound'],
  ['#!SILK', 'a SILK voice message'],
  ['\x02#!SILK', 'a SILK voice message'],
  ['nut/multimedia', 'a NUT recording'],
  ['FWS', 'a Flash animation'],
  ['CWS', 'a Flash animation'],
  ['ZWS', 'a Flash animation'],
  ['MThd', 'MIDI'],
];
