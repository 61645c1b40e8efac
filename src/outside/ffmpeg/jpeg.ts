/** Width and height of a JPEG in pixels, from its frame header (ITU-T T.81, B.2.2). Throws if that is missing or cut off. */
export function jpegSize(bytes: Buffer): { width: number; height: number } {
  // It ends with an EOI marker (B.1.1.3); on a full disk pictures are cut off without a word.
  if (bytes.length < 2 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) throw new Error('This JPEG is cut off.');
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new Error('This is no JPEG.');
}
