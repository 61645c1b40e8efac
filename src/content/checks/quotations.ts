/** Quotations that nobody said. */
import type { FindFaults, Finding } from './finding.js';
import { materialText, quoted, sentenceAround, withoutCode } from './finding.js';
import { bareWords, SpokenWords, UNPARTED } from './said.js';

/** Fewer words in quotation marks are a term, not a quotation. */
const LEAST_WORDS = 5;
/** Each pair from its first mark on, however little is between: else the end of one and the beginning of the next would pass for a pair. */
const MARKS = new RegExp(
  [
    '“([^“”\\n]{1,600})”',
    '"([^"\\n]{1,600})"',
    '„([^„“”\\n]{1,600})[“”]',
    '«\\s?([^«»\\n]{1,600}?)\\s?»',
    '»\\s?([^«»\\n]{1,600}?)\\s?«',
    '‹\\s?([^‹›\\n]{1,600}?)\\s?›',
    '›\\s?([^‹›\\n]{1,600}?)\\s?‹',
    // An apostrophe stands within a word, or behind one.
    '‚([^‚‘\\n]{1,600})‘',
    '(?<![\\p{L}\\p{N}])‘([^‘\\n]{1,600}?)’(?![\\p{L}\\p{N}])',
    "(?<![\\p{L}\\p{N}'])'((?! )[^'\\n](?:[^'\\n]|'(?=\\p{L})){1,600})'(?![\\p{L}\\p{N}])",
    '「([^「」\\n]{1,400})」',
    '『([^『』\\n]{1,400})』',
  ].join('|'),
  'gu',
);
const BLOCK = /(?:^[ \t]*>[^\n]*(?:\n|(?![\s\S])))+/gm;

export interface Quotation {
  words: string;
  /** Of the words with their marks; of a block quotation without the line that says whose it is. */
  start: number;
  end: number;
  /** Where it ends with that line. */
  whole: number;
  isBlock: boolean;
}

/** What stands in quotation marks, and in Markdown's block quotations, must have been said, or nearly so. */
export const quotations: FindFaults = (draft, material) => {
  const prose = withoutCode(draft);
  const spoken = new SpokenWords(materialText(material));
  return quotationsIn(prose).flatMap(({ words, start, whole, isBlock }): Finding[] => {
    // Titles are no speech: the talk's own, and those that a person asked for.
    if (spoken.has(words) || (!isBlock && material.talk.title.includes(words))) return [];
    const around = isBlock ? { start, end: whole } : sentenceAround(prose, start);
    return [{ ...around, instead: '', says: invented(words) }];
  });
};

/** Those that are long enough to be more than a term. */
export const quotationsIn = (prose: string): Quotation[] =>
  [...inMarks(prose), ...inBlocks(prose)].filter(({ words }) => lengthOf(words) >= LEAST_WORDS);

const inMarks = (prose: string): Quotation[] =>
  Array.from(prose.matchAll(MARKS), (match) => ({
    words: match.slice(1).find(Boolean) ?? '',
    start: match.index,
    end: match.index + match[0].length,
    whole: match.index + match[0].length,
    isBlock: false,
  }));

/** Who said it, and when, below the words. */
const BY_WHOM = /^[ \t]*(?:>[ \t]?)*[ \t]*(?:[—–-]|\*?—|\(?\[?\d+:\d{2})/;

const inBlocks = (prose: string): Quotation[] =>
  Array.from(prose.matchAll(BLOCK), ({ 0: block, index: start }) => {
    const lines = block.trimEnd().split('\n');
    const said = lines.filter((line) => !BY_WHOM.test(line)).map((line) => line.replace(/^[ \t]*(?:>[ \t]?)+/, ''));
    const by = lines.findIndex((line) => BY_WHOM.test(line));
    const end = start + block.trimEnd().length;
    return {
      words: said.join(' ').replace(/\]\([^)]*\)/g, ']'),
      start,
      end: by > 0 ? start + lines.slice(0, by).join('\n').length + 1 : end,
      whole: end,
      isBlock: true,
    };
  });

const invented = (words: string): string =>
  `${quoted(words)} stands as a quotation, and nobody says it in the material. Quote word for word, or say it without quoting.`;

const LETTERS = new RegExp(`[${UNPARTED}]`, 'gu');

/** Scripts without blanks: about two characters for a word. */
const lengthOf = (text: string): number => Math.max(bareWords(text).length, (text.match(LETTERS) ?? []).length / 2);
