/** Two channels become one in which whatever was said on either is heard: their plain sum would cancel what is on both in opposite phase. */
/** Two channels of 16 bits. */
const FRAME_BYTES = 4;
/** Of opposite phase when the correlation of a block, −1 to 1, is below this. Voices at two microphones are about 0. */
const OPPOSITE = -0.3;
/** A side with less than this share of the other's power is silent, or nearly so. */
const SILENT = 0.01;

/**
 * Of raw sound of two channels, 16 bits each, makes one. Every `blockMs` it is decided anew how: the phase may change where a
 * recording was edited.
 */
export async function* mixedToMono(
  stereo: AsyncIterable<Buffer>,
  { rate, blockMs }: { rate: number; blockMs: number },
): AsyncGenerator<Buffer> {
  const blockBytes = Math.round((rate * blockMs) / 1_000) * FRAME_BYTES;
  for await (const block of blocksOf(stereo, blockBytes)) yield mono(block);
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
  const samples = samplesOf(block);
  const { left, right } = weights(samples);
  const mixed = new Int16Array(samples.length / 2);
  for (let i = 0; i < mixed.length; i++) {
    const sample = left * (samples[2 * i] ?? 0) + right * (samples[2 * i + 1] ?? 0);
    mixed[i] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
  }
  return Buffer.from(mixed.buffer);
}

/** Of raw sound, 16 bits each. */
export function samplesOf(bytes: Buffer): Int16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
}

function weights(samples: Int16Array): { left: number; right: number } {
  let [leftPower, rightPower, both] = [0, 0, 0];
  for (let at = 0; at + 1 < samples.length; at += 2) {
    const [left = 0, right = 0] = [samples[at], samples[at + 1]];
    leftPower += left * left;
    rightPower += right * right;
    both += left * right;
  }
  if (rightPower < SILENT * leftPower) return { left: 1, right: 0 };
  if (leftPower < SILENT * rightPower) return { left: 0, right: 1 };
  const correlation = both / Math.max(1, Math.sqrt(leftPower * rightPower));
  return { left: 0.5, right: correlation < OPPOSITE ? -0.5 : 0.5 };
}
