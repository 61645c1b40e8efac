/** Two channels become one in which whatever was said on either is heard: their plain sum would cancel what is on both in opposite phase. */
import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Two channels of 16 bits. */
const FRAME_BYTES = 4;
/** Of opposite phase when the correlation of a block, −1 to 1, is below this. Voices at two microphones are about 0. */
const OPPOSITE = -0.3;
/** A side with less than this share of the other's power is silent, or nearly so. */
const SILENT = 0.01;

/**
 * Reads raw sound of two channels, 16 bits each, from the file `stereo`, and writes it as one. Every `blockMs` it is
 * decided anew how: the phase may change where a recording was edited.
 */
export async function mixToMono(
  stereo: string,
  into: Writable,
  { rate, blockMs }: { rate: number; blockMs: number },
  signal: AbortSignal,
): Promise<void> {
  const blockBytes = Math.round((rate * blockMs) / 1_000) * FRAME_BYTES;
  const source = createReadStream(stereo, { highWaterMark: blockBytes });
  const mix = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const block of blocksOf(chunks, blockBytes)) yield mono(block);
  };
  await pipeline(source, mix, into, { signal });
}

async function* blocksOf(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const all = left.length > 0 ? Buffer.concat([left, chunk]) : chunk;
    let at = 0;
    for (; at + bytes <= all.length; at += bytes) yield all.subarray(at, at + bytes);
    left = all.subarray(at);
  }
  const whole = left.length - (left.length % FRAME_BYTES);
  if (whole > 0) yield left.subarray(0, whole);
}

/** One block, mixed by what is in it. */
export function mono(block: Buffer): Buffer {
  const { left, right } = weights(block);
  const mixed = Buffer.alloc(block.length / 2);
  for (let at = 0; at + FRAME_BYTES <= block.length; at += FRAME_BYTES) {
    const sample = left * block.readInt16LE(at) + right * block.readInt16LE(at + 2);
    mixed.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample))), at / 2);
  }
  return mixed;
}

function weights(block: Buffer): { left: number; right: number } {
  let [leftPower, rightPower, both] = [0, 0, 0];
  for (let at = 0; at + FRAME_BYTES <= block.length; at += FRAME_BYTES) {
    const [left, right] = [block.readInt16LE(at), block.readInt16LE(at + 2)];
    leftPower += left * left;
    rightPower += right * right;
    both += left * right;
  }
  if (rightPower < SILENT * leftPower) return { left: 1, right: 0 };
  if (leftPower < SILENT * rightPower) return { left: 0, right: 1 };
  const correlation = both / Math.max(1, Math.sqrt(leftPower * rightPower));
  return { left: 0.5, right: correlation < OPPOSITE ? -0.5 : 0.5 };
}
