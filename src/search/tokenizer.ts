/** Texts as words: what is indexed, what is looked for and what is marked are cut in the same way. Pure. */
import { piecesOf } from '../transcript/pieces.js';

export interface Word {
  text: string;
  /** In UTF-16 code units; the end is excluded. */
  start: number;
  end: number;
}

const RUN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Scripts that put no blank between words; where these are, a dictionary says. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Letters and digits that stand together. `socket.io` is two words, as is `snake_case`; a query for it is a phrase. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const parts = UNSPACED.test(run) ? piecesOf('word', run) : [{ text: run, index: 0 }];
    for (const part of parts) {
      const start = index + part.index;
      words.push({ text: part.text, start, end: start + part.text.length });
    }
  }
  return words;
}

/** In small letters and without accents: found by whoever types it without them, too. */
export const folded = (word: string): string => plain(word.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''));

/** In small letters, with its accents, as the stemmers of PostgreSQL want it. */
export const plain = (word: string): string => word.normalize('NFC').toLowerCase();

/** The words alone, for PostgreSQL's parser to find nothing else in them, such as tags, hosts or paths. */
export const spoken = (text: string, form: (word: string) => string): string =>
  wordsOf(text)
    .map((word) => form(word.text))
    .join(' ');
