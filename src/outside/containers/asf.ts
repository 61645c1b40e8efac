/** WMA, WMV, ASF: objects (Advanced Systems Format specification, revision 01.20.05). */
import type { ReadContainer, ReadHead } from './parts.js';
import { partsOf } from './parts.js';

/** GUIDs as they lie in the file. */
const HEADER = '3026b2758e66cf11a6d900aa0062ce6c';
const FILE_PROPERTIES = 'a1dcab8c47a9cf118ee400c00c205365';
/** Content encryption, plain and extended. */
const ENCRYPTION = ['fbb3112223bdd211b4b700a0c955fc6e', '14e68a292226174cb935dae07ee9289c'];
/** The header object is followed by a count of its objects. */
const HEADER_BYTES = 30;

const head: ReadHead = async (bytes, at) => {
  const read = await bytes.read(at, 24);
  if (read.length < 24) return null;
  return { name: read.toString('hex', 0, 16), start: at + 24, end: at + Number(read.readBigUInt64LE(16)) };
};

export const asf: ReadContainer = async (bytes, first) => {
  if (first.toString('hex', 0, 16) !== HEADER) return null;
  const header = await head(bytes, 0);
  const found = { encrypted: false, sizeBytes: null as number | null, durationMs: null as number | null };
  for await (const object of partsOf(bytes, head, { start: HEADER_BYTES, end: header?.end ?? null })) {
    if (ENCRYPTION.includes(object.name)) found.encrypted = true;
    if (object.name !== FILE_PROPERTIES) continue;
    const read = await bytes.read(object.start, 68);
    // The lowest flag: written while it was broadcast, so nobody knew.
    if (read.length < 68 || read.readUInt32LE(64) % 2 === 1) continue;
    found.sizeBytes = Number(read.readBigUInt64LE(16));
    // In units of 100 ns, with the time that players wait before they begin.
    found.durationMs = Number(read.readBigUInt64LE(40)) / 10_000 - Number(read.readBigUInt64LE(56));
  }
  return found;
};
