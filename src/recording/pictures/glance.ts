/** What colours tell of a picture at a glance: whether it was drawn, as slides are, and whether skin is seen. Pure. */

/** Of each channel so many bits tell colours apart. */
const BITS = 4;
/** So many of the commonest colours make up nearly all of a drawn picture, whose grounds are even. */
const COMMONEST = 6;

export interface Glance {
  /** The share of the commonest colours, 0 to 1. */
  even: number;
  /** The share of pixels that may be skin, 0 to 1. */
  skin: number;
}

/** `rgb`: three bytes for each pixel. */
export function glanceAt(rgb: Uint8Array): Glance {
  const counts = new Map<number, number>();
  let skin = 0;
  const pixels = Math.floor(rgb.length / 3);
  for (let i = 0; i < 3 * pixels; i += 3) {
    const [r = 0, g = 0, b = 0] = [rgb[i], rgb[i + 1], rgb[i + 2]];
    const shift = 8 - BITS;
    const colour = ((r >> shift) << (2 * BITS)) | ((g >> shift) << BITS) | (b >> shift);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    if (isSkin(r, g, b)) skin++;
  }
  const common = [...counts.values()].sort((x, y) => y - x).slice(0, COMMONEST);
  return {
    even: common.reduce((sum, count) => sum + count, 0) / Math.max(1, pixels),
    skin: skin / Math.max(1, pixels),
  };
}

/**
 * By hue and by how red it is (Kovac, Peer and Solina, “Human skin colour clustering for face detection”, 2003, and the ranges of
 * YCbCr of Chai and Ngan, 1999, which hold for dark skin as well).
 */
function isSkin(r: number, g: number, b: number): boolean {
  const cb = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
  const cr = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
  return r > 40 && r > g && g > b && r - b > 15 && cb >= 77 && cb <= 127 && cr >= 135 && cr <= 173;
}
