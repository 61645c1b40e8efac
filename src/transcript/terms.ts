/** Words as topics are told apart by them: without function words, and with their endings cut off. */
import type { Language } from './languages/language.js';
import { languages } from './languages/languages.js';
import { piecesOf } from './pieces.js';

/** Letters that a stem keeps. Truncation serves most alphabets about as well as a stemmer (McNamee & Mayfield 2004). */
const STEM = 5;

const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}'’-]+$/u;

/** The text's words in lower case, in order. Any language: ICU finds the words of Chinese, Japanese and Thai too. */
export const wordsOf = (text: string): string[] =>
  [...piecesOf('word', text)].filter(({ isWordLike }) => isWordLike).map((word) => word.text.toLowerCase());

/** The stems of the words that say something, in order, with repetitions. */
export const termsOf = (text: string, language: Language = languages.en): string[] =>
  termsAmong(wordsOf(text), language);

/** The same of words in lower case. */
export const termsAmong = (words: readonly string[], language: Language): string[] =>
  words.filter((word) => says(word, language)).map(stem);

/** Whether a word in lower case may tell what is spoken about: no function word, no number, no scrap of hiragana. */
export const says = (word: string, { stop }: Language): boolean =>
  !stop.has(word.replaceAll('’', "'")) &&
  !/^\d+$/.test(word) &&
  !/^[\p{Script=Hiragana}ー]+$/u.test(word) &&
  (!ALPHABETIC.test(word) || word.length > 2);

/** What a word has in common with its other forms. */
export function stem(word: string): string {
  if (!ALPHABETIC.test(word)) return word;
  const bare = word.replace(/^(?:[ldnsjtmc]|qu)['’](?=\p{L}{2})/u, '').replace(/['’]s?$/, '');
  // eslint-disable-next-line devreel/whole-characters -- compared, and never shown
  return bare.replace(/(?<=..[^s])s$/, '').slice(0, STEM);
}
