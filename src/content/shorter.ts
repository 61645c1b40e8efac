/** Outlines that are to fit a limit: what is told of each chapter, from the most to the least. Pure. */
import type { Section } from './offline.js';
import { telling } from './offline.js';
import type { ReadableSentence } from './standing.js';

/** `told`: the section's sentences that are in the text, as they are to be read. */
export interface Told {
  section: Section;
  told: ReadableSentence[];
}

/** Of very many sentences this share is left out at once, since each try writes the whole text. */
const AT_ONCE = 1 / 25;

/**
 * First `most` sentences of each section, then fewer, down to one; then one only of those where it is not the longest; then titles alone; at
 * the end every second or third section, from all over the talk. `worth`: of a section never more than so many.
 */
export function* everShorter(
  sections: Section[],
  most: number,
  worth: (section: Section) => number = () => most,
): Generator<Told[]> {
  const some = (count: number): Told[] =>
    sections.map((section) => ({ section, told: telling(section, Math.min(count, worth(section))) }));
  for (let count = most; count > 1; count--) yield some(count);
  const single = some(1);
  const longest = single.filter(({ told }) => told.length > 0).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const atOnce = Math.max(1, Math.ceil(longest.length * AT_ONCE));
  for (let out = 0; out < longest.length; out += atOnce) {
    const left = new Set(longest.slice(out));
    yield single.map((one) => (left.has(one) ? one : { ...one, told: [] }));
  }
  for (let step = 1; step <= sections.length; step++)
    yield sections.filter((_, i) => i % step === 0).map((section) => ({ section, told: [] }));
}

const lengthOf = ({ told }: Told): number => told.reduce((sum, { text }) => sum + text.length, 0);
