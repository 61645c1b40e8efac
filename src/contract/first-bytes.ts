/** Files that are surely no recordings, by their first bytes. */

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

interface Signature {
  what: string;
  at?: number;
  bytes: number[];
}

/** https://en.wikipedia.org/wiki/List_of_file_signatures. Only kinds that no player plays as audio or video. */
const signatures: Signature[] = [
  { what: 'a PDF document', bytes: ascii('%PDF-') },
  { what: 'a picture', bytes: [0x89, ...ascii('PNG\r\n')] },
  { what: 'a picture', bytes: [0xff, 0xd8, 0xff] },
  { what: 'a picture', bytes: ascii('GIF8') },
  { what: 'a picture', at: 8, bytes: ascii('WEBP') },
  { what: 'a picture', bytes: [...ascii('II'), 0x2a, 0] },
  { what: 'a picture', at: 4, bytes: ascii('ftypheic') },
  { what: 'a picture', at: 4, bytes: ascii('ftypavif') },
  { what: 'an archive or an office document', bytes: [...ascii('PK'), 3, 4] },
  { what: 'an archive', bytes: [0x1f, 0x8b] },
  { what: 'an archive', bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { what: 'an archive', bytes: ascii('Rar!') },
  { what: 'an archive', bytes: [0xfd, ...ascii('7zXZ')] },
  { what: 'an office document', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { what: 'a program', bytes: [0x7f, ...ascii('ELF')] },
  { what: 'a program', bytes: ascii('MZ') },
];

/** This many bytes from the start are enough to tell. */
export const ENOUGH_BYTES = 512;
const BYTES_OF_TEXT = 32;

/**
 * What the file is, such as `a PDF document`; null when it may be a recording. `bytes`: the file's first `ENOUGH_BYTES`, or all
 * of a shorter file.
 */
export function surelyNoMedia(bytes: Uint8Array): string | null {
  const known = signatures.find((one) => one.bytes.every((byte, i) => bytes[(one.at ?? 0) + i] === byte));
  if (known) return known.what;
  return isText(bytes) ? 'a text file' : null;
}

/** Is it UTF-8 without control bytes? Every media container has some near its start. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length < BYTES_OF_TEXT) return false;
  const control = (byte: number): boolean => byte < 32 && ![9, 10, 12, 13, 27].includes(byte);
  if (bytes.some(control)) return false;
  try {
    // As a stream, because the last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
