/** Texts within a limit, cut where people would cut: between paragraphs, sentences, words. */
import type { Grain } from '../transcript/pieces.js';
import { piecesOf } from '../transcript/pieces.js';

const partsOf = (grain: Grain, text: string): string[] => Array.from(piecesOf(grain, text), (piece) => piece.text);

/** From large to small: how a text can be taken apart without a loss. */
const cuts: ((text: string) => string[])[] = [
  (text) => text.split(/(?<=\n)(?=\S)/),
  (text) => partsOf('sentence', text),
  (text) => partsOf('word', text),
  (text) => partsOf('grapheme', text),
];

/** In every measure a text counts at least a quarter of its length, not counting spaces at its end, where it is cut anyway. */
const fits = (text: string, max: number, measure: (text: string) => number): boolean =>
  text.length <= max * 4 && measure(text.trimEnd()) <= max;

/**
 * The text in pieces of at most `max` each, as `measure` counts; cut between paragraphs where that is enough, else between
 * sentences, else between words. Together the pieces are the whole text, without the spaces at the cuts.
 */
export function inPieces(text: string, max: number, measure: (text: string) => number): string[] {
  const pieces: string[] = [];
  let current = '';
  for (const atom of atoms(text.trim(), max, measure, 0)) {
    if (current !== '' && !fits(current + atom, max, measure)) {
      pieces.push(current);
      current = '';
    }
    current += atom;
  }
  return [...pieces, current].map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** The largest pieces that fit by themselves. */
function atoms(text: string, max: number, measure: (text: string) => number, level: number): string[] {
  if (fits(text, max, measure)) return [text];
  const cut = cuts[level];
  return cut ? cut(text).flatMap((part) => atoms(part, max, measure, level + 1)) : [text];
}

/** As much of the beginning as fits, whole sentences where it can be, and how many characters were left out. */
export function beginningOf(
  text: string,
  max: number,
  measure: (text: string) => number = ({ length }) => length,
): { text: string; cut: number } {
  const whole = text.trim();
  const kept = inPieces(whole, max, measure)[0] ?? '';
  return { text: kept, cut: whole.length - kept.length };
}
