/**
 * Sentences as they can be read outside of the talk: without hesitations and what ties them to the one before, and only those
 * whose words say what they are about. Pure. What is known of a language stands in src/transcript/languages.
 */
import { clip } from '../contract/clip.js';
import { isPunctuated } from '../transcript/boundaries.js';
import { patternsOf } from '../transcript/announcements.js';
import type { Language, Prose } from '../transcript/languages/language.js';
import type { NamedSegment } from '../transcript/speakers.js';
import { sentencesOf, stretchesOf } from '../transcript/sentences.js';
import { says, termsOf, wordsOf } from '../transcript/terms.js';
import { isLeadIn } from '../transcript/titles.js';
import type { SpokenSentence } from '../transcript/unpunctuated.js';
import { sentencesWithoutStops } from '../transcript/unpunctuated.js';
import { countOf } from './counting.js';

/** A sentence of the talk as it is to be read; `text` is changed at its edges at most. */
export interface ReadableSentence extends SpokenSentence {
  /** Its number among all sentences of the talk. */
  place: number;
  /** It says what it is about, and could be quoted alone. Otherwise it leans on what is at hand, such as `this page`. */
  stands: boolean;
  /** It is as it was said. */
  whole: boolean;
  /** As it was said. */
  said: string;
  /** How many sentences of the talk begin with the same words, have the same ones in a row, or differ in their telling words only. */
  alike: number;
  /** What another person asked right before this one began to speak, where that can be read alone. */
  asked?: Question;
}

/** `to`: the name of who answers it, if it is known. */
export type Question = ReadableSentence & { to?: string };

/** In words, and in characters for languages without blanks. */
const FEWEST_WORDS = 5;
const MOST_WORDS = 45;
const FEWEST_CHARACTERS = 12;
const MOST_CHARACTERS = 130;
const FEWEST_TERMS = 2;
/** Of a question. In words, and in characters for languages without blanks. */
const SHORTEST_QUESTION = { words: 4, characters: 8 };
/** What is said so long behind a question answers it no more. */
const ANSWER_MS = 90_000;
/** So many telling words before a pronoun may be what it stands for. */
const TERMS_BEFORE_PRONOUN = 2;

/** In letters; and in words, for which this much is looked at. */
const OPENING = 16;
const BEGINNING = 3;
const LONG_BEGINNING = 80;
/** In words that do not tell. */
const FRAME = 4;

const END = /[.!?…。！？؟।]["'”’»)\]]*$/u;
const QUESTION = /[?？؟]["'”’»)\]]*$/u;

/** Nobody reads a longer sentence, and none is looked through. In UTF-16 code units. */
const LONGEST = 600;

/** What was said, sentence by sentence, as it can be read: without what is said to the room only, questions and scraps. */
export function readableSentences(segments: NamedSegment[], language: Language): ReadableSentence[] {
  const spoken = segments.filter(({ text }) => text.trim() !== '');
  const punctuated = isPunctuated(spoken);
  const sentences = punctuated
    ? sentencesOf(spoken).map((sentence): SpokenSentence => ({ ...sentence, sureness: 1, apart: true }))
    : stretchesOf(spoken).flatMap((stretch) => sentencesWithoutStops(stretch, language));
  const often = saidOften(sentences);
  const alikes = [
    (text: string) => [openingOf(text)],
    (text: string) => [beginningOf(text)],
    (text: string) => [frameOf(text, language)],
    turnsOf,
  ].map((signsOf) => timesOfEach(sentences.map(({ text }) => signsOf(text))));
  const questions = questionsBefore(sentences, language);
  return sentences.flatMap((sentence, place) => {
    const alike = Math.max(...alikes.map((times) => times[place] ?? 0));
    const asked = questions[place];
    const placed = { ...sentence, place, alike, ...(asked && { asked }) };
    return often.has(keyOf(sentence.text)) ? [] : (readable(placed, language, punctuated) ?? []);
  });
}

/** For each sentence what its speaker was asked, in one of the last two sentences of who spoke before; the same one for all of an answer. */
function questionsBefore(sentences: SpokenSentence[], language: Language): (Question | undefined)[] {
  let asked: Question | undefined;
  return sentences.map((sentence, place) => {
    const before = sentences[place - 1];
    const { speakerName: to } = sentence;
    if (before?.speakerName !== to) {
      const found = [place - 1, place - 2]
        .filter((at) => sentences[at]?.speakerName === before?.speakerName)
        .map((at) => question(sentences[at], at, language))
        .find((one) => one !== undefined);
      asked = found && { ...found, ...(to !== undefined && { to }) };
    }
    return asked && sentence.startMs - asked.endMs <= ANSWER_MS ? asked : undefined;
  });
}

/** As it can be read alone, if it is one that can, and is asked by somebody who is known. */
function question(said: SpokenSentence | undefined, place: number, language: Language): ReadableSentence | undefined {
  if (said?.speakerName === undefined || said.text.length > LONGEST) return undefined;
  const patterns = proseOf(language);
  const text = edges(patterns.cleaned(said.text), language);
  const { words, characters } = SHORTEST_QUESTION;
  const short = language.blanks ? wordsOf(text).length < words : text.length < characters;
  if (short || !QUESTION.test(text) || termsOf(text, language).length === 0) return undefined;
  // `Who` and `which` refer back, unless they ask.
  if (patterns.refersBack.test(text) && !patterns.asks.test(text)) return undefined;
  if ([patterns.staging, patterns.room, patterns.deictics].some((one) => one.test(text))) return undefined;
  if (pointsNowhere(text, language)) return undefined;
  return { ...said, text, said: said.text, place, alike: 1, stands: true, whole: keyOf(text) === keyOf(said.text) };
}

/** For comparing sentences: letters and digits only. */
export const keyOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '');

/** What is said again and again is a habit of the speaker, or the room's, and not what the talk is about. */
function saidOften(sentences: SpokenSentence[]): Set<string> {
  const seen = new Set<string>();
  return new Set(sentences.map(({ text }) => keyOf(text)).filter((key) => seen.has(key) || !seen.add(key)));
}

/** By its beginning a turn of speech is known again: `A typical mistake is to …`. */
const openingOf = (text: string): string => clip(keyOf(text), OPENING);

/** The same where the words are short, and another name follows soon: `The trick is …`. */
export const beginningOf = (text: string): string => wordsOf(clip(text, LONG_BEGINNING)).slice(0, BEGINNING).join(' ');

/** In words: so many in a row that two sentences share are a turn of speech. */
const TURN = 5;

/** All runs of so many words: `you can finally get rid`. Where no blanks part the words, endings of verbs alone are as long. */
export function turnsOf(text: string): string[] {
  const words = text.includes(' ') ? wordsOf(text) : [];
  return words.slice(0, Math.max(0, words.length - TURN + 1)).map((_, i) => words.slice(i, i + TURN).join(' '));
}

/** For the signs of each sentence how many sentences have the commonest of them; an empty one is none. */
function timesOfEach(signs: string[][]): number[] {
  const own = signs.map((some) => [...new Set(some)].filter((sign) => sign !== ''));
  const counts = countOf(own.flat());
  return own.map((some) => Math.max(0, ...some.map((sign) => counts.get(sign) ?? 0)));
}

/** What is left of it without the words that tell: `with … in place you can finally get rid of …`. Empty where that is little. */
function frameOf(text: string, language: Language): string {
  const words = wordsOf(text).filter((word) => !says(word, language) && !language.articles.has(word));
  return words.length < FRAME ? '' : words.join(' ');
}

function readable(
  sentence: SpokenSentence & Pick<ReadableSentence, 'place' | 'alike'>,
  language: Language,
  punctuated: boolean,
): ReadableSentence | null {
  const patterns = proseOf(language);
  if (sentence.text.length > LONGEST || (punctuated && !END.test(sentence.text))) return null;
  const said = punctuated ? sentence.text : patterns.withCapitals(sentence.text);
  const text = edges(patterns.cleaned(said), language);
  if (isScrap(text, language) || QUESTION.test(text) || (!punctuated && patterns.asks.test(text))) return null;
  if (isLeadIn(text) || patternsOf(language).announced.test(text)) return null;
  if (patterns.refersBack.test(text) || patterns.staging.test(text)) return null;
  const stands = !patterns.deictics.test(text) && !pointsNowhere(text, language);
  return { ...sentence, text, said, stands, whole: keyOf(text) === keyOf(said) };
}

/** With a capital letter at its beginning, and a stop at its end. */
function edges(text: string, { blanks }: Language): string {
  const first = [...text][0] ?? '';
  const capital = first.toLocaleUpperCase() + text.slice(first.length);
  return END.test(capital) || capital === ''
    ? capital
    : `${capital.replace(/[\s,;:–—、，-]+$/u, '')}${blanks ? '.' : '。'}`;
}

function isScrap(text: string, language: Language): boolean {
  const words = wordsOf(text).length;
  const short = language.blanks ? words < FEWEST_WORDS : text.length < FEWEST_CHARACTERS;
  const long = language.blanks ? words > MOST_WORDS : text.length > MOST_CHARACTERS;
  return short || long || new Set(termsOf(text, language)).size < FEWEST_TERMS;
}

/** Whether a pronoun comes before what it could stand for. */
function pointsNowhere(text: string, language: Language): boolean {
  const at = text.search(proseOf(language).pronouns);
  return at >= 0 && new Set(termsOf(text.slice(0, at), language)).size < TERMS_BEFORE_PRONOUN;
}

interface Patterns {
  cleaned: (text: string) => string;
  refersBack: RegExp;
  staging: RegExp;
  /** At the start, behind what leads to it. */
  room: RegExp;
  deictics: RegExp;
  pronouns: RegExp;
  asks: RegExp;
  defines: RegExp;
  withCapitals: (text: string) => string;
}

const made = new WeakMap<Prose, Patterns>();

/** The patterns of a language; made once. */
export function proseOf(language: Language): Patterns {
  const patterns = made.get(language.prose) ?? patternsFor(language);
  made.set(language.prose, patterns);
  return patterns;
}

function patternsFor({ prose, blanks }: Language): Patterns {
  const [start, end] = blanks ? ['(?<![\\p{L}\\p{M}])', '(?![\\p{L}\\p{M}])'] : ['', ''];
  const gap = blanks ? '[\\s,;:–—-]+' : '[\\s、，]*';
  const leads = new RegExp(`^(?:(?:${prose.leads}|${prose.hesitations})${end}${gap}|${prose.asides},\\s*)+`, 'iu');
  const hesitations = new RegExp(`,?\\s*${start}${prose.hesitations}${end},?`, 'giu');
  const asides = new RegExp(`[,、]\\s*${prose.asides}\\s*[,、]`, 'giu');
  const tags = new RegExp(`,\\s*${prose.tags}\\s*[?.!]*$`, 'iu');
  const capitals = prose.capitals && new RegExp(`${start}${prose.capitals}${end}`, 'gu');
  return {
    cleaned: (text) =>
      text
        .replace(/\s+/g, ' ')
        .replace(hesitations, '')
        .replace(asides, '')
        .replace(tags, '.')
        .trim()
        .replace(leads, '')
        .trim(),
    refersBack: new RegExp(`^\\P{L}*${prose.refersBack}${end}`, 'iu'),
    room: new RegExp(`^\\P{L}*(?:(?:${prose.leads})${end}${gap})*(?:${prose.room})`, 'iu'),
    staging: new RegExp(`${start}${prose.staging}${end}`, 'iu'),
    deictics: new RegExp(`${start}${prose.deictics}${end}`, 'iu'),
    pronouns: new RegExp(`${start}${prose.pronouns}${end}`, 'iu'),
    asks: new RegExp(`^\\P{L}*${prose.asks}${end}`, 'iu'),
    defines: new RegExp(`${start}${prose.defines}`, 'iu'),
    withCapitals: (text) => (capitals ? text.replace(capitals, (word) => word.toLocaleUpperCase()) : text),
  };
}
