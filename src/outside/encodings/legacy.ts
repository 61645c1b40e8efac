/** Encodings of one or two bytes a character, from before Unicode. The only file that knows jschardet. */
import iconv from 'iconv-lite';
import { comesOut, isOfEastAsia, isOfKana, isOtherThanLatin } from './language.js';

/**
 * Those that programs still write, as jschardet names them and as iconv-lite does. What Latin-1 leaves out Windows-1252 has
 * (https://encoding.spec.whatwg.org), and likewise Thai, Japanese and Korean.
 */
const ENCODINGS: Readonly<Record<string, string>> = {
  gb18030: 'gb18030',
  big5hkscs: 'big5hkscs',
  cp932: 'cp932',
  euc_jis_2004: 'eucjp',
  cp949: 'cp949',
  euc_kr: 'cp949',
  cp874: 'cp874',
  'tis-620': 'cp874',
  cp1250: 'cp1250',
  cp1251: 'cp1251',
  cp1252: 'cp1252',
  cp1253: 'cp1253',
  cp1254: 'cp1254',
  cp1255: 'cp1255',
  cp1256: 'cp1256',
  cp1257: 'cp1257',
  cp1258: 'cp1258',
  'koi8-r': 'koi8r',
  'koi8-u': 'koi8u',
  'iso8859-1': 'cp1252',
  'iso8859-2': 'iso88592',
  'iso8859-5': 'iso88595',
  'iso8859-6': 'iso88596',
  'iso8859-7': 'iso88597',
  'iso8859-8': 'iso88598',
  'iso8859-9': 'iso88599',
  'iso8859-13': 'iso885913',
  'iso8859-15': 'iso885915',
  'mac-roman': 'macroman',
  'mac-cyrillic': 'maccyrillic',
  'mac-greek': 'macgreek',
  'mac-turkish': 'macturkish',
  'mac-latin2': 'maccenteuro',
  kz1048: 'rk1048',
  ptcp154: 'pt154',
  cp437: 'cp437',
  cp720: 'cp720',
  cp737: 'cp737',
  cp775: 'cp775',
  cp850: 'cp850',
  cp852: 'cp852',
  cp855: 'cp855',
  cp857: 'cp857',
  cp860: 'cp860',
  cp861: 'cp861',
  cp862: 'cp862',
  cp863: 'cp863',
  cp865: 'cp865',
  cp866: 'cp866',
  cp869: 'cp869',
  cp1125: 'cp1125',
};
const WESTERN = 'cp1252';
const LATIN_9 = 'iso885915';
/** What stands in its kin for letters of Latin-9, `Š`, `š`, `ž`, `Œ`, `œ` and `Ÿ`, where only a letter can stand. */
const OF_LATIN_9 = /\p{L}[¦¨¸¼½¾]\p{L}|(?<![\p{L}\p{N}])[¦¨¸¼½¾]\p{Ll}/u;

/** Bytes of a text, for finding out its encoding, as jschardet has it: more would only take longer. */
const MOST_LOOKED_AT = 200_000;

/** jschardet knows Japanese by its more frequent signs, which a greeting has none of. */
const OF_JAPAN = ['cp932', 'eucjp'];

/** The text in the likeliest encoding in which a language comes out; null where none does. */
export async function found(bytes: Uint8Array): Promise<string | null> {
  const sample = bytes.subarray(0, MOST_LOOKED_AT);
  const japanese = OF_JAPAN.find((encoding) => isOfKana(decoded(sample, encoding)));
  if (japanese !== undefined && comesOut(decoded(sample, japanese))) return decoded(bytes, japanese);
  const asian = await amidEnglish(bytes, sample);
  if (asian !== null) return asian;
  const likeliest = await detected(bytes);
  const beyond = bytes.reduce((sum, byte) => (byte >= 0x80 ? sum + 1 : sum), 0);
  for (const { encoding, language, confidence } of likeliest) {
    const known = ENCODINGS[encoding ?? ''] ?? WESTERN;
    const text = decoded(sample, known);
    if (beyond <= MOST_STRAY && language === 'en') return withoutStray(decoded(bytes, known));
    if (confidence < leastConfidence(text, beyond) || !comesOut(text)) continue;
    return decoded(bytes, isOtherThanLatin(text) || !OF_LATIN_9.test(text) ? known : LATIN_9);
  }
  return null;
}

/** Chinese, Japanese or Korean amid so much English that jschardet sees only that. Null where it is not sure of what is beyond English. */
async function amidEnglish(bytes: Uint8Array, sample: Uint8Array): Promise<string | null> {
  const [first, next] = await detected(withoutAscii(sample));
  const known = ENCODINGS[first?.encoding ?? ''];
  if (!first || known === undefined || first.confidence < Math.max(LEAST_AMID, (next?.confidence ?? 0) * TIMES_SURER))
    return null;
  const text = decoded(sample, known);
  return isOfEastAsia(text) && comesOut(text) ? decoded(bytes, known) : null;
}

/** How sure jschardet is of it at least, and how much surer than of what comes next. */
const LEAST_AMID = 0.02;
const TIMES_SURER = 2;

/** Bytes beyond ASCII, each with the one behind it, which may be a half of the same character. */
function withoutAscii(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let isSecond = false;
  for (const byte of bytes) {
    if (isSecond || byte >= 0x80) kept.push(byte);
    isSecond = !isSecond && byte >= 0x80;
  }
  return Uint8Array.from(kept);
}

/** The likeliest first. */
async function detected(
  bytes: Uint8Array,
): Promise<{ encoding: string | null; language: string | null; confidence: number }[]> {
  // It brings tables of a megabyte, which few files need.
  const { chardet } = await import('jschardet');
  return chardet.detectAll(bytes, {
    includeEncodings: Object.keys(ENCODINGS),
    compatNames: false,
    ignoreThreshold: true,
  });
}

/**
 * How sure jschardet is at least of what is right, measured on talks' sentences; of other writings read as Cyrillic or Greek it
 * is less. The more there is of a text, the surer it is. Of Latin letters, which look alike in all encodings, it never is.
 */
function leastConfidence(text: string, beyond: number): number {
  if (!isOtherThanLatin(text)) return 0;
  if (beyond < SHORT) return isOfEastAsia(text) ? 0.1 : 0;
  return beyond < LONG ? 0.12 : 0.19;
}

/** Bytes beyond ASCII. */
const SHORT = 120;
const LONG = 1_200;

/** Null for an encoding that nobody knows. `label`: as pages of the web name it. */
export function decodedAs(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label);
    // Node 20 takes it for Latin-1 (https://github.com/nodejs/node/issues/56542).
    return decoder.encoding === 'windows-1252' ? decoded(bytes, WESTERN) : decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Vietnamese has its marks behind their letters in it, and nowhere else. */
function decoded(bytes: Uint8Array, encoding: string): string {
  const text = iconv.decode(Buffer.from(bytes), encoding);
  return encoding === 'cp1258' ? text.normalize('NFC') : text;
}

/** A file in English, which needs no letters beyond ASCII, with no more bytes beyond it may be UTF-8 with a stray byte. */
const MOST_STRAY = 2;
/** Marks that stand between words, or stand for them. */
const SIGN = /[‘’“”„‚–—…«»•·¿¡°©®™€£§½¼¾±²³ªº\u00a0]/;
/** Letters that a foreign word in it may have: `café`, and at its beginning `Édith`. */
const LOWER = /[ß-öøùúûüœšž]/;
const UPPER = /[À-ÖØÙÚÛÜŒŠŽ]/;

/** A letter or a sign that can stand where it stands; else a replacement character. */
const withoutStray = (text: string): string =>
  text.replace(/[^\p{ASCII}]/gu, (letter, at: number) => {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)];
    const isWritten =
      SIGN.test(letter) ||
      (LOWER.test(letter) && !/\d/.test(before + after) && !/\p{Lu}/u.test(after)) ||
      (UPPER.test(letter) && !/[\p{Ll}\d]/u.test(before));
    return isWritten ? letter : '\uFFFD';
  });
