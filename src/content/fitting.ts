/** Texts within a limit, cut where people would cut: between paragraphs, sentences, words. */

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The segmenters of V8 copy the whole text for each piece they find: so they get it in stretches. In code units. */
const STRETCH = 1_000;

function piecesOf(segmenter: Intl.Segmenter, text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const stretch = stretchAt(text, at);
    for (const { segment } of segmenter.segment(stretch)) pieces.push(segment);
    at += stretch.length;
  }
  return pieces;
}

/** Up to a blank where there is one, and never within a character. */
function stretchAt(text: string, at: number): string {
  const stretch = text.slice(at, at + STRETCH);
  if (at + STRETCH >= text.length) return stretch;
  const blank = Math.max(stretch.lastIndexOf(' '), stretch.lastIndexOf('\n'));
  if (blank > 0) return stretch.slice(0, blank + 1);
  return /[\uD800-\uDBFF]$/.test(stretch) ? stretch.slice(0, -1) : stretch;
}

/** From large to small: how a text can be taken apart without a loss. */
const cuts: ((text: string) => string[])[] = [
  (text) => text.split(/(?<=\n)(?=\S)/),
  (text) => piecesOf(sentences, text),
  (text) => piecesOf(words, text),
  (text) => piecesOf(letters, text),
];

/**
 * The text in pieces of at most `max` each, as `measure` counts; cut between paragraphs where that is enough, else between
 * sentences, else between words. Together the pieces have all of the text but blanks at the cuts.
 */
export function inPieces(text: string, max: number, measure: (text: string) => number): string[] {
  const pieces: string[] = [];
  let current = '';
  for (const atom of atoms(text.trim(), max, measure, 0)) {
    if (current !== '' && measure((current + atom).trimEnd()) > max) {
      pieces.push(current);
      current = '';
    }
    current += atom;
  }
  return [...pieces, current].map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** The largest pieces that fit by themselves. */
function atoms(text: string, max: number, measure: (text: string) => number, level: number): string[] {
  // Nothing measures less than a quarter of its length in any of the fields' measures: longer ones need not be measured.
  if (text.length <= max * 4 && measure(text.trimEnd()) <= max) return [text];
  const cut = cuts[level];
  return cut ? cut(text).flatMap((part) => atoms(part, max, measure, level + 1)) : [text];
}

/** As much of the beginning as fits, whole sentences where it can be, and how many characters were left out. */
export function beginningOf(text: string, max: number): { text: string; cut: number } {
  const whole = text.trim();
  const kept = inPieces(whole, max, ({ length }) => length)[0] ?? '';
  return { text: kept, cut: whole.length - kept.length };
}
