/** Names of languages in texts that people write. Pure. */

/** Those that people ask for, in which their names are known, too. */
const LANGUAGES = 'en de fr es pt it nl sv da nb fi pl cs uk ru tr el hu ro ar he hi ja ko zh'.split(' ');

/** Of each: its name in itself and in all the others, such as German, Deutsch and allemand. */
const NAMES = new Set(
  LANGUAGES.flatMap((reader) => {
    const names = new Intl.DisplayNames(reader, { type: 'language', fallback: 'none' });
    return LANGUAGES.flatMap((language) => names.of(language)?.toLowerCase() ?? []);
  }),
);

/** Scripts without blanks between words. */
const UNSPACED = [...NAMES].filter((name) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(name));

/** Whether a text names a language, which it then may ask for. */
export function namesLanguage(text: string): boolean {
  const small = text.toLowerCase();
  const words = small.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => NAMES.has(word)) || UNSPACED.some((name) => small.includes(name));
}
