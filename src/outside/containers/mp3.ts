/** MP3: programs put a frame before the sound that says how many bytes there are (“Xing”, or “Info” at a constant rate). */
import type { ReadContainer } from './parts.js';
import { SAYS_NOTHING } from './parts.js';

/** Long enough for the first frame's head, its side information, and what we read. */
const FRAME_BYTES = 64;
const HAS_FRAMES = 1;
const HAS_BYTES = 2;

export const mp3: ReadContainer = async (bytes, first) => {
  const tagged = first.toString('latin1', 0, 3) === 'ID3';
  const start = tagged ? 10 + first.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0) : 0;
  const frame = await bytes.read(start, FRAME_BYTES);
  if (frame[0] !== 0xff || ((frame[1] ?? 0) & 0xe0) !== 0xe0) return null;
  const at = Math.max(frame.indexOf('Xing'), frame.indexOf('Info'));
  if (at < 0 || at + 16 > frame.length) return SAYS_NOTHING;
  const flags = frame.readUInt32BE(at + 4);
  if (!(flags & HAS_BYTES)) return SAYS_NOTHING;
  return { ...SAYS_NOTHING, sizeBytes: start + frame.readUInt32BE(at + (flags & HAS_FRAMES ? 12 : 8)) };
};
