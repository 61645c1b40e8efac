/** Ogg and MPEG transport streams are written as they come, and say nothing of how long they become. A part that is cut tells that more was to follow. */
import type { ReadContainer } from './parts.js';
import { SAYS_NOTHING } from './parts.js';

const PAGE = 'OggS';
const PAGE_HEAD = 27;
/** The longest page there can be, and the head of the next. */
const LAST_PAGES = PAGE_HEAD + 255 + 255 * 255 + PAGE_HEAD;

/** In a page's head: its flags, whose pages it is one of, and which of them. */
const [FLAGS, SERIAL, NUMBER] = [5, 14, 18];
const BEGINS = 2;
/** A day of sound has fewer. */
const MOST_PAGES = 200_000;

/** Whether a page is not the next one of its stream, as its number says: some were lost on the way. Looks no further than to damage. */
async function lacksPages(bytes: Parameters<ReadContainer>[0]): Promise<boolean> {
  const numbers = new Map<number, number>();
  for (let at = 0, count = 0; at < bytes.size && count < MOST_PAGES; count++) {
    const head = await bytes.read(at, PAGE_HEAD + 255);
    if (head.length < PAGE_HEAD || head.toString('latin1', 0, 4) !== PAGE) return false;
    const [serial, number] = [head.readUInt32LE(SERIAL), head.readUInt32LE(NUMBER)];
    const before = numbers.get(serial);
    const isFirst = before === undefined || (head.readUInt8(FLAGS) & BEGINS) !== 0;
    if (!isFirst && number > before + 1) return true;
    numbers.set(serial, number);
    at += pageLength(head);
  }
  return false;
}

/** In bytes. The head must have come whole. */
function pageLength(page: Buffer): number {
  const lengths = page.subarray(PAGE_HEAD, PAGE_HEAD + (page[PAGE_HEAD - 1] ?? 0));
  return PAGE_HEAD + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
}

/** Whether the last page is set as the end says nothing: messengers do not set it. RFC 3533, 6. */
export const ogg: ReadContainer = async (bytes, first) => {
  if (first.toString('latin1', 0, 4) !== PAGE) return null;
  const end = await bytes.read(Math.max(0, bytes.size - LAST_PAGES), LAST_PAGES);
  const at = end.lastIndexOf(PAGE);
  if (at < 0) return SAYS_NOTHING;
  const lengths = end.subarray(at + PAGE_HEAD, at + PAGE_HEAD + (end[at + PAGE_HEAD - 1] ?? 0));
  const isCut =
    lengths.length < (end[at + PAGE_HEAD - 1] ?? Infinity) || at + pageLength(end.subarray(at)) > end.length;
  return { ...SAYS_NOTHING, breaksOff: isCut, lacksParts: await lacksPages(bytes) };
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
