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
/** Behind these a line begins anew. */
const BEGINS = /(?:^|[.:!?•–—|/"“„(])\s*$/u;

/**
 * What is capitalised within a line that has small words, too, and is never written small, is a name; so is what has capitals or digits within.
 * Code has a spelling of its own, and what is spelt in two ways has none.
 */
export function spellingOn(pictures: readonly Read[]): Spelling {
  const lines = pictures.flatMap(({ kind, text }) => (kind === 'slide' || kind === 'diagram' ? text.split('\n') : []));
  const forms = new Map<string, Set<string>>();
  const names = new Set<string>();
  for (const line of lines) {
    const tokens = [...line.matchAll(TOKEN)];
    const small = tokens.filter(({ 0: word }) => /^\p{Ll}{2,}$/u.test(word)).length;
    const capital = tokens.filter(({ 0: word }) => CAPITALISED.test(word)).length;
    for (const { 0: form, index } of tokens) {
      const key = form.toLowerCase();
      forms.set(key, (forms.get(key) ?? new Set<string>()).add(form));
      const within = !BEGINS.test(line.slice(0, index)) && small >= capital && CAPITALISED.test(form);
      if (within || OWN_FORM.test(form)) names.add(key);
    }
  }
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
