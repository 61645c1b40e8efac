/**
 * What the server says in English, in the language of the page. The block `said` of en.json has its sentences, letter by letter, with places
 * for what is put in; the same names in another language say the same. What is not there stays as the server says it.
 */
import en from './en.json';
import { language, words } from './words.js';

const PLACE = /\{\{(\w+)(?:, number)?\}\}/g;
/** Longer texts are nobody's sentence. In characters. */
const LONGEST = 2_000;

interface Template {
  /** In the words' files. */
  name: string;
  pattern: RegExp;
}

let compiled: readonly Template[] | undefined;

/** Those with the most words of their own first: others would take their words for a value. */
function templates(): readonly Template[] {
  compiled ??= Object.entries(en.said)
    .toSorted(([, a], [, b]) => b.replace(PLACE, '').length - a.replace(PLACE, '').length)
    .map(([name, text]) => ({ name: name.replace(/_(?:one|other)$/, ''), pattern: patternOf(text) }));
  return compiled;
}

function patternOf(text: string): RegExp {
  const pieces = text.split(PLACE).map((piece, i) => {
    if (i % 2 === 0) return piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return `(?<${piece}>${piece === 'count' ? '[\\d,]+' : '.+?'})`;
  });
  return new RegExp(`^${pieces.join('')}$`, 'su');
}

/** Answers what it is given where the page is in English, or has no words for it. */
export function said(text: string): string {
  if (language() === 'en' || text === '' || text.length > LONGEST) return text;
  return (
    whole(text) ??
    text
      .split('; ')
      .map((piece) => whole(piece) ?? piece)
      .join('; ')
  );
}

function whole(text: string): string | null {
  for (const { name, pattern } of templates()) {
    const values = pattern.exec(text)?.groups;
    if (values === undefined && !pattern.test(text)) continue;
    const put = Object.fromEntries(
      Object.entries(values ?? {}).map(([place, value]) => [place, valueOf(place, value)]),
    );
    return say(`said.${name}`, put);
  }
  return null;
}

// Its names come from the words themselves, so no list of them is checked here.
const say = words.t as unknown as (name: string, values: Record<string, string | number>) => string;

function valueOf(place: string, value: string): string | number {
  if (place === 'count') return Number(value.replaceAll(',', ''));
  if (place === 'what') return nameOf(value);
  return place.startsWith('rest') ? said(value) : value;
}

/** What can be made, by its English name, within a sentence or not. */
function nameOf(english: string): string {
  const isIt = (name: string): boolean => name.toLowerCase() === english.toLowerCase();
  const step = Object.entries(en.task.steps).find(([, { label }]) => isIt(label))?.[0];
  if (step !== undefined) return say(`task.steps.${step}.label`, {});
  const type = Object.entries(en.types).find(([, label]) => isIt(label))?.[0];
  return type === undefined ? english : say(`types.${type}`, {});
}
