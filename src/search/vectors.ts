/** Vectors as they are stored and compared: float32, little-endian, of length 1, so that a dot product is the cosine. Pure. */

/** Vectors of texts by one model, each in base64. */
export interface Embedded {
  model: string;
  items: { text: string; vector: string }[];
}

/** In base64. */
export function packed(vector: number[]): string {
  const length = Math.hypot(...vector) || 1;
  return Buffer.from(Float32Array.from(vector, (value) => value / length).buffer).toString('base64');
}

export function unpacked(bytes: Buffer): Float32Array {
  // A copy: a Buffer may begin anywhere, an array of floats only at a multiple of four.
  return new Float32Array(Uint8Array.from(bytes).buffer, 0, Math.floor(bytes.length / 4));
}

/** -1 to 1; 0 for vectors that cannot be compared. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
