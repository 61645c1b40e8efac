/** Parts of a draft that the talk does not have: a chapter that nobody spoke, a paragraph about something else, a heading alone. */
import { termsOf } from '../../transcript/terms.js';
import type { FindFaults, Finding } from './finding.js';
import { materialText, quoted, withoutCode } from './finding.js';
import { sameLanguage } from './whole.js';

/** With fewer different words that tell, what a paragraph is about is a guess. */
const LEAST_TERMS = 12;
/** Of its words, no more than this many are in the material. */
const SHARED = 0.15;

const BLOCK = /[^\n]+(?:\n(?![^\S\n]*\n|#{1,6}[ \t])[^\n]+)*/g;
const HEADING = /^(#{1,6})[ \t]+\S/;
/** Posts of a thread, and rules: they are no text. */
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;

interface Block {
  start: number;
  end: number;
  text: string;
  /** Of a heading; 0 for others. */
  level: number;
  founded: boolean;
}

/** Paragraphs hardly a word of which is in the material; and headings with nothing below them, or nothing but such paragraphs. */
export const unfounded: FindFaults = (draft, material) => {
  if (sameLanguage(draft, material) === false) return [];
  const known = new Set(termsOf(materialText(material)));
  const blocks = blocksOf(draft, known);
  return blocks.flatMap((block, i): Finding[] => {
    const { start, end, text, level, founded } = block;
    if (level === 0 ? founded : i === 0 || hasText(blocks, i)) return [];
    const what = level === 0 ? 'is not in the material' : 'is a heading with nothing of the talk below it';
    return [{ start, end, instead: '', says: `${quoted(text)} ${what}. Write of nothing that is not there.` }];
  });
};

function blocksOf(draft: string, known: Set<string>): Block[] {
  // What is code, or a picture, is text enough below a heading, and is looked at elsewhere.
  const prose = withoutCode(draft);
  return [...draft.matchAll(BLOCK)].flatMap(({ 0: text, index }) => {
    if (RULE.test(text)) return [];
    const end = index + text.trimEnd().length;
    const level = HEADING.exec(text)?.[1]?.length ?? 0;
    const terms = [...new Set(termsOf(prose.slice(index, end)))].filter((term) => !/\p{N}/u.test(term));
    const shared = terms.filter((term) => known.has(term)).length;
    return [{ start: index, end, text, level, founded: terms.length < LEAST_TERMS || shared > SHARED * terms.length }];
  });
}

/** Whether something that stays comes before the next heading of the same level or a higher one. */
function hasText(blocks: Block[], heading: number): boolean {
  for (const { level, founded } of blocks.slice(heading + 1)) {
    if (level > 0 && level <= (blocks[heading]?.level ?? 0)) return false;
    if (level === 0 && founded) return true;
  }
  return false;
}
