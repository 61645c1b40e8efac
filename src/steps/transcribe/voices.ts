/** What those are called whom a recogniser tells apart by their voices. Pure. */
import type { Heard } from './recognise.js';

/** `A`, `0`: as recognisers number them. */
const NUMBERED = /^(?:\p{Lu}|\d{1,3})$/u;
const BY_PART = /^Speaker \S+(?: \(part \d+\))?$/;

/** Whether somebody is still called as a recogniser numbered them. */
export const isByPart = (name: string): boolean => BY_PART.test(name) || /\(part \d+\)$/.test(name);

/**
 * A recogniser that hears a long recording in parts begins to number voices anew in each: the `A` of the second part may be the `B` of the
 * first, and nobody can say so but people who know them. So each is called by its part, unless there is only one; who gives two of them
 * the same name reads them as one.
 */
export function named(heard: Heard[]): Heard[] {
  const several = heard.filter(({ lines }) => lines.some(({ speakerName }) => speakerName !== undefined)).length > 1;
  return heard.map((part, i) => ({
    ...part,
    lines: part.lines.map((line) => {
      if (line.speakerName === undefined) return line;
      const name = NUMBERED.test(line.speakerName) ? `Speaker ${line.speakerName}` : line.speakerName;
      return { ...line, speakerName: several ? `${name} (part ${i + 1})` : name };
    }),
  }));
}
