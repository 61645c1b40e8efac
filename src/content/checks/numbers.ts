/** Figures that nobody names. */
import type { FindFaults, Finding } from './finding.js';
import { materialText, quoted, sentenceAround, withoutCode } from './finding.js';
import { bareWords } from './said.js';
import { LANGUAGES, speltFigures, UNIT } from './units.js';

/** Up to here a writer may have counted: three reasons, ten minutes. */
const COUNTED = 12;
/** Not in an address, a time, a version's middle, a name such as utf8, or at the start of a list's line. */
const FIGURE = /(?<![\p{L}\p{N}.,:/#=_@-])[$€£]?\d[\d.,\u00a0\u202f' ]*(?<![.,\s'])(?![\p{L}\p{N}]*[:/=_@])/gu;
const ORDINAL = /^[ \t>]*(?:#{1,6}[ \t]+)?$/;
const ADDRESSES = /\]\([^()\n]*\)|https?:\/\/\S+|(?:\d{1,2}:)?\d{1,2}:\d{2}/g;

/** A sentence with a figure that is neither in the material as digits nor as words is left out. */
export const numbers: FindFaults = (draft, material) => {
  const prose = withoutCode(draft).replace(ADDRESSES, (text) => ' '.repeat(text.length));
  const given = materialText(material);
  const digits = new Set([...given.matchAll(/\d[\d.,\u00a0\u202f']*/g)].flatMap(({ 0: text }) => readings(text)));
  const words = ` ${bareWords(given).join(' ')} `;
  const found: Finding[] = [];
  for (const { 0: text, index } of prose.matchAll(FIGURE)) {
    const before = prose.slice(prose.lastIndexOf('\n', index - 1) + 1, index);
    const behind = prose.slice(index + text.length);
    if (ORDINAL.test(before) && /^[.)]\s/.test(behind)) continue;
    const values = readings(text);
    const claims =
      UNIT.test(behind) || /^[$€£]/.test(text) || values.some((value) => value > COUNTED || !Number.isInteger(value));
    if (!claims || values.some((value) => digits.has(value) || isSaid(value, words))) continue;
    found.push({ ...sentenceAround(draft, index), instead: '', says: notGiven(text) });
  }
  for (const { text, index, values } of speltFigures(prose)) {
    if (words.includes(` ${bareWords(text).join(' ')} `)) continue;
    const [value = 0, of] = values;
    if (of === undefined ? digits.has(value) || isSaid(value, words) : isSaidTogether(value, of, words)) continue;
    found.push({ ...sentenceAround(draft, index), instead: '', says: notGiven(text) });
  }
  return found;
};

const notGiven = (text: string): string =>
  `The figure ${quoted(text)} is not in the material. Leave out what says it, or say it without the figure.`;

/** 1.500 is one and a half, or one thousand five hundred: as people write, it may be either. */
function readings(text: string): number[] {
  const bare = text.replace(/[^\d.,]/g, '').replace(/[.,]+$/, '');
  const asDecimal = Number(bare.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.'));
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(bare) ? [Number(bare.replace(/[.,]/g, ''))] : [];
  return [asDecimal, ...grouped].filter((value) => Number.isFinite(value));
}

/** `Nine out of ten`, `9 of the 10`: the one shortly before the other. */
function isSaidTogether(some: number, all: number, words: string): boolean {
  const formsOf = (value: number): string =>
    [String(value), ...LANGUAGES.map((spell) => bareWords(spell(value)).join(' '))].join('|');
  return new RegExp(` (?:${formsOf(some)})(?: \\S+){1,3} (?:${formsOf(all)}) `, 'u').test(words);
}

/** As words of any of the languages; a year also in two halves (“nineteen ninety-five”). */
function isSaid(value: number, words: string): boolean {
  if (value > 1e12) return false;
  return LANGUAGES.some((spell) => {
    const spelt = (n: number): string =>
      bareWords(spell(n))
        .filter((word) => !/^(?:and|und|y|e|et)$/.test(word))
        .join(' ');
    const halves = value >= 1_100 && value < 2_100 ? [`${spelt(Math.floor(value / 100))} ${spelt(value % 100)}`] : [];
    return [spelt(value), ...halves].some(
      (form) => words.includes(` ${form} `) || words.replaceAll(/ (?:and|und|y|e|et) /g, ' ').includes(` ${form} `),
    );
  });
}
