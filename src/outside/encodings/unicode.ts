/** Unicode's own encodings. Pure. */

/** So many bytes are looked at: lines with times, or a few words, are among them. */
export const WIDE_SAMPLE = 4_000;
/** Of the characters of a text in two or four bytes each, the share that are ASCII at least, as times and ends of lines are. */
const LEAST_ASCII = 0.03;
/** So many of them: a stray zero in a text is none. */
const LEAST_WIDE = 4;

/**
 * UTF-16 and UTF-32. Without a mark they are known by their zeros: where ASCII is written in more bytes than one, the others
 * are 0, always in the same places. Null for anything else.
 */
export function fromWide(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, WIDE_SAMPLE);
  const asciiAt = (width: number, place: number): number => {
    let ascii = 0;
    for (let at = 0; at + width <= sample.length; at += width) {
      const others = sample.subarray(at, at + width).reduce((sum, byte, i) => (i === place ? sum : sum + byte), 0);
      if (others === 0 && isTyped(sample[at + place] ?? 0)) ascii++;
    }
    return ascii < LEAST_WIDE ? 0 : ascii / Math.max(1, Math.floor(sample.length / width));
  };
  if (sample.includes(0)) {
    if (asciiAt(4, 0) > LEAST_ASCII) return fromUtf32(bytes, true);
    if (asciiAt(4, 3) > LEAST_ASCII) return fromUtf32(bytes, false);
    // Letters of other scripts may look like ASCII the other way round, but never most of them.
    const [little, big] = [asciiAt(2, 0), asciiAt(2, 1)];
    if (little > Math.max(LEAST_ASCII, 2 * big)) return new TextDecoder('utf-16le').decode(bytes);
    if (big > Math.max(LEAST_ASCII, 2 * little)) return new TextDecoder('utf-16be').decode(bytes);
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return bytes[0] === 0xfe && bytes[1] === 0xff ? new TextDecoder('utf-16be').decode(bytes) : null;
}

/** Of ASCII, without the controls that no text has. */
const isTyped = (byte: number): boolean => (byte >= 32 && byte < 127) || [9, 10, 13].includes(byte);

function fromUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    letters.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');
  }
  return letters.join('').replace(/^\uFEFF/, '');
}

/** Halves of a pair, each in three bytes, as programs write them that count in UTF-16. https://www.unicode.org/reports/tr26/ */
const CESU_PAIR = /\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])/g;

/**
 * With a replacement character for each stray byte. Null where there are more of them than of sound characters: in texts of
 * other encodings a few bytes are UTF-8 by chance (in Thai and Japanese three of four at most).
 */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('utf-8').decode(inFourBytes(bytes));
    const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const broken = text.match(/\uFFFD/g)?.length ?? 0;
    const sound = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
    return isMarked || (sound >= broken && sound > 0) ? text : null;
  }
}

function inFourBytes(bytes: Uint8Array): Uint8Array {
  const written = Buffer.from(bytes).toString('latin1');
  const whole = written.replace(CESU_PAIR, (_, ...halves: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = halves.slice(0, 4).map((byte) => byte.charCodeAt(0) & 0x3f);
    const high = 0xd000 + (a << 6) + b;
    const low = 0xd000 + (c << 6) + d;
    return Buffer.from(String.fromCharCode(high, low)).toString('latin1');
  });
  return whole === written ? bytes : Buffer.from(whole, 'latin1');
}
