/** WAV, AVI, AIFF, CAF, Wave64 and AU: chunks. */
import type { Bytes, Part, ReadContainer, ReadHead } from './parts.js';
import { partsOf } from './parts.js';

/** Programs that do not know yet how much will come write zero, or about the most there can be. */
const isKnown = (size: number): boolean => size > 0 && size < 0x7f_ff_f0_00;

const chunk =
  (readSize: (head: Buffer) => number): ReadHead =>
  async (bytes, at) => {
    const read = await bytes.read(at, 8);
    if (read.length < 8) return null;
    const size = readSize(read);
    const end = isKnown(size) ? at + 8 + size : null;
    return { name: read.toString('latin1', 0, 4), start: at + 8, end };
  };

const littleEndian = chunk((head) => head.readUInt32LE(4));
const bigEndian = chunk((head) => head.readUInt32BE(4));

/** Where the last of the outermost parts ends; null when one does not say. */
async function endOf(bytes: Bytes, head: ReadHead, names: string[], start = 0): Promise<number | null> {
  let end: number | null = null;
  for await (const part of partsOf(bytes, head, { start, end: null }, true)) {
    if (!names.includes(part.name)) break;
    if (part.end === null) return null;
    end = part.end;
  }
  return end;
}

/** An AVI of more than 1 GB has several RIFF chunks. */
export const riff: ReadContainer = async (bytes, first) => {
  if (first.toString('latin1', 0, 4) !== 'RIFF') return null;
  const sizeBytes = await endOf(bytes, littleEndian, ['RIFF']);
  return { encrypted: false, sizeBytes, durationMs: first.toString('latin1', 8, 12) === 'AVI ' ? aviMs(first) : null };
};

/** From the main header: the time of a picture in microseconds, and how many there are. Null when it does not say. */
function aviMs(first: Buffer): number | null {
  if (first.length < 52 || first.toString('latin1', 24, 28) !== 'avih') return null;
  const ms = (first.readUInt32LE(32) * first.readUInt32LE(48)) / 1_000;
  return ms > 0 ? ms : null;
}

export const form: ReadContainer = async (bytes, first) => {
  if (first.toString('latin1', 0, 4) !== 'FORM') return null;
  return { encrypted: false, sizeBytes: await endOf(bytes, bigEndian, ['FORM']), durationMs: null };
};

/** Sizes have eight bytes; −1: nobody knew. */
const cafChunk: ReadHead = async (bytes, at) => {
  const read = await bytes.read(at, 12);
  if (read.length < 12) return null;
  const size = Number(read.readBigInt64BE(4));
  return { name: read.toString('latin1', 0, 4), start: at + 12, end: size < 0 ? null : at + 12 + size };
};

export const caf: ReadContainer = async (bytes, first) => {
  if (first.toString('latin1', 0, 4) !== 'caff') return null;
  let last: Part | null = null;
  for await (const part of partsOf(bytes, cafChunk, { start: 8, end: null })) last = part;
  return { encrypted: false, sizeBytes: last?.end ?? null, durationMs: null };
};

/** Sony Wave64: names are GUIDs, and the size includes them. */
export const wave64: ReadContainer = (_bytes, first) => {
  if (first.length < 24 || first.toString('hex', 0, 8) !== '726966662e91cf11') return Promise.resolve(null);
  return Promise.resolve({ encrypted: false, sizeBytes: Number(first.readBigUInt64LE(16)), durationMs: null });
};

export const au: ReadContainer = (_bytes, first) => {
  if (first.length < 12 || first.toString('latin1', 0, 4) !== '.snd') return Promise.resolve(null);
  const size = first.readUInt32BE(8);
  const sizeBytes = isKnown(size) ? first.readUInt32BE(4) + size : null;
  return Promise.resolve({ encrypted: false, sizeBytes, durationMs: null });
};
