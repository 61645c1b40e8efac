/** Matroska and WebM: elements (RFC 8794 and RFC 9559). */
import type { ReadContainer, ReadHead } from './parts.js';
import { partsAt, partsOf } from './parts.js';

const EBML = '1a45dfa3';
const SEGMENT = '18538067';
const TRACKS = '1654ae6b';
/** Below a track: its encodings, one of them, and of that the encryption. */
const ENCRYPTION = ['ae', '6d80', '6240', '5035'];
const LONGEST_HEAD = 12;

/** How many bytes a number takes is told by its leading zeros. */
const widthOf = (byte: number): number => Math.clz32(byte) - 23;

const head: ReadHead = async (bytes, at) => {
  const read = await bytes.read(at, LONGEST_HEAD);
  const nameBytes = widthOf(read[0] ?? 0);
  const sizeBytes = widthOf(read[nameBytes] ?? 0);
  const start = nameBytes + sizeBytes;
  if (nameBytes > 4 || sizeBytes > 8 || start > read.length) return null;
  // The bit that ends the leading zeros is no part of the number. All ones: nobody knew how long it would become.
  const digits = read.subarray(nameBytes, start);
  const most = 2 ** (7 * sizeBytes) - 1;
  const size = digits.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte - 2 ** (8 - sizeBytes) : byte), 0);
  const isKnown = size !== most;
  return { name: read.toString('hex', 0, nameBytes), start: at + start, end: isKnown ? at + start + size : null };
};

export const ebml: ReadContainer = async (bytes, first) => {
  if (first.toString('hex', 0, 4) !== EBML) return null;
  for await (const element of partsOf(bytes, head, { start: 0, end: null })) {
    if (element.name !== SEGMENT) continue;
    const encrypted = !(await partsAt(bytes, head, element, [TRACKS, ...ENCRYPTION]).next()).done;
    return { encrypted, sizeBytes: element.end, durationMs: null };
  }
  return { encrypted: false, sizeBytes: null, durationMs: null };
};
