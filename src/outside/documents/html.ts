/** The text of a page. The only file that knows html-to-text. */
import { convert } from 'html-to-text';
import { decodeText } from '../encodings/decode-text.js';

/** Browsers look no further for the encoding. https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding */
const PRESCAN_BYTES = 1_024;
const MOST_DEPTH = 1_000;

export async function htmlText(bytes: Uint8Array): Promise<string> {
  const beginning = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1');
  const [, charset] = /<meta\b[^<>]{0,200}\bcharset\s*=\s*["']?([\w-]+)/i.exec(beginning) ?? [];
  return convert(await decodeText(bytes, charset), {
    wordwrap: false,
    limits: { maxDepth: MOST_DEPTH, maxInputLength: Infinity },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...['img', 'script', 'style', 'noscript', 'template', 'head', 'svg', 'nav'].map((selector) => ({
        selector,
        format: 'skip',
      })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ],
  });
}
