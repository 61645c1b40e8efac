/** What can be drawn from somebody's earlier posts without a language model: how they write, in a sentence each. Pure. */
import { franc } from 'franc';
import { clip } from '../../contract/clip.js';
import type { Trait } from '../../contract/voice.js';
import { languageOf } from '../../transcript/languages/languages.js';
import { piecesOf } from '../../transcript/pieces.js';
import { termsAmong, wordsOf } from '../../transcript/terms.js';
import { countOf } from '../counting.js';
import { plainText } from '../plain-text.js';

/** Of each post so much is looked at: enough to hear how somebody writes, and little work, since others wait for the same thread. */
const MOST_CHARS = 4_000;
/** With fewer words nothing can be said. */
const LEAST_WORDS = 40;
const MOST_WORDS_NAMED = 8;

interface Read {
  /** As they were given, with their Markdown. */
  posts: string[];
  plain: string[];
  wordsOfEach: string[][];
  /** Of all posts together. */
  text: string;
  words: string[];
  sentences: string[];
}

/** They are no sentences. */
const HEADINGS = /^[ \t]*#{1,6}[ \t][^\n]*$/gm;

/** Empty where the posts do not tell. */
export function drawnFrom(given: readonly string[]): Record<Trait, string> {
  const posts = given.map((text) => clip(text, MOST_CHARS));
  const plain = posts.map((post) => plainText(post.replace(HEADINGS, '')));
  const text = plain.join('\n\n');
  const wordsOfEach = plain.map(wordsOf);
  const words = wordsOfEach.flat();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const sentences = lines
    .flatMap((line) => Array.from(piecesOf('sentence', line), (piece) => piece.text.trim()))
    .filter((sentence) => /\p{L}/u.test(sentence));
  const read: Read = { posts, plain, wordsOfEach, text, words, sentences };
  const says = (find: (read: Read) => string): string => (words.length < LEAST_WORDS ? '' : find(read));
  return {
    sentences: says(sentencesIn),
    person: says(personIn),
    formality: says(formalityIn),
    openings: says(openingsIn),
    layout: says(layoutIn),
    marks: says(marksIn),
    words: says(wordsIn),
  };
}

function sentencesIn({ words, sentences, plain }: Read): string {
  const average = Math.round(words.length / Math.max(1, sentences.length));
  const kind = average <= 11 ? 'Short' : average <= 19 ? 'Sentences of middle length' : 'Long';
  const blocks = plain.flatMap((text) => text.split(/\n\s*\n/)).filter((block) => block.trim() !== '');
  const each = Math.max(1, Math.round(sentences.length / Math.max(1, blocks.length)));
  const named = kind.startsWith('S') && kind !== 'Short' ? kind : `${kind} sentences`;
  return `${named}, of about ${average} words; about ${each} to a paragraph.`;
}

/** Words by which people speak of themselves and to their readers, in the languages that are told apart here. */
const PERSONS: [says: string, words: RegExp][] = [
  ['as “I”', /(?<![\p{L}’'])(?:i|my|me|ich|mein\w*|je|mon|yo|mi|eu|meu)(?!\p{L})/giu],
  ['as “we”', /(?<!\p{L})(?:we|our|us|wir|unser\w*|nous|notre|nosotros|nuestr\w*|nós|nosso\w*)(?!\p{L})/giu],
  ['to readers directly (“you”)', /(?<!\p{L})(?:you|your|du|dein\w*|ihr|vous|votre|tu|tus|usted|você\w*)(?!\p{L})/giu],
];
/** In a hundred words, so many. */
const OFTEN = 1;

const countIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function personIn({ text, words }: Read): string {
  const often = PERSONS.filter(([, pattern]) => (100 * countIn(text, pattern)) / words.length >= OFTEN);
  return often.length === 0
    ? 'Speaks neither of itself nor to readers.'
    : `Writes ${often.map(([says]) => says).join(', ')}.`;
}

const CONTRACTION = /\p{L}[’'](?:s|t|re|ve|ll|d|m)(?!\p{L})/giu;
const FORMAL_ADDRESS = /(?<=[^.!?\s]\s)(?:Sie|Ihnen|Ihre[nmrs]?)(?!\p{L})/gu;
const FAMILIAR_ADDRESS = /(?<!\p{L})(?:du|dich|dir|dein\w*|euch|euer)(?!\p{L})/giu;

function formalityIn({ text, words }: Read): string {
  const language = franc(text, { only: ['eng', 'deu'] });
  if (language === 'deu') {
    const [formal, familiar] = [countIn(text, FORMAL_ADDRESS), countIn(text, FAMILIAR_ADDRESS)];
    if (formal + familiar === 0) return '';
    return formal > familiar ? 'Formal: addresses readers as “Sie”.' : 'Informal: addresses readers as “du”.';
  }
  if (language !== 'eng') return '';
  const often = (100 * countIn(text, CONTRACTION)) / words.length >= OFTEN;
  return often ? 'Informal: uses contractions such as “don’t”.' : 'Rather formal: hardly any contractions.';
}

function openingsIn({ plain }: Read): string {
  const openings = plain.map((text) => {
    const line = text.split('\n').filter((one) => /[.!?…。？！]/.test(one))[0] ?? text;
    return [...piecesOf('sentence', line)][0]?.text.trim() ?? '';
  });
  const questions = openings.filter((opening) => /[?？]$/.test(opening)).length;
  const short = openings.filter((opening) => wordsOf(opening).length <= 8).length;
  const most = openings.length / 2;
  if (questions > most) return 'Opens with a question.';
  return short > most
    ? 'Opens with a short statement, of eight words or fewer.'
    : 'Opens with a full sentence, not with a question.';
}

function layoutIn({ posts }: Read): string {
  const having = (pattern: RegExp): boolean => posts.filter((post) => pattern.test(post)).length > posts.length / 2;
  const headings = having(/^[ \t]*#{1,6}[ \t]+\S/m) ? 'Has headings' : 'Has no headings';
  const lists = having(/^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+\S/m) ? 'lists' : 'no lists';
  const hashtags = having(/(?:^|\s)#\p{L}[\p{L}\p{N}_]*/u) ? 'hashtags' : 'no hashtags';
  return `${headings}, ${lists} and ${hashtags}.`;
}

function marksIn({ posts, sentences }: Read): string {
  const whole = posts.join('\n');
  const emoji = countIn(whole, /\p{Extended_Pictographic}/gu);
  const per = emoji / posts.length;
  const emojiWords =
    emoji === 0 ? 'No emoji' : per < 1 ? 'Hardly an emoji' : `About ${Math.round(per)} emoji in each text`;
  const share = (pattern: RegExp): number =>
    sentences.filter((one) => pattern.test(one)).length / Math.max(1, sentences.length);
  const exclaims = share(/[!！]/) >= 0.1 ? 'exclamation marks' : 'no exclamation marks to speak of';
  const asks = share(/[?？]/) >= 0.1 ? 'questions to readers' : 'few questions';
  return `${emojiWords}; ${exclaims}; ${asks}.`;
}

/** Words that come in several posts, or often in one: not what a post is about. */
function wordsIn({ wordsOfEach, words }: Read): string {
  const language = languageOf(null, words);
  const inPosts = countOf(wordsOfEach.flatMap((own) => [...new Set(termsAmong(own, language))]));
  const enough = wordsOfEach.length === 1 ? 1 : Math.max(2, Math.ceil(wordsOfEach.length / 2));
  const times = countOf(termsAmong(words, language));
  const liked = [...times]
    .filter(([term, n]) => n >= 3 && (inPosts.get(term) ?? 0) >= enough && !/[\d'’]/.test(term) && term.length > 3)
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS_NAMED)
    .map(([term]) => words.find((word) => word.toLowerCase().startsWith(term)) ?? term);
  return liked.length === 0 ? '' : `Often says ${liked.map((word) => `“${word.toLowerCase()}”`).join(', ')}.`;
}
