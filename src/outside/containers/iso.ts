/** MP4, MOV, M4A, 3GP: boxes (ISO/IEC 14496-12, 4.2). */
import type { Bytes, Part, ReadContainer, ReadHead } from './parts.js';
import { partsAt, partsOf } from './parts.js';

const FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'styp', 'sidx'];
/** Kinds of samples of which only who has a key can make something: ISO/IEC 23001-7, and those of iTunes and Audible. */
const ENCRYPTED = ['encv', 'enca', 'drms', 'drmi', 'aavd'];

const head: ReadHead = async (bytes, at) => {
  const read = await bytes.read(at, 16);
  if (read.length < 8) return null;
  const [size, name] = [read.readUInt32BE(0), read.toString('latin1', 4, 8)];
  if (size === 0) return { name, start: at + 8, end: null };
  if (size !== 1) return { name, start: at + 8, end: at + size };
  return read.length < 16 ? null : { name, start: at + 16, end: at + Number(read.readBigUInt64BE(8)) };
};

export const iso: ReadContainer = async (bytes, first) => {
  if (!FIRST_BOXES.includes(first.toString('latin1', 4, 8))) return null;
  let sizeBytes = 0;
  let encrypted = false;
  for await (const box of partsOf(bytes, head, { start: 0, end: null })) {
    sizeBytes = box.end ?? bytes.size;
    if (box.name === 'moov') encrypted ||= await hasEncryptedTrack(bytes, box);
  }
  return { encrypted, sizeBytes, durationMs: null };
};

/** A description of samples: version and flags, how many, and then a box of each kind. */
async function hasEncryptedTrack(bytes: Bytes, moov: Part): Promise<boolean> {
  for await (const { start, end } of partsAt(bytes, head, moov, ['trak', 'mdia', 'minf', 'stbl', 'stsd'])) {
    for await (const { name } of partsOf(bytes, head, { start: start + 8, end })) {
      if (ENCRYPTED.includes(name)) return true;
    }
  }
  return false;
}

/** Where each whole file begins that was put behind the first: players take no second index. */
export async function isoFiles(bytes: Bytes): Promise<number[]> {
  const files: number[] = [];
  let at = 0;
  for await (const { name, end } of partsOf(bytes, head, { start: 0, end: null })) {
    if (name === 'ftyp') files.push(at);
    at = end ?? bytes.size;
  }
  return files;
}
