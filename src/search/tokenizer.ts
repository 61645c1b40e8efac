/** Cuts texts into words (tokens): the same way for the index, for queries and for marks. Pure. */
import { piecesOf } from '../transcript/pieces.js';

export interface Word {
  text: string;
  /** In UTF-16 code units; the end is excluded. */
  start: number;
  end: number;
}

const RUN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Scripts without spaces between words: there `Intl.Segmenter`'s dictionary finds the words. */
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

/** In lower case and without accents, so that people who type without accents find it, too. */
export const folded = (word: string): string => plain(word.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''));

/** In lower case with its accents, as PostgreSQL's stemmers expect it. */
export const plain = (word: string): string => word.normalize('NFC').toLowerCase();

/** Only the words, so that PostgreSQL's parser sees no tags, hosts or paths. */
export const spoken = (text: string, form: (word: string) => string): string =>
  wordsOf(text)
    .map((word) => form(word.text))
    .join(' ');
