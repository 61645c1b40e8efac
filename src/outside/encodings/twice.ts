/**
 * Text whose UTF-8 was taken for another encoding and then written as UTF-8 once more: `Ã¼` for `ü`. Pure.
 */
import iconv from 'iconv-lite';

/**
 * What it was taken for, and how many characters must then come out for it not to be chance: a pair such as `Ã¼` or `├╝` stands in
 * no language, one of Cyrillic or of Central European letters might.
 */
const TAKEN_FOR: readonly { encoding: string; least: number }[] = [
  { encoding: 'cp1252', least: 1 },
  { encoding: 'cp1250', least: 2 },
  { encoding: 'cp1251', least: 2 },
  { encoding: 'cp1254', least: 2 },
  { encoding: 'macroman', least: 1 },
  { encoding: 'cp850', least: 1 },
  { encoding: 'cp437', least: 1 },
];
/** Of each character two or more come, so that none of these has only ASCII round it. */
const ALONE = /(?:^|[\0-\x7f])(?!Ã |\uFEFF)[^\0-\x7f](?=[\0-\x7f]|$)/;
/** Nobody has seen more. */
const MOST_TIMES = 3;

/** The text as it was meant, where all of it was encoded more than once; else the text as it is. */
export function encodedOnce(text: string): string {
  let meant = text;
  for (let time = 0; time < MOST_TIMES && /\P{ASCII}/u.test(meant) && !ALONE.test(meant); time++) {
    const before = TAKEN_FOR.map((one) => undone(meant, one)).find((found) => found !== null);
    if (before === undefined) break;
    meant = before;
  }
  return meant;
}

function undone(text: string, { encoding, least }: (typeof TAKEN_FOR)[number]): string | null {
  const bytes = bytesIn(encoding);
  // Programs that tidy up make a plain blank of the fixed one behind it.
  const written = text.replace(/^\uFEFF/, '').replace(/Ã (?=\p{L}|\p{P}|\s|$)/gu, 'Ã\u00a0');
  const taken: number[] = [];
  for (const letter of written) {
    const byte = letter <= '\x7f' ? letter.charCodeAt(0) : bytes.get(letter);
    if (byte === undefined) return null;
    taken.push(byte);
  }
  try {
    const meant = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(taken));
    return (meant.match(/\P{ASCII}/gu)?.length ?? 0) >= least ? meant : null;
  } catch {
    return null;
  }
}

/** Of Latin-1, behind its controls. */
const FIRST_SIGN = 0xa0;

const known = new Map<string, ReadonlyMap<string, number>>();

/** The bytes beyond ASCII by what they mean; controls stand for themselves, as programs leave them that take them for Latin-1. */
function bytesIn(encoding: string): ReadonlyMap<string, number> {
  const before = known.get(encoding);
  if (before) return before;
  const bytes = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte++) {
    if (byte < FIRST_SIGN) bytes.set(String.fromCharCode(byte), byte);
    const letter = iconv.decode(Buffer.of(byte), encoding);
    if (letter !== '\uFFFD') bytes.set(letter, byte);
  }
  known.set(encoding, bytes);
  return bytes;
}
