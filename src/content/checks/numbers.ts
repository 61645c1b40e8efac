/** Figures that nobody names. */
import { toCardinal as german } from 'n2words/de-DE';
import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish } from 'n2words/es-ES';
import { toCardinal as french } from 'n2words/fr-FR';
import { toCardinal as italian } from 'n2words/it-IT';
import { toCardinal as dutch } from 'n2words/nl-NL';
import { toCardinal as portuguese } from 'n2words/pt-PT';
import type { FindFaults, Finding } from './finding.js';
import { materialText, quoted, sentenceAround, withoutCode } from './finding.js';
import { bareWords } from './said.js';

const LANGUAGES = [english, german, spanish, french, italian, dutch, portuguese];

/** Up to here a writer may have counted: three reasons, ten minutes. */
const COUNTED = 12;
/** With a unit every figure is a claim. */
const UNIT = /^\s?(?:%|‰|percent|prozent|por ciento|por cento|pour cent|x\b|×|€|\$|£|[kmgt]?b\b|ms\b)/i;
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
    const says = `The figure ${quoted(text)} is not in the material. Leave out what says it, or say it without the figure.`;
    found.push({ ...sentenceAround(draft, index), instead: '', says });
  }
  return found;
};

/** 1.500 is one and a half, or one thousand five hundred: as people write, it may be either. */
function readings(text: string): number[] {
  const bare = text.replace(/[^\d.,]/g, '').replace(/[.,]+$/, '');
  const asDecimal = Number(bare.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.'));
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(bare) ? [Number(bare.replace(/[.,]/g, ''))] : [];
  return [asDecimal, ...grouped].filter((value) => Number.isFinite(value));
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
