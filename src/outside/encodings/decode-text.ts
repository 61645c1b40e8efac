/** Text files of any encoding that people's programs write. */
import { comesOut } from './language.js';
import { decodedAs, found } from './legacy.js';
import { fromSevenBits } from './seven-bits.js';
import { encodedOnce } from './twice.js';
import { fromUtf8, fromWide } from './unicode.js';

/** The bytes are text in no encoding that makes a language of them. */
export class UnknownEncoding extends Error {
  constructor() {
    super('No encoding was found in which this is text of any language. Save it as UTF-8, then try again.');
    this.name = 'UnknownEncoding';
  }
}

/**
 * UTF-16 and UTF-32 with or without a mark, UTF-8 where it is that but for stray bytes, else what `declared` names, or the
 * encoding in which a language comes out. A byte that is no character costs one `\uFFFD`; a text that was encoded as UTF-8
 * twice is read as it was meant. Throws `UnknownEncoding`.
 */
export async function decodeText(bytes: Uint8Array, declared?: string): Promise<string> {
  const wide = fromWide(bytes) ?? fromSevenBits(bytes);
  if (wide !== null) return wide;
  const utf8 = fromUtf8(bytes);
  if (utf8 !== null) return encodedOnce(utf8);
  const named = declared === undefined ? null : decodedAs(bytes, declared);
  const text = named !== null && comesOut(named) ? named : await found(bytes);
  if (text === null) throw new UnknownEncoding();
  return text;
}
