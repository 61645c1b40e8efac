/** The text of a page. The only file that knows html-to-text. */
import { convert } from 'html-to-text';
import { Tokenizer } from 'htmlparser2';
import { decodeText } from '../encodings/decode-text.js';

/** Browsers look no further for the encoding. https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding */
const PRESCAN_BYTES = 1_024;
const MOST_DEPTH = 1_000;
export async function htmlText(bytes: Uint8Array): Promise<string> {
  const beginning = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1');
  const [, charset] = /<meta\b[^<>]{0,200}\bcharset\s*=\s*["']?([\w-]+)/i.exec(beginning) ?? [];
  return convert(flattened(await decodeText(bytes, charset)), {
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

/** How deep tags may lie that need an end, and those whose end may be left out; together less than `MOST_DEPTH`. */
const MOST_LEVELS = { needing: 300, ending: 600 };
const ENDLESS = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** What stands in them is no text of the page, and no tags. */
const RAW = new Set('script style textarea title xmp iframe noembed noframes plaintext'.split(' '));
/** Tags whose end may be left out, with those that they end where they begin. */
const ENDS: Record<string, readonly string[] | undefined> = {
  p: ['p'],
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tr: ['td', 'th', 'tr'],
  tbody: ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'],
  thead: ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'],
  tfoot: ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'],
  option: ['option'],
  optgroup: ['option', 'optgroup'],
};

/** Counts how deep the tags lie. Each answers whether this one lies too deep. */
class Levels {
  private needing = 0;
  private readonly ending: string[] = [];

  begins(tag: string): boolean {
    const name = tag.toLowerCase();
    if (ENDLESS.has(name) || RAW.has(name)) return false;
    const ended = ENDS[name];
    if (!ended) return ++this.needing > MOST_LEVELS.needing;
    while (ended.includes(this.ending.at(-1) ?? '')) this.ending.pop();
    return this.ending.push(name) > MOST_LEVELS.ending;
  }

  ends(tag: string): boolean {
    const name = tag.toLowerCase();
    if (ENDLESS.has(name) || RAW.has(name)) return false;
    if (!ENDS[name]) {
      this.needing = Math.max(0, this.needing - 1);
      return this.needing >= MOST_LEVELS.needing;
    }
    this.ending.pop();
    return this.ending.length >= MOST_LEVELS.ending;
  }
}

/**
 * The page without the tags that lie deeper than anybody writes by hand: a parser takes time with the square of the depth, and what is
 * said there is said as well one level higher.
 */
function flattened(html: string): string {
  const kept: string[] = [];
  const levels = new Levels();
  let from = 0;
  let opened: number | null = null;
  const skip = (start: number, end: number): void => {
    kept.push(html.slice(from, start), ' ');
    from = end;
  };
  const onopentagend = (end: number): void => {
    if (opened !== null) skip(opened, end + 1);
    opened = null;
  };
  const tokens = new Tokenizer(
    { decodeEntities: false },
    {
      ...NOTHING,
      onopentagname(start, end) {
        if (levels.begins(html.slice(start, end))) opened = start - 1;
      },
      onopentagend,
      onselfclosingtag: onopentagend,
      onclosetag(start, end) {
        if (levels.ends(html.slice(start, end))) skip(start - 2, Math.max(end, html.indexOf('>', end)) + 1);
      },
    },
  );
  tokens.write(html);
  tokens.end();
  kept.push(html.slice(from));
  return kept.join('');
}

const nothing = (): void => undefined;
const NOTHING = {
  onattribdata: nothing,
  onattribentity: nothing,
  onattribend: nothing,
  onattribname: nothing,
  oncdata: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onprocessinginstruction: nothing,
  ontext: nothing,
  ontextentity: nothing,
};
