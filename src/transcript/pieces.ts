/** Texts of any language as sentences, words or characters. Pure, and linear in the text's length. */

export type Grain = 'sentence' | 'word' | 'grapheme';

export interface Piece {
  text: string;
  /** In UTF-16 code units. */
  index: number;
  /** When cutting into words: true for a word, false for what stands between two. */
  isWordLike: boolean;
}

const segmenters: Record<Grain, Intl.Segmenter> = {
  sentence: new Intl.Segmenter(undefined, { granularity: 'sentence' }),
  word: new Intl.Segmenter(undefined, { granularity: 'word' }),
  grapheme: new Intl.Segmenter(undefined, { granularity: 'grapheme' }),
};

/** V8 copies the whole text for each piece it finds, so it is given the text in stretches of this many code units. */
const STRETCH = 2_000;

/** All pieces of the text, in order. A piece longer than a stretch comes in several. */
export function* piecesOf(grain: Grain, text: string): Generator<Piece> {
  for (let at = 0; at < text.length;) {
    const stretch = stretchAt(text, at);
    const found = [...segmenters[grain].segment(stretch)];
    const isLast = at + stretch.length >= text.length;
    // The last piece may continue after the stretch, so the next stretch begins with it.
    const whole = isLast || found.length === 1 ? found : found.slice(0, -1);
    let length = 0;
    for (const { segment, index, isWordLike = false } of whole) {
      yield { text: segment, index: at + index, isWordLike };
      length = index + segment.length;
    }
    at += length;
  }
}

/** Ends at a space where there is one, and never within a character. */
function stretchAt(text: string, at: number): string {
  const stretch = text.slice(at, at + STRETCH);
  if (at + STRETCH >= text.length) return stretch;
  const blank = Math.max(stretch.lastIndexOf(' '), stretch.lastIndexOf('\n'));
  if (blank > 0) return stretch.slice(0, blank + 1);
  return /[\uD800-\uDBFF]$/.test(stretch) ? stretch.slice(0, -1) : stretch;
}
