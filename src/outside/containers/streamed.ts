/** Ogg and MPEG transport streams are written as they come, and say nothing of how long they become. A part that is cut tells that more was to follow. */
import type { ReadContainer } from './parts.js';
import { SAYS_NOTHING } from './parts.js';

const PAGE = 'OggS';
const PAGE_HEAD = 27;
/** The longest page there can be, and the head of the next. */
const LAST_PAGES = PAGE_HEAD + 255 + 255 * 255 + PAGE_HEAD;

/** Whether the last page is set as the end says nothing: messengers do not set it. RFC 3533, 6. */
export const ogg: ReadContainer = async (bytes, first) => {
  if (first.toString('latin1', 0, 4) !== PAGE) return null;
  const end = await bytes.read(Math.max(0, bytes.size - LAST_PAGES), LAST_PAGES);
  const at = end.lastIndexOf(PAGE);
  if (at < 0) return SAYS_NOTHING;
  const lengths = end.subarray(at + PAGE_HEAD, at + PAGE_HEAD + (end[at + PAGE_HEAD - 1] ?? 0));
  const pageBytes = PAGE_HEAD + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
  const isCut = lengths.length < (end[at + PAGE_HEAD - 1] ?? Infinity) || at + pageBytes > end.length;
  return { ...SAYS_NOTHING, breaksOff: isCut };
};

const SYNC = 0x47;
/** How long packets are, and where in one its sign stands: plain, with the times of cameras, and with checks behind them. */
const PACKETS: readonly [length: number, sign: number][] = [
  [188, 0],
  [192, 4],
  [204, 0],
];

export const transportStream: ReadContainer = async (bytes) => {
  const head = await bytes.read(0, 5 * 204);
  const packet = PACKETS.find(([length, sign]) => [0, 1, 2, 3].every((n) => head[n * length + sign] === SYNC));
  if (!packet) return null;
  return { ...SAYS_NOTHING, breaksOff: bytes.size % packet[0] !== 0 };
};
