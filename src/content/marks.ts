/**
 * Marks in the material that must come back with an answer: what a server silently left out of a prompt takes its mark along. They
 * stand at both ends of the material and within it.
 */
import { createHash } from 'node:crypto';
import { likelyTokens } from '../outside/language-model/tokens.js';

/** Less material than this is short for any server. In tokens. */
const MARKED_FROM = 500;
/** Where they stand, as shares of the material's lines. */
const PLACES = [0, 1 / 4, 1 / 2, 3 / 4, 1];

export const MARKS_RULE =
  'Lines of the material that say MARK and a code were put there to check that all of it has reached you. They are no part of the talk.';

export const MARKS_ASKED =
  'Begin your answer with one line more: “Marks:” and the codes of all MARK lines of the material, in their order. It is taken away before anybody reads the rest.';

export interface Marked {
  text: string;
  /** In the order in which they stand there; empty for a short text, which is as it was. */
  marks: string[];
}

/** The lines of `text` with marks between them; they follow from the text. Pure. */
export function marked(text: string): Marked {
  if (likelyTokens(text) < MARKED_FROM) return { text, marks: [] };
  const lines = text.split('\n');
  const marks = PLACES.map((place) => codeOf(`${place} ${text}`));
  const placed: string[] = [];
  let done = 0;
  for (const [i, place] of PLACES.entries()) {
    const until = Math.round(place * lines.length);
    placed.push(...lines.slice(done, until), `MARK ${marks[i] ?? ''}`);
    done = until;
  }
  return { text: placed.join('\n'), marks };
}

/** Easy to repeat, and found nowhere else. */
// eslint-disable-next-line devreel/whole-characters -- hexadecimal
const codeOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6);
