/** Text files of any encoding that people's programs write. */
import chardet from 'chardet';

/** So many are let pass in the shortest text, too. */
const MOST_STRANGE = 1;
/** Of a text, for finding out its encoding: more would only take longer. */
const MOST_LOOKED_AT = 200_000;
/** With fewer sound characters of UTF-8 for each broken byte, it is not UTF-8. */
const SOUND_FOR_ONE_BROKEN = 3;
/** Of the letters beyond ASCII, the share that must be of one kind of writing for a language to come out. */
const OF_ONE_SCRIPT = 0.9;
/** Of all characters beyond ASCII, the share that must be letters, or marks that stand between words. */
const LETTERS = 0.6;

/** The bytes are text in no encoding that makes a language of them. */
export class UnknownEncoding extends Error {
  constructor() {
    super('No encoding was found in which this is text of any language. Save it as UTF-8, then try again.');
    this.name = 'UnknownEncoding';
  }
}

/**
 * UTF-16 by its first bytes, UTF-8 where it is that but for a stray byte, else what `declared` names, or the encoding in which
 * a language comes out. Throws `UnknownEncoding`.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const wide = fromWide(bytes);
  if (wide !== null) return wide;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = fromUtf8(bytes) ?? (declared === undefined ? null : decodedAs(bytes, declared)) ?? found(bytes);
  if (text === null) throw new UnknownEncoding();
  return text;
}

/** So many bytes are looked at: lines with times, or a few words, are among them. */
const WIDE_SAMPLE = 4_000;
/** Of the characters of a text in two or four bytes each, the share that are ASCII at least, as times and ends of lines are. */
const LEAST_ASCII = 0.2;
/** So many of them: a stray zero in a text is none. */
const LEAST_WIDE = 4;

/**
 * UTF-32, and UTF-16 without its mark: where ASCII is written in more bytes than one, the others are 0, always in the same
 * places. Null for anything else.
 */
function fromWide(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, WIDE_SAMPLE);
  if (!sample.includes(0)) return null;
  const asciiAt = (width: number, place: number): number => {
    let ascii = 0;
    for (let at = 0; at + width <= sample.length; at += width) {
      const others = sample.subarray(at, at + width).reduce((sum, byte, i) => (i === place ? sum : sum + byte), 0);
      if (others === 0 && (sample[at + place] ?? 0) > 0) ascii++;
    }
    return ascii < LEAST_WIDE ? 0 : ascii / Math.max(1, Math.floor(sample.length / width));
  };
  if (asciiAt(4, 0) > LEAST_ASCII) return fromUtf32(bytes, true);
  if (asciiAt(4, 3) > LEAST_ASCII) return fromUtf32(bytes, false);
  if (asciiAt(2, 0) > LEAST_ASCII) return new TextDecoder('utf-16le').decode(bytes);
  return asciiAt(2, 1) > LEAST_ASCII ? new TextDecoder('utf-16be').decode(bytes) : null;
}

function fromUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    letters.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');
  }
  return letters.join('').replace(/^\uFEFF/, '');
}

/** With a replacement character for each stray byte; null where there are too many of them. */
function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    const broken = count(text, /\uFFFD/g);
    const sound = count(text, /[^\p{ASCII}\uFFFD]/gu);
    return sound >= broken * SOUND_FOR_ONE_BROKEN ? text : null;
  }
}

function found(bytes: Uint8Array): string | null {
  for (const { name } of chardet.analyse(bytes.subarray(0, MOST_LOOKED_AT))) {
    const text = decodedAs(bytes, name);
    if (text !== null && isLanguage(text)) return text;
  }
  const western = fromWindows1252(bytes);
  return isLanguage(western) ? western : null;
}

/** Null for an encoding that nobody knows. By Latin-1 and ASCII Windows-1252 is meant (https://encoding.spec.whatwg.org). */
function decodedAs(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === 'windows-1252' ? fromWindows1252(bytes) : decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Letters of one kind of writing, and neither controls nor signs between them, as a wrong encoding makes them. */
function isLanguage(text: string): boolean {
  const beyond = count(text, /[^\p{ASCII}]/gu);
  const strange = count(text, /[\uFFFD\u0080-\u009f\p{Co}\p{Cn}]/gu);
  if (strange > Math.max(MOST_STRANGE, beyond / 100)) return false;
  const letters = count(text, /[^\P{L}\p{ASCII}]/gu) + count(text, /[^\P{M}\p{ASCII}]/gu);
  const marks = count(text, /[“”‘’„‚«»‹›–—…·•¿¡、。，．！？：；「」『』（）［］【】\u3000€£§°©®™ªº\u00a0]/gu);
  if (letters + marks < beyond * LETTERS) return false;
  const most = Math.max(...SCRIPTS.map((script) => count(text, script)));
  return letters === 0 || most >= letters * OF_ONE_SCRIPT;
}

/** Han stands beside the others of East Asia. Latin's letters of ASCII do not count: they stand in every text. */
const SCRIPTS = [
  /[^\P{Script=Latin}\p{ASCII}]/gu,
  /[\p{Script=Cyrillic}]/gu,
  /[\p{Script=Greek}]/gu,
  /[\p{Script=Arabic}\p{M}]/gu,
  /[\p{Script=Hebrew}\p{M}]/gu,
  /[\p{Script=Thai}\p{M}]/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu,
  /[\p{Script=Hangul}\p{Script=Han}]/gu,
];

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** Windows-1252's characters 0x80 to 0x9f; five are unused. https://encoding.spec.whatwg.org/index-windows-1252.txt */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** By hand: Node 20's TextDecoder takes windows-1252 for Latin-1 (https://github.com/nodejs/node/issues/56542). */
const fromWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);

/** A few characters of a text may be strange; of anything else, every other one is. UTF-16 says so in its first bytes. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const strange = bytes.filter((byte) => byte < 32 && ![9, 10, 12, 13, 27].includes(byte)).length;
  return strange <= Math.max(MOST_STRANGE, bytes.length / 50);
}
