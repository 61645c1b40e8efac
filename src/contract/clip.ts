/** Texts cut where no character is torn apart. Pure. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** What people see as one character is hardly ever longer. In UTF-16 code units. */
const LONGEST_CHARACTER = 64;

/**
 * The beginning of a text: at most `most` UTF-16 code units (a string's `length`), and never cut within what people see as one
 * character, such as a letter with its marks, an emoji of several, or a syllable of Hindi.
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  // A blank is a character of its own, so the last one is a place to begin counting from.
  const from = Math.max(text.lastIndexOf(' ', most - 1), firstOf(text, most - LONGEST_CHARACTER));
  let end = from;
  for (const { index, segment } of graphemes.segment(text.slice(from, most + LONGEST_CHARACTER))) {
    const next = from + index + segment.length;
    if (next > most) break;
    end = next;
  }
  return text.slice(0, end);
}

/** The end of a text: at most `most` UTF-16 code units, beginning with a whole character. */
export function clipStart(text: string, most: number): string {
  if (text.length <= most) return text;
  const from = firstOf(text, Math.max(0, text.length - most - LONGEST_CHARACTER));
  const first = [...graphemes.segment(text.slice(from))].find(({ index }) => text.length - from - index <= most);
  return first ? text.slice(from + first.index) : '';
}

/** Where the character begins that is at `at`, by its code point. */
function firstOf(text: string, at: number): number {
  if (at <= 0) return 0;
  return /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) ? at - 1 : at;
}
