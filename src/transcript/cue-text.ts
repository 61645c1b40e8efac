/** What a cue says, without its markup. */

import { clean } from '../contract/text.js';

/** WebVTT's tags, those that SubRip files borrow from HTML, and WebVTT's times of words. Others are speech: `a <b> c`. */
const TAG = /<\/?(?:c|i|b|u|s|v|ruby|rt|lang|font|em|strong|span|p|div)(?:[\s./][^<>]*)?>/gi;
const TIME_TAG = /<(?:\d+:)?\d+:\d+[.,]\d+>/g;
const LINE_BREAK = /<br\s*\/?>|\\[Nn](?![a-z])/g;
/** SSA's overrides, such as `{\an8}`. */
const OVERRIDE = /\{\\[^{}]*\}/g;

const ENTITIES = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    lrm: '\u200e',
    rlm: '\u200f',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
  }),
);

/** The text of a cue in one line: tags and overrides removed, entities resolved, each run of white space one space. */
export function plainText(lines: string[]): string {
  const bare = lines.join('\n').replace(LINE_BREAK, ' ').replace(TIME_TAG, '').replace(TAG, '').replace(OVERRIDE, '');
  return clean(decodeEntities(bare)).replace(/\s+/g, ' ').trim();
}

const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
