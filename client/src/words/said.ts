/**
 * What the server says in English, in the language of the page. said.en.json has its sentences, letter by letter, with places for what is
 * put in; the block `said` of another language says the same by the same names. What is not there stays as the server says it.
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

let sentences: Record<string, string> = {};
let compiled: readonly Template[] | undefined;

/** A page in English needs none of them. Without the file, as after a lost line, everything stays as the server says it. */
export async function openSaid(): Promise<void> {
  if (language() === 'en') return;
  try {
    sentences = (await import('./said.en.json')).default;
    compiled = undefined;
  } catch (error) {
    console.error(error);
  }
}

/** Those with the most words of their own first: others would take their words for a value. */
function templates(): readonly Template[] {
  compiled ??= Object.entries(sentences)
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
      .map((piece) => whole(piece) ?? sentenceBySentence(piece))
      .join('; ')
  );
}

/** Where one sentence ends and another begins. */
const BETWEEN = /(?<=[.!?]) (?=[\p{Lu}“])/u;

/** As many of them as this may have one entry together. */
const MOST_TOGETHER = 4;

/** Where the whole has no entry, its parts may. */
function sentenceBySentence(text: string): string {
  const sentences = text.split(BETWEEN);
  const translated: string[] = [];
  while (sentences.length > 0) {
    let many = Math.min(sentences.length, MOST_TOGETHER);
    while (many > 1 && whole(sentences.slice(0, many).join(' ')) === null) many -= 1;
    const together = sentences.splice(0, many).join(' ');
    translated.push(whole(together) ?? together);
  }
  return translated.join(' ');
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

/** As the server writes a number of four digits or more. */
const LONG_NUMBER = /^\d{1,3}(?:,\d{3})+$/;

function valueOf(place: string, value: string): string | number {
  const number = Number(value.replaceAll(',', ''));
  if (place === 'count') return number;
  if (LONG_NUMBER.test(value)) return number.toLocaleString(language());
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
