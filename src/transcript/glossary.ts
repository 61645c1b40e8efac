/**
 * The names and rare words of a talk, for a recogniser that cannot know how they are written: from its title, its slides, its speakers
 * and the documents that people gave. Pure.
 */
import { clip } from '../contract/clip.js';
import type { Language } from './languages/language.js';
import { languageOf, languages } from './languages/languages.js';
import { piecesOf } from './pieces.js';
import { says, wordsOf } from './terms.js';

/** What is known of a talk before it is heard. */
export interface Known {
  title: string;
  /** BCP 47; null where nobody said. */
  language: string | null;
  /** Those whom people named. */
  speakers: string[];
  slides: string[];
  documents: string[];
}

/** What is read of all texts together, in UTF-16 code units: a book as context costs no more than a paper. */
const MOST_READ = 400_000;
/** Of these, so many tell the language. */
const SAMPLE = 20_000;
const LONGEST_TERM = 40;
/** Letters of a word that is rare enough to be told, where a text has it again and again. */
const RARE = { letters: 7, times: 3 };
/** From this share of capital letters on, a line is a heading, whose capitals say nothing. */
const HEADING = 0.6;
/** What Japanese has from other languages. */
const KATAKANA = /^[\p{Script=Katakana}ー]{3,}$/u;
/** As programs and products are written: `TypeScript`, `k8s`, `HTTP/2`, `git-bisect`, `NestJS`. */
const UNUSUAL = /\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}|^\p{Lu}{2,}s?$|\p{L}[._/-]\p{L}/u;
const TOKEN = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|[._/’'-](?=[\p{L}\p{N}]))*[+#]*/gu;

/** Which words are told first. */
const WEIGHTS = { unusual: 3, name: 2, rare: 1 };
/** A word of a slide will be said; one of a document perhaps. */
const SLIDE = 3;

interface Candidate {
  term: string;
  kind: keyof typeof WEIGHTS;
  seen: number;
}

/**
 * The terms, those that matter most first, as many as `fits` takes of them together. `fits`: whether a list of so many is short enough.
 */
export function glossaryOf(known: Known, fits: (terms: string[]) => boolean): string[] {
  const terms: string[] = [];
  for (const term of [...known.speakers, ...ranked(known)]) {
    if (terms.some((other) => sameWord(other, term))) continue;
    if (!fits([...terms, term])) break;
    terms.push(term);
  }
  return terms;
}

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function ranked({ title, language, slides, documents }: Known): string[] {
  const sources = [
    { text: title, weight: 2 * SLIDE },
    ...slides.map((text) => ({ text, weight: SLIDE })),
    ...documents.map((text) => ({ text, weight: 1 })),
  ];
  const own = languageOf(
    language,
    language === null ? wordsOf(clip(sources.map(({ text }) => text).join('\n'), SAMPLE)) : [],
  );
  const found = new Map<string, Candidate>();
  let left = MOST_READ;
  for (const { text, weight } of sources) {
    const begin = clip(text, left);
    left -= begin.length;
    for (const line of begin.split('\n')) {
      for (const { term, kind } of termsIn(line, own)) add(found, { term, kind, seen: weight });
    }
    if (left <= 0) break;
  }
  const worth = ({ kind, seen }: Candidate): number => WEIGHTS[kind] * (1 + Math.log2(seen));
  return [...found.values()]
    .filter(({ kind, seen }) => kind !== 'rare' || seen >= RARE.times)
    .toSorted((a, b) => worth(b) - worth(a))
    .map(({ term }) => term);
}

type Term = Pick<Candidate, 'term' | 'kind'>;

function termsIn(line: string, language: Language): Term[] {
  const words = [...line.matchAll(TOKEN)].map(({ 0: term, index }) => ({ term, index }));
  const capitals = words.filter(({ term }) => /^\p{Lu}/u.test(term)).length;
  const heading = words.length > 1 && capitals / words.length >= HEADING;
  // In German every noun has a capital letter.
  const capitalsTell = !heading && language !== languages.de;
  const terms: (Term & { end: number })[] = [];
  for (const { term, index } of words) {
    const begins = index === 0 || /[.!?:;•–—*#>"“„(]\s*$/u.test(line.slice(0, index));
    const kind = says(term.toLowerCase(), language) ? kindOf(term, capitalsTell && !begins) : null;
    if (!kind || term.length > LONGEST_TERM) continue;
    const before = terms.at(-1);
    // The names of a person are one.
    if (kind === 'name' && before?.kind === 'name' && before.end + 1 === index) before.term += ` ${term}`;
    else terms.push({ term, kind, end: 0 });
    Object.assign(terms.at(-1) ?? {}, { end: index + term.length });
  }
  return [...terms, ...katakanaIn(line)];
}

const katakanaIn = (line: string): Term[] =>
  /\p{Script=Katakana}/u.test(line)
    ? [...piecesOf('word', line)].flatMap(({ text }) => (KATAKANA.test(text) ? [{ term: text, kind: 'name' }] : []))
    : [];

function kindOf(term: string, capitalTells: boolean): Candidate['kind'] | null {
  if (UNUSUAL.test(term)) return 'unusual';
  if (capitalTells && /^\p{Lu}\p{Ll}/u.test(term)) return 'name';
  return term.length >= RARE.letters ? 'rare' : null;
}

function add(found: Map<string, Candidate>, { term, kind, seen }: Candidate): void {
  const key = term.toLowerCase();
  const before = found.get(key);
  if (!before) return void found.set(key, { term, kind, seen });
  before.seen += seen;
  if (WEIGHTS[kind] > WEIGHTS[before.kind]) Object.assign(before, { term, kind });
}
