/** What is looked for in the lines, and what they are with something else in its place. */
import type { Segment } from '../../../../src/contract/content.js';

export interface Wanted {
  find: string;
  matchCase: boolean;
  wholeWord: boolean;
}

/** A place in the text of a line, in UTF-16 code units. */
export interface Found {
  index: number;
  from: number;
  to: number;
}

/** Every place where it stands, in order. */
export function findIn(segments: readonly Segment[], wanted: Wanted): Found[] {
  const pattern = patternOf(wanted);
  if (!pattern) return [];
  return segments.flatMap(({ index, text }) =>
    [...text.matchAll(pattern)].map(({ index: from, 0: { length } }) => ({ index, from, to: from + length })),
  );
}

/** Signs of patterns mean nothing; any run of white space is one. Null where there is nothing to look for. */
function patternOf({ find, matchCase, wholeWord }: Wanted): RegExp | null {
  const words = find.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return null;
  const literal = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('\\s+');
  const whole = wholeWord ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
  return new RegExp(whole, matchCase ? 'gu' : 'giu');
}

/** The lines with `replacement` at these places, by their index. */
export function replacedAt(
  segments: readonly Segment[],
  places: readonly Found[],
  replacement: string,
): { index: number; text: string }[] {
  const byLine = new Map<number, Found[]>();
  for (const place of places) byLine.set(place.index, [...(byLine.get(place.index) ?? []), place]);
  return [...byLine].map(([index, found]) => {
    const text = segments[index]?.text ?? '';
    const parts = found.map(({ from }, i) => text.slice(found[i - 1]?.to ?? 0, from));
    return { index, text: [...parts, text.slice(found.at(-1)?.to ?? 0)].join(replacement) };
  });
}
