/**
 * What a stretch of a talk is about, as a phrase of its own words: runs of words that are no function words (`pre-commit hook`,
 * `historia del ferrocarril`), of which it has more than the rest of the talk. After K. Frantzi, S. Ananiadou and
 * H. Mima, "Automatic Recognition of Multi-Word Terms: the C-value/NC-value method", 2000.
 */
import { clip } from '../contract/clip.js';
import type { Language } from './languages/language.js';
import { piecesOf } from './pieces.js';
import { says, stem } from './terms.js';

/** A phrase of at most so many words that say something, and of so many characters. */
const MOST_WORDS = 3;
const LONGEST = 48;
/** Between the words of a phrase: a blank, or what ties a word together. */
const TIES = /^(?:\s+|[-’'/]|)$/u;
const LONG_ENOUGH = 3;

interface Token {
  text: string;
  at: number;
  end: number;
  says: boolean;
  links: boolean;
}

/** A phrase as it stands in the text; `key` is the same for all its forms. */
interface Phrase {
  key: string;
  text: string;
  at: number;
  size: number;
}

/** The best phrase for each part of a text, or null where none stands out. `starts`: where the parts begin, ascending from 0. */
export function tellingPhrases(text: string, starts: number[], language: Language): (string | null)[] {
  const phrases = phrasesOf(tokensOf(text, language), text);
  const total = new Map<string, number>();
  for (const { key } of phrases) total.set(key, (total.get(key) ?? 0) + 1);
  const parts = starts.map((): Phrase[] => []);
  let part = 0;
  for (const phrase of phrases) {
    while ((starts[part + 1] ?? Infinity) <= phrase.at) part++;
    parts[part]?.push(phrase);
  }
  const length = Math.max(1, text.length);
  return parts.map((own, i) => best(own, total, ((starts[i + 1] ?? length) - (starts[i] ?? 0)) / length));
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
    });
  }
  return tokens;
}

/** All phrases, in the order of their last words: one word, or several with at most two links between two of them. */
function phrasesOf(tokens: Token[], text: string): Phrase[] {
  const phrases: Phrase[] = [];
  for (const [i, first] of tokens.entries()) {
    if (!first.says) continue;
    let key = '';
    let size = 0;
    let links = 0;
    for (let j = i; j < tokens.length; j++) {
      const token = tokens[j];
      if (!token || (j > i && !TIES.test(text.slice(tokens[j - 1]?.end ?? 0, token.at)))) break;
      if (!token.says) {
        if (!token.links || ++links > 2) break;
        continue;
      }
      links = 0;
      key += `${stem(token.text.toLowerCase())} `;
      size++;
      if (token.end - first.at > LONGEST) break;
      phrases.push({ key, text: text.slice(first.at, token.end), at: first.at, size });
      if (size === MOST_WORDS) break;
    }
  }
  return phrases;
}

interface Counted extends Phrase {
  count: number;
  forms: Map<string, number>;
}

function best(own: Phrase[], total: Map<string, number>, share: number): string | null {
  const counted = new Map<string, Counted>();
  for (const phrase of own) {
    const entry = counted.get(phrase.key) ?? { ...phrase, count: 0, forms: new Map<string, number>() };
    entry.count++;
    entry.forms.set(phrase.text, (entry.forms.get(phrase.text) ?? 0) + 1);
    counted.set(phrase.key, entry);
  }
  const longest = Math.max(0, ...[...counted.values()].map(({ count }) => count));
  let [top, most] = [null as Counted | null, 0];
  for (const entry of counted.values()) {
    if (entry.count < 2 || [...entry.text].length < LONG_ENOUGH) continue;
    const expected = (total.get(entry.key) ?? 0) * share;
    const telling = Math.log((entry.count + 0.5) / (expected + 0.5));
    const often = Math.log(1 + entry.count) / Math.log(1 + longest);
    const value = often * telling * (1 + 0.4 * (entry.size - 1));
    if (value > most) [top, most] = [entry, value];
  }
  return top && commonest(top.forms);
}

/** The form that is used most, and of those the first. */
function commonest(forms: Map<string, number>): string | null {
  return [...forms].reduce<[string, number] | null>((a, b) => (a && a[1] >= b[1] ? a : b), null)?.[0] ?? null;
}

/** Words that tie a name together, as others may only do where sentences have stops. */
const GENITIVE = /^(?:of|de|du|do|da|dos|das|del|der|di|von|van|の)$/u;
/** Without stops nobody knows where a name ends. In words that say something. */
const MOST_WITHOUT_STOPS = 2;

/**
 * The name that a text begins with, up to where something else follows: `database indexes an index is` begins with
 * `database indexes`. Null where none stands there.
 */
export function leadingName(text: string, language: Language, punctuated: boolean): string | null {
  const tokens = tokensOf(clip(text, 160), language);
  const most = punctuated ? MOST_WORDS + 1 : MOST_WITHOUT_STOPS;
  let [from, to, size] = [-1, -1, 0];
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    const lower = token.text.toLowerCase();
    const article = language.articles.has(lower);
    if (i > 0 && !TIES.test(text.slice(previous?.end ?? 0, token.at))) break;
    if (token.end - Math.max(0, from) > LONGEST || size === most) break;
    // Without stops, an article behind a word that says something begins another name.
    if (!punctuated && article && previous?.says && !GENITIVE.test(lower)) break;
    if (!token.says && !token.links && !article) break;
    if (!token.says && size > 0 && !punctuated && !article && !GENITIVE.test(lower)) break;
    if (from < 0) from = token.at;
    if (token.says) {
      to = token.end;
      size++;
    }
  }
  return to < 0 ? null : text.slice(from, to);
}
