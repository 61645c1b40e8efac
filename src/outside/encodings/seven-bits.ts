/** Encodings of East Asia's mails, which write everything in the bytes of ASCII and so pass for it. Pure. */
import iconv from 'iconv-lite';

const ESCAPE = '\x1b';
const [SHIFT_OUT, SHIFT_IN] = ['\x0e', '\x0f'];
const TILDE = '~';
/** https://www.rfc-editor.org/rfc/rfc1468 */
const JAPANESE = new RegExp(`${ESCAPE}(?:\\$[@B]|\\$\\([DOPQ]|\\([IJ])`);
/** The sign of it, then runs between shifts. https://www.rfc-editor.org/rfc/rfc1557, https://www.rfc-editor.org/rfc/rfc1922 */
const KOREAN = new RegExp(`${ESCAPE}\\$\\)C`, 'g');
const CHINESE = new RegExp(`${ESCAPE}\\$\\)[AG]`, 'g');
const SHIFTED = new RegExp(`${SHIFT_OUT}([^${SHIFT_OUT}${SHIFT_IN}\\r\\n]*)${SHIFT_IN}?`, 'g');
/** HZ. https://www.rfc-editor.org/rfc/rfc1843 */
const BETWEEN_TILDES = /~\{((?:[\x21-\x7d][\x21-\x7e])+)~\}/g;

/** ISO-2022-JP, ISO-2022-KR, ISO-2022-CN and HZ; null for anything else. */
export function fromSevenBits(bytes: Uint8Array): string | null {
  if (![ESCAPE, TILDE].some((sign) => bytes.includes(sign.charCodeAt(0)))) return null;
  if (bytes.some((byte) => byte >= 0x80)) return null;
  const written = Buffer.from(bytes).toString('latin1');
  if (JAPANESE.test(written)) return new TextDecoder('iso-2022-jp').decode(bytes);
  if (written.search(KOREAN) !== -1) return shifted(written.replace(KOREAN, ''), SHIFTED, 'cp949');
  if (written.search(CHINESE) !== -1) return shifted(written.replace(CHINESE, ''), SHIFTED, 'gb18030');
  return written.search(BETWEEN_TILDES) === -1 ? null : shifted(written, BETWEEN_TILDES, 'gb18030');
}

/** Runs of pairs, which are the encoding's own but for the highest bit of each byte. */
const shifted = (written: string, runs: RegExp, encoding: string): string =>
  written.replace(runs, (_, run: string) =>
    iconv.decode(
      Buffer.from(run, 'latin1').map((byte) => byte | 0x80),
      encoding,
    ),
  );
