/** Whether bytes may be text at all. Pure. */
import { fromWide, WIDE_SAMPLE } from './unicode.js';

/** So many strange ones are let pass in the shortest text, too. */
const MOST_STRANGE = 1;
const STRANGE_OF = 50;

/** A few characters of a text may be strange; of anything else, every other one is. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (fromWide(bytes.subarray(0, WIDE_SAMPLE)) !== null) return true;
  const strange = bytes.filter((byte) => byte < 32 && ![9, 10, 12, 13, 14, 15, 27].includes(byte)).length;
  return strange <= Math.max(MOST_STRANGE, bytes.length / STRANGE_OF);
}
