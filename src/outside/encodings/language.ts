/** Whether a language comes out of bytes, or the letters and signs that a wrong encoding makes of them. Pure. */

/** Of the letters beyond ASCII, the share that must be of one kind of writing. */
const OF_ONE_SCRIPT = 0.9;
/** Of all characters beyond ASCII, the share that must be letters, or marks that stand between words. */
const LETTERS = 0.85;
/** So many characters that are none are let pass in the shortest text, too; in others one of so many. */
const MOST_STRANGE = 1;
const STRANGE_OF = 100;
/** Of the letters beyond ASCII, so many may be capitals behind a small letter, as in names such as `iPhone`. */
const MOST_HUMPS = 2;
const HUMPS_OF = 30;

/** So many letters of Latin beyond ASCII a line may have without any others. */
const MOST_LATIN = 12;

/** So many signs within words are let pass. */
const MOST_WITHIN = 1;
/** Where most letters are of ASCII, a word of another kind of writing has so many at least: `à` in French is no Cyrillic `а`. */
const LEAST_FOREIGN = 3;

/** Letters of one kind of writing with capitals where words begin, and neither controls nor signs between them. */
export function comesOut(text: string): boolean {
  const beyond = count(text, /[^\p{ASCII}]/gu);
  const strange = count(text, /[\uFFFD\u0080-\u009f\p{Co}\p{Cn}]/gu);
  if (strange > Math.max(MOST_STRANGE, beyond / STRANGE_OF)) return false;
  const letters = lettersIn(text);
  if (letters + count(text, MARKS) < beyond * LETTERS) return false;
  if (count(text, HUMP) > Math.max(MOST_HUMPS, letters / HUMPS_OF)) return false;
  if (count(text, WITHIN) > MOST_WITHIN) return false;
  if (isSprinkled(text, letters)) return false;
  // Even in Vietnamese every other letter is of ASCII.
  if (count(text, LATIN) > Math.max(MOST_LATIN, count(text, /[a-z]/gi))) return false;
  const most = Math.max(...SCRIPTS.map((script) => count(text, script)));
  return letters === 0 || most >= letters * OF_ONE_SCRIPT;
}

/** True where the letters beyond ASCII are of another kind of writing, or of Vietnamese, in which most words have some. */
export function isOtherThanLatin(text: string): boolean {
  const letters = lettersIn(text);
  return count(text, LATIN) < letters / 2 || count(text, VIETNAMESE) > letters / 10;
}

/** True where most letters beyond ASCII are of Chinese, Japanese or Korean. */
export const isOfEastAsia = (text: string): boolean => count(text, EAST_ASIA) > lettersIn(text) / 2;

/** True where most of them are of Japanese alone: no other bytes come out as these by chance. */
export const isOfKana = (text: string): boolean => count(text, KANA) > lettersIn(text) / 2;

/** Single letters of another alphabet in words of ASCII: the accents of a language that is written in Latin. */
function isSprinkled(text: string, letters: number): boolean {
  if (count(text, LATIN) * 2 > letters || count(text, /[a-z]/gi) < letters) return false;
  const longest = Math.max(0, ...(text.match(ALPHABETIC) ?? []).map(({ length }) => length));
  return longest > 0 && longest < LEAST_FOREIGN;
}

const lettersIn = (text: string): number => count(text, /[^\P{L}\p{ASCII}]/gu) + count(text, /[^\P{M}\p{ASCII}]/gu);

/** A capital within a word, where either letter is beyond ASCII: others stand as they are written in every encoding. */
const HUMP = /(?:[^\P{Ll}\p{ASCII}]\p{Lu}|[a-z][^\P{Lu}\p{ASCII}])/gu;
/** Signs that stand before a word or between words, and never within one. */
const WITHIN = /(?<=\p{L})[‚„¤§\u2500-\u259f](?=\p{L})/gu;
const MARKS =
  /[“”‘’„‚«»‹›–—…·•¿¡、。，．！？：；「」『』（）［］【】《》〈〉～\u3000€£§°©®™ªº\u00a0\u00ad\u200c-\u200f♪♫★☆→←※]/gu;

const EAST_ASIA = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const ALPHABETIC = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]+/gu;
const KANA = /[\u3041-\u30ff]/gu;
const LATIN = /[^\P{Script=Latin}\p{ASCII}]/gu;
const VIETNAMESE = /[ơưđĂăĐƠƯ\u1ea0-\u1ef9]|[\u0300\u0301\u0303\u0309\u0323]/gu;
/** Han stands beside the others of East Asia. Latin's letters of ASCII do not count: they stand in every text. */
const SCRIPTS = [
  LATIN,
  /[\p{Script=Cyrillic}]/gu,
  /[\p{Script=Greek}]/gu,
  /[\p{Script=Arabic}\p{M}]/gu,
  /[\p{Script=Hebrew}\p{M}]/gu,
  /[\p{Script=Thai}\p{M}]/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu,
  /[\p{Script=Hangul}\p{Script=Han}]/gu,
];

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;
