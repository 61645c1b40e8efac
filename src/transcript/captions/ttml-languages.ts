/** A TTML file may say everything in several languages at once. Pure. */
import type { Timing } from './cue.js';

/** So many of a language's paragraphs begin when those of another one do, where it says the same. */
const AT_ONCE = 1 / 2;

/** Of languages that are shown at the same times only the first: the others are translations. */
export function inOneLanguage<Said extends { language: string | undefined; cue: Timing }>(paragraphs: Said[]): Said[] {
  const [first, ...others] = new Set(paragraphs.map(({ language }) => language));
  if (others.length === 0) return paragraphs;
  const startsOf = (wanted: string | undefined): number[] =>
    paragraphs.filter(({ language }) => language === wanted).map(({ cue }) => cue.startMs);
  const starts = new Set(startsOf(first));
  const translations = new Set(
    others.filter((other) => {
      const own = startsOf(other);
      return own.filter((start) => starts.has(start)).length >= own.length * AT_ONCE;
    }),
  );
  return paragraphs.filter(({ language }) => !translations.has(language));
}
