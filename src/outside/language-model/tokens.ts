/** How many tokens a text has, for those who cannot ask its model, and have no time to look in its table. Pure. */

const NOT_ASCII = /[^\0-\x7f]/g;

/**
 * Letters to a token in o200k_base, the table of OpenAI's models since GPT-4o, as measured on talks (docs/quality.md). Without
 * blanks, which are part of the next word.
 */
const LETTERS_PER_TOKEN: [script: RegExp, letters: number][] = [
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu, 1.35],
  [/[\p{Script=Hangul}]/gu, 1.35],
  [/[\p{Script=Cyrillic}]/gu, 3.7],
  [/[\p{Script=Arabic}]/gu, 2.9],
  [/[\p{Script=Hebrew}]/gu, 2.2],
  [/[\p{Script=Greek}]/gu, 2.5],
  [/[\p{Script=Devanagari}]/gu, 2.4],
  [/[\p{Script=Thai}\p{Script=Tamil}\p{Script=Bengali}\p{Script=Telugu}]/gu, 2.65],
];
/** In Latin script a token is about a word, of English; what is longer, or has accents, takes more of them. */
const WORD = /[\p{Script=Latin}\u0300-\u036f’']+/gu;
const PER_LETTER = 0.36;
const PER_WORD = -0.55;
const PER_ACCENT = 0.5;
const MOST_FOR_ACCENTS = 0.1;
const ACCENTED = /[\u00c0-\u024f\u1e00-\u1eff]/g;
const NUMBER = /\d{1,3}/g;
const MARK = /[!-/:-@[-`{-~]/g;
const PER_MARK = 0.85;
/** Each other sign, such as a dash, a quotation mark or an emoji. */
const OTHER = /[^\s\p{L}\p{M}\p{N}!-~]/gu;

/** About as many as there are: within a tenth for most languages. Of two texts together there are as many as of both. */
export function likelyTokens(text: string): number {
  const words = text.match(WORD) ?? [];
  const letters = words.reduce((sum, { length }) => sum + length, 0);
  const accents = Math.min((text.match(ACCENTED)?.length ?? 0) * PER_ACCENT, words.length * MOST_FOR_ACCENTS);
  let tokens = Math.max(words.length, letters * PER_LETTER + words.length * PER_WORD + accents);
  if (NOT_LATIN.test(text)) {
    for (const [script, each] of LETTERS_PER_TOKEN) tokens += (text.match(script)?.length ?? 0) / each;
  }
  tokens += text.match(NUMBER)?.length ?? 0;
  tokens += (text.match(MARK)?.length ?? 0) * PER_MARK;
  tokens += text.match(OTHER)?.length ?? 0;
  return Math.ceil(tokens);
}

const NOT_LATIN = /[\u0370-\u1dff\u2c00-\uffff]/;

/**
 * As many as there may be. A token is at least one byte of UTF-8, but to count each byte would put four times aside what
 * English needs: two ASCII characters to a token is what its worst material here has, times and code. Of others each byte
 * counts.
 */
export function mostTokens(text: string): number {
  const ascii = text.length - (text.match(NOT_ASCII)?.length ?? 0);
  return Math.ceil(ascii / 2 + Buffer.byteLength(text) - ascii);
}
