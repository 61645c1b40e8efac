/** Names as they are spelt on slides, for what captions and recognisers write in small letters. Pure. */
import type { PictureKind } from '../contract/content.js';

/** By the word in small letters. */
export type Spelling = ReadonlyMap<string, string>;

interface Read {
  kind: PictureKind;
  text: string;
}

const TOKEN = /[\p{L}\p{N}]+(?:[.'’#+-]+[\p{L}\p{N}]+)*[+#]*/gu;
/** `PostgreSQL`, `macOS`, `Node.js`, `OAuth2`: nobody writes a word so by its place in a line. */
const OWN_FORM = /^(?=.*\p{Ll})(?:.+\p{Lu}|\p{Lu}.*(?:\p{N}|\.\p{L}))/u;
const CAPITALISED = /^\p{Lu}\p{Ll}{2,}$/u;
/** In so many places: what stands in one may be a heading's. */
const LEAST_TIMES = 2;
/** Behind these a line begins anew. */
const BEGINS = /(?:^|[.:!?•–—|/"“„(])\s*$/u;

/** Of the words of a talk that somebody spells, more than this share begin with a capital. */
const SPELT = 0.02;

function hasCapitals(segments: readonly { text: string }[]): boolean {
  let [words, capital] = [0, 0];
  for (const { text } of segments) {
    words += text.match(/\p{L}+/gu)?.length ?? 0;
    capital += text.match(/\p{Lu}\p{L}+/gu)?.length ?? 0;
  }
  return capital > SPELT * words;
}

/**
 * Only for a talk that has no capitals of its own, as automatic captions have none. What is capitalised within a line that has small words, too, and is never written small, is a name; so is what has capitals or digits within.
 * Code has a spelling of its own, and what is spelt in two ways has none.
 */
export function spellingOn(pictures: readonly Read[], segments: readonly { text: string }[]): Spelling {
  if (hasCapitals(segments)) return new Map();
  const lines = pictures.flatMap(({ kind, text }) => (kind === 'slide' || kind === 'diagram' ? text.split('\n') : []));
  const forms = new Map<string, Set<string>>();
  const names = new Set<string>();
  const seen = new Map<string, number>();
  for (const line of lines) {
    const tokens = [...line.matchAll(TOKEN)];
    const small = tokens.filter(({ 0: word }) => /^\p{Ll}{2,}$/u.test(word)).length;
    const capital = tokens.filter(({ 0: word }) => CAPITALISED.test(word)).length;
    for (const { 0: form, index } of tokens) {
      const key = form.toLowerCase();
      forms.set(key, (forms.get(key) ?? new Set<string>()).add(form));
      const within = !BEGINS.test(line.slice(0, index)) && small >= 2 * capital && CAPITALISED.test(form);
      if (form.split('-').some((part) => OWN_FORM.test(part))) names.add(key);
      else if (within) seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  for (const [key, times] of seen) if (times >= LEAST_TIMES) names.add(key);
  const spelling = new Map<string, string>();
  for (const key of names) {
    const [form, ...others] = forms.get(key) ?? [];
    if (form !== undefined && others.length === 0) spelling.set(key, form);
  }
  return spelling;
}

/** Words that stand there in small letters as they are spelt on slides; all else, and code, stays. */
export const spelt = (text: string, spelling: Spelling): string =>
  spelling.size === 0
    ? text
    : text.replace(TOKEN, (word) => (word === word.toLowerCase() ? (spelling.get(word) ?? word) : word));
