/** Flash Video: tags, each with the size of the one before it (Adobe's specification of FLV 10.1, annex E). */
import type { Bytes } from './parts.js';

const SIGNATURE = 'FLV';
const TAG_HEAD = 11;
const [SOUND, PICTURE, SCRIPT] = [8, 9, 18];
/** Of AVC and AAC: a tag that holds no picture or sound, only how they are to be decoded. */
const [AVC, AAC, DECODER] = [7, 10, 0];
const MOST_TAGS = 2_000_000;

/** Where each file begins that was put behind the first. */
export async function flashFiles(bytes: Bytes): Promise<number[]> {
  const files: number[] = [];
  for (let at = 0, count = 0; at < bytes.size && count < MOST_TAGS; count++) {
    const read = await bytes.read(at, TAG_HEAD);
    if (read.length < TAG_HEAD) break;
    if (read.toString('latin1', 0, SIGNATURE.length) === SIGNATURE) {
      files.push(at);
      at += read.readUInt32BE(5) + 4;
    } else {
      at += TAG_HEAD + read.readUIntBE(1, 3) + 4;
    }
  }
  return files;
}

/** How many bytes at the beginning say only what the file is like and how it is to be decoded. */
export async function flashHeads(bytes: Bytes): Promise<number> {
  const header = await bytes.read(0, TAG_HEAD);
  let at = header.readUInt32BE(5) + 4;
  for (;;) {
    const read = await bytes.read(at, TAG_HEAD + 2);
    if (read.length < TAG_HEAD + 2 || !isHead(read)) return at;
    at += TAG_HEAD + read.readUIntBE(1, 3) + 4;
  }
}

function isHead(tag: Buffer): boolean {
  const [type, coding, packet] = [tag[0], tag[TAG_HEAD] ?? 0, tag[TAG_HEAD + 1]];
  if (type === SCRIPT) return true;
  if (packet !== DECODER) return false;
  return (type === PICTURE && (coding & 0x0f) === AVC) || (type === SOUND && coding >> 4 === AAC);
}
