/**
 * Words that are made of others, as in German and Dutch: what they share with the rest of a talk is inside them. A compound is known
 * by its parts, which are said by themselves in the same talk: `Integrationstests` where there are `Tests`. Pure.
 */
import { stem } from './terms.js';

/** In letters. */
const SHORTEST_PART = 4;
/** Between two parts, and behind a word: `Integration-s-test-s`. */
const JOINTS = ['', 's', 'n', 'en', 'e', 'es'];

/** For each compound among the words (in lower case) the stems of the parts that are words themselves. */
export function partsOfCompounds(words: Iterable<string>): Map<string, string[]> {
  const known = new Set(words);
  const parts = new Map<string, string[]>();
  for (const word of known) {
    const found = new Set<string>();
    for (let cut = SHORTEST_PART; cut <= word.length - SHORTEST_PART; cut++) {
      for (const part of [headOf(word.slice(0, cut), known), tailOf(word.slice(cut), known)]) {
        if (part !== null) found.add(stem(part));
      }
    }
    found.delete(stem(word));
    if (found.size > 0) parts.set(word, [...found]);
  }
  return parts;
}

/** The word that a compound begins with, without what joins it to the next. */
const headOf = (head: string, known: Set<string>): string | null => shortened(head, known);

/** The word that it ends with, in the form in which it is said alone. */
const tailOf = (tail: string, known: Set<string>): string | null =>
  shortened(tail, known) ?? JOINTS.map((joint) => tail + joint).find((form) => known.has(form)) ?? null;

function shortened(part: string, known: Set<string>): string | null {
  for (const joint of JOINTS) {
    if (!part.endsWith(joint)) continue;
    const bare = part.slice(0, part.length - joint.length);
    if (bare.length >= SHORTEST_PART && known.has(bare)) return bare;
  }
  return null;
}
