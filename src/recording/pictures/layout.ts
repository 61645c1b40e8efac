/** From words and where they stand to lines as a person would copy them: with what is sure, and code with its indentation. Pure. */
import type { Box, Line, ReadPicture, Word } from '../../outside/ocr/read-picture.js';

/** A line of text on a picture. */
export interface TextLine extends Box {
  text: string;
  /** Which of the blocks it stands in, from 0. */
  block: number;
  words: Line;
  /** The width of one of its letters, in pixels. */
  letter: number;
}

/** Lines of which tesseract is less sure on the whole are noise, whatever they say. Of what is read right, the least was 62. */
const SURE = 45;
/** Unless it is of a whole word: where it doubts how to cut the others, it is sure of none of these. */
const VERY_SURE = 85;
const WHOLE_WORD = 4;
/** Of single words in a line that is sure on the whole. */
const SURE_WORD = 15;
/** In letters: where all are equally wide, less is no space between words, but a sign within one. */
const SPACE = 0.75;
/** In letters. More than this is a gap on purpose, as in a table. */
const WIDE = 2.4;
/** In monospaced type nearly all words are as wide as their letters together, but for so much; in others hardly half of them are. */
const MONO_SPREAD = 0.06;
const MONO_SHARE = 0.85;
const MONO_WORDS = 6;

/** The lines that are sure, in reading order. */
export function linesOf({ blocks }: Pick<ReadPicture, 'blocks'>): TextLine[] {
  return blocks.flatMap((lines, block) =>
    lines.flatMap((words) => {
      const sure = words.filter(({ text, confidence }) => text.trim() !== '' && confidence >= SURE_WORD);
      if (sure.length === 0 || !isSure(words)) return [];
      const letter = letterOf(sure);
      if (isBullet(sure, letter)) sure.shift();
      return [{ ...boxAround(sure), text: sure.map(({ text }) => text).join(' '), block, words: sure, letter }];
    }),
  );
}

/** What tesseract takes bullets for. */
const BULLET = /^[\p{P}\p{S}]{1,2}$|^[eoc]$/u;

/** A sign before the first word, further from it than a blank. */
const isBullet = ([first, second]: Line, letter: number): boolean =>
  first !== undefined &&
  second !== undefined &&
  BULLET.test(first.text) &&
  second.left - first.right > 0.6 * letter &&
  !/^[$%❯➜#]$/.test(first.text);

/** Of all lines together, lines of code or of a terminal: their letters stand in columns, and so they are put. */
export function inColumns(lines: Line[]): string[] {
  const kept = withoutNumbers(lines).filter((words) => words.length > 0 && isSure(words));
  const letter = letterOf(kept.flat());
  const left = Math.min(...kept.map(([first]) => first?.left ?? Infinity));
  const indents = kept.map(([first]) => Math.round(((first?.left ?? left) - left) / letter));
  const steps = evened(indents);
  return kept.map((words, i) => ' '.repeat(steps[i] ?? 0) + mended(joined(words, letter)));
}

/** Tesseract often sees no underscore: what is called by a name of two words has lost one. */
const mended = (line: string): string => line.replace(/(\.\w+) (\w+\()/g, '$1_$2');

/** Without the numbers before the lines, as editors show them. */
function withoutNumbers(lines: Line[]): Line[] {
  const numbers = lines.map(([first]) => (/^\d{1,5}$/.test(first?.text ?? '') ? Number(first?.text) : NaN));
  const rising = numbers.filter((number, i) => number === (numbers[i - 1] ?? NaN) + 1).length;
  if (lines.length < 3 || rising < 0.6 * (lines.length - 1)) return lines;
  return lines.map((words, i) => (Number.isNaN(numbers[i]) ? words : words.slice(1)));
}

/** Lines of one block of code are indented by two, three or four letters: what is read a letter beside that is put right. */
function evened(indents: number[]): number[] {
  const fits = (step: number): number => indents.filter((indent) => Math.abs(indent % step) === 0).length;
  const step = [4, 2, 3].find((one) => fits(one) === indents.length) ?? (fits(4) >= 0.75 * indents.length ? 4 : 2);
  return indents.map((indent) => Math.round(indent / step) * step);
}

function joined(words: Line, letter: number): string {
  return words
    .map(({ text, left }, i) => {
      const gap = (left - (words[i - 1]?.right ?? left)) / letter;
      if (i === 0 || gap < SPACE) return text;
      return (gap > WIDE ? ' '.repeat(Math.round(gap - 0.3)) : ' ') + text;
    })
    .join('');
}

const isSure = (words: Line): boolean =>
  sureness(words) >= SURE ||
  words.some(({ text, confidence }) => confidence >= VERY_SURE && /^\p{L}+$/u.test(text) && text.length >= WHOLE_WORD);

/** Long words count for more. */
function sureness(words: Line): number {
  const length = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / Math.max(1, length);
}

/** Between two letters is a little air, which the first and the last one of a word do not have on both sides. */
const AIR = 0.12;
const widthOf = ({ text, left, right }: Word): number => (right - left) / Math.max(1, [...text].length - AIR);

const letterOf = (words: Line): number => {
  const long = words.filter(({ text }) => text.length >= 3);
  return Math.max(1, median((long.length > 0 ? long : words).map(widthOf)));
};

/** Whether all letters of these lines are equally wide, as in editors and terminals. */
export function isMonospaced(lines: Pick<TextLine, 'words'>[]): boolean {
  const widths = lines.flatMap(({ words }) => words.filter(({ text }) => text.length >= 4).map(widthOf));
  const middle = median(widths);
  const alike = widths.filter((width) => Math.abs(width - middle) < MONO_SPREAD * middle);
  return widths.length >= MONO_WORDS && alike.length >= MONO_SHARE * widths.length;
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const boxAround = (boxes: Box[]): Box => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});
