/** What a cue says, without its markup. Pure. */
import { clean } from '../../contract/text.js';
import type { Cue, RawCue } from './cue.js';

/** The tags that captions have: WebVTT's, and those of HTML that SubRip borrows. Others are speech: “a <div> is …”. */
const TAG = /<\/?(?:c|i|b|u|s|v|ruby|rt|lang|font)(?:[\s./][^<>]*)?>/gi;
const TIME_TAG = /<(?:\d+:)?\d+:\d+[.,]\d+>/g;
const VOICE = /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/;
const LINE_BREAK = /<br\s*\/?>|\\[Nn](?![a-z])/g;
/** SSA's overrides, such as `{\an8}`. */
const OVERRIDE = /\{\\[^{}]*\}/g;
/** Marks that turn the direction of writing: programs put them round each cue, and parts of a cue would leave them open. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

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

/** A cue's lines as they are read out; tags, overrides and entities are resolved, empty lines are left out. */
export function toCue({ lines, speaker, ...timing }: RawCue): Cue {
  const marked = lines.join('\n').replace(LINE_BREAK, '\n');
  const voice = speaker ?? VOICE.exec(marked)?.[1];
  const cue: Cue = {
    ...timing,
    lines: marked
      .split('\n')
      .map(plainText)
      .filter((line) => line !== ''),
  };
  return voice === undefined ? cue : { ...cue, speaker: plainText(voice) };
}

/** One line without markup; runs of white space become one blank. */
export function plainText(line: string): string {
  const bare = line.replace(TIME_TAG, '').replace(TAG, '').replace(OVERRIDE, '');
  return clean(decodeEntities(bare)).replace(DIRECTION_MARKS, '').replace(/\s+/g, ' ').trim();
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
