/** The snippet of a found passage: some text around the matches, and where they are. Pure. */
import type { SearchHit } from '../contract/search.js';
import type { Query, Term } from './query.js';
import type { Word } from './tokenizer.js';
import { folded, wordsOf } from './tokenizer.js';

/** The stems of a word, by the passage's language; none for a stop word. */
export type StemsOf = (word: string) => readonly string[];

interface Range {
  start: number;
  end: number;
}

export interface Snippet {
  snippet: string;
  marks: SearchHit['marks'];
  /** Where in the passage the snippet's first mark is; where the snippet begins when nothing is marked. */
  offset: number;
}

const SNIPPET_CHARS = 240;
/** This many characters come before the first mark. */
const BEFORE = 60;

export function snippetOf(text: string, query: Query, stemsOf: StemsOf): Snippet {
  const ranges = rangesOf(text, query, stemsOf);
  const first = densest(ranges);
  const offset = first?.start ?? 0;
  const from = text.length <= SNIPPET_CHARS || offset <= BEFORE ? 0 : wordStart(text, offset - BEFORE);
  const to = wordEnd(text, from + SNIPPET_CHARS);
  const before = from > 0 ? '… ' : '';
  const shift = before.length - from;
  const marks = ranges
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => ({ start: start + shift, end: end + shift }));
  const snippet = before + text.slice(from, to).replace(/\s/g, ' ') + (to < text.length ? ' …' : '');
  return { snippet, marks, offset };
}

/** All matches, ascending, joined where they overlap. */
function rangesOf(text: string, { all }: Query, stemsOf: StemsOf): Range[] {
  const words = wordsOf(text);
  const found = all.flat().flatMap((term) =>
    words.flatMap((_, i) => {
      const [first, last] = [words[i], words[i + term.words.length - 1]];
      return first && last && standsAt(words, i, term, stemsOf) ? [{ start: first.start, end: last.end }] : [];
    }),
  );
  const ranges: Range[] = [];
  for (const range of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = ranges.at(-1);
    if (before && range.start < before.end) before.end = Math.max(before.end, range.end);
    else ranges.push(range);
  }
  return ranges;
}

function standsAt(words: Word[], at: number, { words: wanted, prefix }: Term, stemsOf: StemsOf): boolean {
  return wanted.every((word, i) => {
    const here = words[at + i]?.text;
    if (here === undefined) return false;
    if (folded(here) === folded(word)) return true;
    if (prefix && i === wanted.length - 1 && folded(here).startsWith(folded(word))) return true;
    const stems = stemsOf(word);
    return stemsOf(here).some((stem) => stems.includes(stem));
  });
}

/** The match from which a snippet shows the most others; the first of several. */
function densest(ranges: Range[]): Range | undefined {
  const within = ({ start }: Range): number =>
    ranges.filter((other) => other.start >= start && other.end <= start + SNIPPET_CHARS - BEFORE).length;
  return ranges.reduce<Range | undefined>(
    (best, range) => (best === undefined || within(range) > within(best) ? range : best),
    undefined,
  );
}

/** The next start of a word; the position itself where a text has no spaces. */
function wordStart(text: string, at: number): number {
  const blank = text.slice(at, at + BEFORE).search(/\s/);
  return blank === -1 ? whole(text, at) : at + blank + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const blank = text.slice(0, at).search(/\s\S*$/);
  return blank > at - BEFORE ? blank : whole(text, at);
}

/** Moves a position that is within a character to its start. */
const whole = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);
