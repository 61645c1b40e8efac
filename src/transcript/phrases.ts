/**
 * What a stretch of a talk is about, as a phrase of its own words: runs of words that are no function words (`pre-commit hook`,
 * `historia del ferrocarril`), of which it has more than the rest of the talk. After K. Frantzi, S. Ananiadou and
 * H. Mima, "Automatic Recognition of Multi-Word Terms: the C-value/NC-value method", 2000.
 */
import { clip } from '../contract/clip.js';
import type { Language } from './languages/language.js';
import { piecesOf } from './pieces.js';
import { says, stem, wordsOf } from './terms.js';

/** A phrase of at most so many words that say something, and of so many characters. */
const MOST_WORDS = 3;
const LONGEST = 48;
/** Between the words of a phrase: a blank, or what ties a word together. */
const TIES = /^(?:\s+|[-’'/]|)$/u;
const HYPHEN = /^[-’'/]$/u;
const LONG_ENOUGH = 3;

/** As if the text were such a part of a longer one. */
const ALONE = 0.25;

interface Token {
  text: string;
  at: number;
  end: number;
  says: boolean;
  links: boolean;
  /** It says little by itself, and may be part of a name. */
  weak: boolean;
}

/** A phrase as it stands in the text; `key` is the same for all its forms. */
interface Phrase {
  key: string;
  text: string;
  at: number;
  size: number;
  /** Whether another word that says something follows at once, so that this one may only qualify it. */
  open: boolean;
  /** With the word before it that says little by itself, where one belongs to it: `second factor`. */
  qualified: string | null;
}

/**
 * The best phrase for each part of a text, or two where the best is a single word; null where none stands out. `starts`: where the
 * parts begin, ascending from 0.
 */
export function tellingPhrases(text: string, starts: number[], language: Language): (string | null)[] {
  const phrases = phrasesOf(tokensOf(text, language), text, language);
  const total = new Map<string, number>();
  for (const { key } of phrases) total.set(key, (total.get(key) ?? 0) + 1);
  const parts = starts.map((): Phrase[] => []);
  let part = 0;
  for (const phrase of phrases) {
    while ((starts[part + 1] ?? Infinity) <= phrase.at) part++;
    parts[part]?.push(phrase);
  }
  const length = Math.max(1, text.length);
  // Where nothing is known of how topics are announced, the name of an undivided talk is what is said most.
  const alone = parts.length === 1 && language.announcements.length === 0;
  const shareOf = (i: number): number => (alone ? ALONE : ((starts[i + 1] ?? length) - (starts[i] ?? 0)) / length);
  return parts.map((own, i) => best(own, total, shareOf(i), language));
}

function tokensOf(text: string, language: Language): Token[] {
  const tokens: Token[] = [];
  for (const { text: word, index, isWordLike } of piecesOf('word', text)) {
    if (!isWordLike) continue;
    const lower = word.toLowerCase();
    const telling = says(lower, language) || (/^\p{L}$/u.test(word) && word !== lower);
    tokens.push({
      text: word,
      at: index,
      end: index + word.length,
      says: telling,
      links: language.links.has(lower),
      weak: !telling && language.weak.has(lower),
    });
  }
  return tokens;
}

/** All phrases, in the order of their last words: one word, or several with at most two links between two of them. */
function phrasesOf(tokens: Token[], text: string, { blanks }: Language): Phrase[] {
  const phrases: Phrase[] = [];
  const tied = (i: number): boolean => TIES.test(text.slice(tokens[i - 1]?.end ?? 0, tokens[i]?.at ?? 0));
  for (const [i, first] of tokens.entries()) {
    if (!first.says) continue;
    const from = hyphenedStart(tokens, i, text);
    const before =
      blanks && from === first.at && isQualified(tokens, i, tied) ? hyphenedStart(tokens, i - 1, text) : -1;
    let key = '';
    let size = 0;
    let links = 0;
    for (let j = i; j < tokens.length; j++) {
      const token = tokens[j];
      if (!token || (j > i && !tied(j))) break;
      if (!token.says) {
        if (!token.links || ++links > 2) break;
        continue;
      }
      links = 0;
      key += `${stem(token.text.toLowerCase())} `;
      size++;
      if (token.end - from > LONGEST) break;
      const open = j + 1 < tokens.length && tied(j + 1) && (tokens[j + 1]?.says ?? false);
      const end = hyphenedEnd(tokens, j, text);
      const qualified = before < 0 ? null : text.slice(before, end);
      phrases.push({ key, text: text.slice(from, end), at: first.at, size, open, qualified });
      if (size === MOST_WORDS) break;
    }
  }
  return phrases;
}

const isQualified = (tokens: Token[], i: number, tied: (i: number) => boolean): boolean =>
  i > 0 && (tokens[i - 1]?.weak ?? false) && tied(i);

/** Where the first of the words begins that hyphens tie to this one. */
function hyphenedStart(tokens: Token[], i: number, text: string): number {
  let first = i;
  while (first > 0 && HYPHEN.test(text.slice(tokens[first - 1]?.end ?? 0, tokens[first]?.at ?? 0))) first--;
  return tokens[first]?.at ?? 0;
}

/** Where the last of the words ends that hyphens tie to this one. */
function hyphenedEnd(tokens: Token[], i: number, text: string): number {
  let last = i;
  while (HYPHEN.test(text.slice(tokens[last]?.end ?? 0, tokens[last + 1]?.at ?? 0))) last++;
  return tokens[last]?.end ?? 0;
}

interface Counted extends Phrase {
  count: number;
  forms: Map<string, number>;
  /** Those behind which nothing follows that the word could qualify: of `flaky tests` and `test data` only the first. */
  closed: Map<string, number>;
  qualifiedForms: Map<string, number>;
  /** Of the chapter's thirds those in which it is said. */
  thirds: Set<number>;
}

interface Valued {
  entry: Counted;
  value: number;
}

function best(own: Phrase[], total: Map<string, number>, share: number, language: Language): string | null {
  const counted = countedOf(own);
  const longest = Math.max(0, ...[...counted.values()].map(({ count }) => count));
  const valued = [...counted.values()]
    .filter(({ count, text }) => count >= 2 && [...text].length >= LONG_ENOUGH)
    .map((entry): Valued => {
      const expected = (total.get(entry.key) ?? 0) * share;
      const telling = Math.log((entry.count + 0.5) / (expected + 0.5));
      const often = Math.log(1 + entry.count) / Math.log(1 + longest);
      const spread = 0.7 + 0.1 * entry.thirds.size;
      return { entry, value: often * telling * spread * (1 + 0.4 * (entry.size - 1)) };
    })
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value);
  const top = valued[0];
  if (!top) return null;
  const first = wholeOf(top.entry, counted);
  const others = valued.filter(({ entry, value }) => entry.thirds.size > 1 && value >= SECOND * top.value);
  const second =
    first.size > 1
      ? undefined
      : others
          .slice(0, MOST_OTHERS)
          .map(({ entry }) => wholeOf(entry, counted))
          .find(isOther(first, language));
  return second ? tied(nameOf(first), nameOf(second), language) : nameOf(first);
}

/** The longest phrase that it is nearly always a part of: of `level` in `service level agreement` all of it. */
function wholeOf(entry: Counted, counted: Map<string, Counted>): Counted {
  const around = [...counted.values()].filter(
    ({ key, count, size }) =>
      size > entry.size && count >= WHOLE_SHARE * entry.count && count > 1 && ` ${key}`.includes(` ${entry.key}`),
  );
  return around.reduce((a, b) => (b.size > a.size ? b : a), entry);
}

const WHOLE_SHARE = 0.5;

/** Whether a phrase has no word of the family of another one, a single word. */
const isOther =
  ({ key }: Counted, { blanks }: Language) =>
  (other: Counted): boolean => {
    const name = key.trim();
    if (!blanks) return ![...name].some((letter) => other.key.includes(letter));
    const family = clip(name, FAMILY);
    return wordsOf(other.text).every((word) => clip(word, FAMILY) !== family);
  };

function tied(first: string, second: string, { and, blanks }: Language): string {
  const both = blanks ? `${first} ${and} ${second}` : `${first}${and}${second}`;
  return and === '' || both.length > LONGEST ? first : both;
}

/** A single word says little of a chapter: beside it stands the next best phrase, if it tells at least this share of what the best does. */
const SECOND = 0.6;
const MOST_OTHERS = 20;
/** In letters: words that begin alike are of one family. */
const FAMILY = 3;

function countedOf(own: Phrase[]): Map<string, Counted> {
  const counted = new Map<string, Counted>();
  const [from, to] = [own[0]?.at ?? 0, (own.at(-1)?.at ?? 0) + 1];
  for (const phrase of own) {
    const kept = counted.get(phrase.key);
    const entry = kept ?? newlyCounted(phrase);
    entry.count++;
    entry.thirds.add(Math.floor((3 * (phrase.at - from)) / (to - from)));
    count(entry.forms, phrase.text);
    if (!phrase.open) count(entry.closed, phrase.text);
    if (phrase.qualified !== null) count(entry.qualifiedForms, phrase.qualified);
    counted.set(phrase.key, entry);
  }
  return counted;
}

const newlyCounted = (phrase: Phrase): Counted => ({
  ...phrase,
  count: 0,
  forms: new Map(),
  closed: new Map(),
  qualifiedForms: new Map(),
  thirds: new Set(),
});

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** With its qualifier where it mostly has the same one. */
function nameOf({ forms, closed, qualifiedForms, text, count: all }: Counted): string {
  const qualified = commonest(qualifiedForms);
  if (qualified !== null && 2 * (qualifiedForms.get(qualified) ?? 0) > all) return qualified;
  return commonest(closed.size > 0 ? closed : forms) ?? text;
}

/** The form that is used most, and of those the first. */
function commonest(forms: Map<string, number>): string | null {
  return [...forms].reduce<[string, number] | null>((a, b) => (a && a[1] >= b[1] ? a : b), null)?.[0] ?? null;
}

/** Words that tie a name together, as others may only do where sentences have stops. */
const GENITIVE = /^(?:of|de|du|do|da|dos|das|del|der|di|von|van|の)$/u;

/**
 * The name that a text begins with, up to where something else follows: `database indexes an index is` begins with
 * `database indexes`. Null where none stands there. Without stops (`together` is given) a name goes on only with words that
 * stand together elsewhere, too.
 */
export function leadingName(text: string, language: Language, together: Together | null): string | null {
  const tokens = tokensOf(clip(text, 160), language);
  let [from, to, size] = [-1, -1, 0];
  let last: Token | null = null;
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    const lower = token.text.toLowerCase();
    const article = language.articles.has(lower);
    const between = text.slice(previous?.end ?? 0, token.at);
    const hyphened = i > 0 && HYPHEN.test(between);
    if (i > 0 && !TIES.test(between)) break;
    if (token.end - Math.max(0, from) > LONGEST || size === MOST_WORDS + 1) break;
    // Without stops, an article behind a word that says something begins another name.
    if (together && article && previous?.says && !GENITIVE.test(lower)) break;
    const belongs = token.says || hyphened || (token.weak && (!together || size === 0));
    if (!belongs && !token.links && !article) break;
    if (!belongs && size > 0 && together && !article && !GENITIVE.test(lower)) break;
    if (token.says && last && size >= MOST_WITHOUT_STOPS && together && !together(last.text, token.text)) break;
    if (token.says && last && together && !hyphened && beginsAnother(last, token, tokens[i + 1], together)) break;
    if (from < 0) from = token.at;
    if (!belongs) continue;
    if (token.says) last = token;
    // What says little ends a name, and makes none.
    if (last) to = token.end;
    if (token.says) size++;
  }
  return to < 0 ? null : text.slice(from, to);
}

/** Without stops: a word that is not said with the one before it elsewhere, but with the one behind it. */
const beginsAnother = (last: Token, token: Token, next: Token | undefined, together: Together): boolean =>
  !together(last.text, token.text) && next !== undefined && together(token.text, next.text);

/** Without stops nobody knows where a name ends. In words that say something. */
const MOST_WITHOUT_STOPS = 2;

/** Whether two words that say something stand one behind the other, or with links between them, more than once. */
export type Together = (first: string, second: string) => boolean;

/** What stands together in a text. */
export function togetherIn(text: string, language: Language): Together {
  const counts = new Map<string, number>();
  for (const { key, size } of phrasesOf(tokensOf(text, language), text, language))
    if (size === 2) counts.set(key, (counts.get(key) ?? 0) + 1);
  const stemmed = (word: string): string => `${stem(word.toLowerCase())} `;
  return (first, second) => (counts.get(stemmed(first) + stemmed(second)) ?? 0) > 1;
}
