/** Which kind of picture a file is, and how large, by its first bytes. Pure. SVG is none: it may have scripts in it. */

export interface PictureKind {
  type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
  ending: 'jpg' | 'png' | 'gif' | 'webp';
  /** In pixels; null where its head does not tell it. */
  size: { width: number; height: number } | null;
}

/** So many bytes from the start are enough: a JPEG may have a preview before its size. */
export const PICTURE_BYTES = 256 * 1024;

/** Null for what is none of them. */
export function pictureKind(bytes: Buffer): PictureKind | null {
  const starts = (signs: string, at = 0): boolean => bytes.subarray(at, at + signs.length).toString('latin1') === signs;
  if (starts('\xff\xd8\xff')) return { type: 'image/jpeg', ending: 'jpg', size: jpeg(bytes) };
  if (starts('\x89PNG\r\n\x1a\n')) return { type: 'image/png', ending: 'png', size: png(bytes) };
  if (starts('GIF87a') || starts('GIF89a')) return { type: 'image/gif', ending: 'gif', size: gif(bytes) };
  if (starts('RIFF') && starts('WEBP', 8)) return { type: 'image/webp', ending: 'webp', size: webp(bytes) };
  return null;
}

/** ITU-T T.81, B.2.2. */
function jpeg(bytes: Buffer): PictureKind['size'] {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** https://www.w3.org/TR/png/#11IHDR */
const png = (bytes: Buffer): PictureKind['size'] =>
  bytes.length < 24 ? null : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 18. */
const gif = (bytes: Buffer): PictureKind['size'] =>
  bytes.length < 10 ? null : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(bytes: Buffer): PictureKind['size'] {
  if (bytes.length < 30) return null;
  const chunk = bytes.subarray(12, 16).toString('latin1');
  if (chunk === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk !== 'VP8L') return null;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
