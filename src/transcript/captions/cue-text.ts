/** What a cue says, without its markup. Pure. */
import { decodeHTMLStrict } from 'entities';
import { clean } from '../../contract/text.js';
import type { Cue, RawCue } from './cue.js';

/** The tags that captions have: WebVTT's, and those of HTML that SubRip borrows. Others are speech: “a <div> is …”. */
const TAG = /<(\/?)(c|i|b|u|s|v|ruby|rt|lang|font)(\.[^<>\s]*)?(\s[^<>]*|\/)?>/gi;
/** These have nothing behind their name, and people say them when they talk about HTML. */
const BARE_TAGS = new Set(['b', 'i', 'u', 's']);
/** Nothing but marks and signs stands between the tag and the end of its line. */
const NEAR = 60;
const EDGE_BEFORE = /(?:^|\n)(?:[^\p{L}\p{N}\n<]|<[^<>\n]*>)*$/u;
const EDGE_AFTER = /^(?:[^\p{L}\p{N}\n<]|<[^<>\n]*>)*(?:\n|$)/u;
const TIME_TAG = /<(?:\d+:)?\d+:\d+[.,]\d+>/g;
/** How something is pronounced, above what it is. */
const READING = /<rt(?:\.[^<>]*)?>[^<]*(?:<\/rt>|$)/gi;
const VOICE = /(?=<v(?:\.[^\s<>]*)?\s+[^<>]+>)/i;
const VOICE_NAME = /^<v(?:\.[^\s<>]*)?\s+([^<>]+)>/i;
const LINE_BREAK = /<br\s*\/?>|\[br\]|\\[Nn](?![a-z])/gi;
/** SSA's overrides, such as `{\an8}`, and MicroDVD's, such as `{y:i}`, which converters leave. */
const OVERRIDE = /\{(?:\\[^{}]*|y:[ibus,]+|c:\$[\da-f]{6})\}/gi;
/** Marks that turn the direction of writing: programs put them round each cue, and parts of a cue would leave them open. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Where a word may be parted at the end of a line: no part of it. Scripts without blanks part words by the second. */
const BREAKS_WITHIN = /\u00ad|(?<=\p{Script=Latin})\u200b(?=\p{Script=Latin})/gu;

/**
 * A cue's lines as they are read out, a cue for each voice in it; tags, overrides and entities are resolved, empty lines are
 * left out.
 */
export function toCues({ lines, speaker, ...timing }: RawCue): Cue[] {
  const marked = lines.join('\n').replace(LINE_BREAK, '\n').replace(READING, '');
  const voices =
    speaker === undefined ? marked.split(VOICE).filter((part, i) => i > 0 || part.trim() !== '') : [marked];
  return (voices.length === 0 ? [''] : voices).map((part) => {
    const voice = speaker ?? VOICE_NAME.exec(part)?.[1];
    const cue: Cue = { ...timing, lines: linesOf(part) };
    return voice === undefined ? cue : { ...cue, speaker: plainText(voice) };
  });
}

const linesOf = (marked: string): string[] =>
  withoutTags(marked.replace(TIME_TAG, ''))
    .split('\n')
    .map(plainText)
    .filter((line) => line !== '');

/** A cue that has these words in it may be about tags. */
const ABOUT_TAGS = /\b(?:html|markup|elements?|tags?)\b/i;

/**
 * Only tags that are marks of this cue: one that stands right at the word that it marks, or a pair that stands round a line. In a
 * cue about tags only those round all of it are.
 */
function withoutTags(marked: string): string {
  if (!marked.includes('<')) return marked;
  const isAboutTags = ABOUT_TAGS.test(marked);
  const found = new Set(Array.from(marked.matchAll(TAG), ([, slash = '', name = '']) => slash + name.toLowerCase()));
  return marked.replace(TAG, (tag, slash: string, name: string, style = '', rest = '', at = 0) => {
    const bare = name.toLowerCase();
    if (!BARE_TAGS.has(bare) || style !== '') return '';
    if (String(rest).trim().length > 1) return tag;
    const isPair = found.has(bare) && found.has(`/${bare}`);
    const end = Number(at) + tag.length;
    const [before, after] = [marked.slice(Math.max(0, Number(at) - NEAR), Number(at)), marked.slice(end, end + NEAR)];
    const isAround = isPair && (slash === '' ? EDGE_BEFORE.test(before) : EDGE_AFTER.test(after));
    if (isAround) return '';
    if (isPair && isAboutTags) return tag;
    return /\S/.test(slash === '' ? after.charAt(0) : before.charAt(before.length - 1)) ? '' : tag;
  });
}

/** One line as it is read out; runs of white space become one blank. */
function plainText(line: string): string {
  const bare = decodeHTMLStrict(line.replace(OVERRIDE, ''));
  return clean(bare).replace(DIRECTION_MARKS, '').replace(BREAKS_WITHIN, '').replace(/\s+/g, ' ').trim();
}
