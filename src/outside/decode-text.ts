/** Text files of any encoding that people's programs write. */

/** So many are let pass in the shortest text, too. */
const MOST_STRANGE = 1;

/** UTF-16 by its first bytes; UTF-8 if it is valid; otherwise what `declared` names, or Windows-1252. */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return (declared === undefined ? null : decodedAs(bytes, declared)) ?? fromWindows1252(bytes);
  }
}

/** Null for an encoding that nobody knows, and for Latin-1, by which Windows-1252 is meant (https://encoding.spec.whatwg.org). */
function decodedAs(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === 'windows-1252' ? null : decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Windows-1252's characters 0x80 to 0x9f; five are unused. https://encoding.spec.whatwg.org/index-windows-1252.txt */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** By hand: Node 20's TextDecoder takes windows-1252 for Latin-1 (https://github.com/nodejs/node/issues/56542). */
const fromWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);

/** In a text a few characters may be strange; in anything else, every other one is. UTF-16 is known by its first bytes. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const strange = bytes.filter((byte) => byte < 32 && ![9, 10, 12, 13, 27].includes(byte)).length;
  return strange <= Math.max(MOST_STRANGE, bytes.length / 50);
}
