/** What people type into the search: words, "phrases", -without, this OR that. Anything at all is a query. Pure. */
import { clip } from '../contract/clip.js';
import { folded, wordsOf } from './tokenizer.js';

/** Words that stand side by side; one word mostly. */
export interface Term {
  words: string[];
  /** True when the last word may be incomplete: it is still being typed. */
  prefix: boolean;
}

export interface Query {
  /** Of each list at least one term must occur. Empty: nothing is searched. */
  all: Term[][];
  none: Term[];
}

/** PostgreSQL takes no longer words, and nobody types one. */
const LONGEST_WORD = 100;
/** A shorter prefix would match nearly everything. */
const SHORTEST_PREFIX = 2;

/** An open quotation mark closes at the end. */
const TOKEN = /(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))/g;

export function parseQuery(typed: string): Query {
  const query: Query = { all: [], none: [] };
  const tokens = [...typed.matchAll(TOKEN)];
  let or = false;
  for (const [i, [, minus, phrase, word = '']] of tokens.entries()) {
    if (word === 'OR' && query.all.length > 0) {
      or = true;
      continue;
    }
    const typing = phrase === undefined && minus === '' && i === tokens.length - 1;
    const term = termOf(phrase ?? word, typing);
    if (!term) continue;
    const before = query.all.at(-1);
    if (minus) query.none.push(term);
    else if (or && before) before.push(term);
    else query.all.push([term]);
    or = false;
  }
  return query;
}

function termOf(text: string, typing: boolean): Term | null {
  const words = wordsOf(text)
    .map((word) => word.text)
    .filter(({ length }) => length <= LONGEST_WORD);
  const last = words.at(-1);
  return last === undefined ? null : { words, prefix: typing && last.length >= SHORTEST_PREFIX };
}

/** In the language of PostgreSQL's `to_tsquery`, each word in this form. Words are letters and digits, so nothing needs escaping. */
export function toTsquery({ all, none }: Query, form: (word: string) => string): string {
  const one = ({ words, prefix }: Term): string => {
    const quoted = words.map((word) => `'${clip(form(word), LONGEST_WORD)}'`);
    return `(${quoted.join(' <-> ')}${prefix ? ':*' : ''})`;
  };
  const wanted = all.map((terms) => `(${terms.map(one).join(' | ')})`);
  return [...wanted, ...none.map((term) => `!${one(term)}`)].join(' & ');
}

/** A query for any of these words, as they are written. */
export const anyOf = (texts: string[]): Query => ({
  all: [[...new Set(texts.flatMap((text) => wordsOf(text).map(({ text: word }) => folded(word))))]]
    .map((words) => words.filter(({ length }) => length <= LONGEST_WORD))
    .map((words) => words.map((word) => ({ words: [word], prefix: false })))
    .filter(({ length }) => length > 0),
  none: [],
});
