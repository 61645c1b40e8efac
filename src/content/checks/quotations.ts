/** Quotations that nobody said. */
import type { FindFaults, Finding, Material } from './finding.js';
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

/** What stands in quotation marks, and in Markdown's block quotations, must have been said, or nearly so. */
export const quotations: FindFaults = (draft, material) => {
  const prose = withoutCode(draft);
  const spoken = new SpokenWords(materialText(material));
  return [...inMarks(prose, spoken, material), ...inBlocks(prose, spoken)];
};

function inMarks(prose: string, spoken: SpokenWords, material: Material): Finding[] {
  const found: Finding[] = [];
  for (const match of prose.matchAll(MARKS)) {
    const words = match.slice(1).find(Boolean) ?? '';
    if (lengthOf(words) < LEAST_WORDS || spoken.has(words)) continue;
    // Titles are no speech: the talk's own, and those that a person asked for.
    if (material.talk.title.includes(words)) continue;
    found.push({ ...sentenceAround(prose, match.index), instead: '', says: invented(words) });
  }
  return found;
}

function inBlocks(prose: string, spoken: SpokenWords): Finding[] {
  return [...prose.matchAll(BLOCK)].flatMap(({ 0: block, index }) => {
    const lines = block.split('\n').map((line) => line.replace(/^[ \t]*(?:>[ \t]?)+/, ''));
    // Who said it, and when, below the words.
    const words = lines.filter((line) => !/^\s*(?:[—–-]|\*?—|\(?\[?\d+:\d{2})/.test(line)).join(' ');
    const bare = words.replace(/\]\([^)]*\)/g, ']');
    if (lengthOf(bare) < LEAST_WORDS || spoken.has(bare)) return [];
    return [{ start: index, end: index + block.trimEnd().length, instead: '', says: invented(words) }];
  });
}

const invented = (words: string): string =>
  `${quoted(words)} stands as a quotation, and nobody says it in the material. Quote word for word, or say it without quoting.`;

const LETTERS = new RegExp(`[${UNPARTED}]`, 'gu');

/** Scripts without blanks: about two characters for a word. */
const lengthOf = (text: string): number => Math.max(bareWords(text).length, (text.match(LETTERS) ?? []).length / 2);
