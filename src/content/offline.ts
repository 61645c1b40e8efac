/** What the offline writers of all types share: chapters with the sentences in which they say most, as they were said. */
import type { Chapter } from '../contract/content.js';
import type { Language, Prose } from '../transcript/languages/language.js';
import { timestamp } from '../transcript/chapters.js';
import { languageOf } from '../transcript/languages/languages.js';
import { termsOf, wordsOf } from '../transcript/terms.js';
import { saidInMarkdown } from './markdown.js';
import type { Ranked } from './key-sentences.js';
import { keySentences, weightsOf } from './key-sentences.js';
import type { ReadableSentence } from './standing.js';
import { beginningOf, keyOf, proseOf, readableSentences, turnsOf } from './standing.js';
import type { Talk } from './talk.js';

/** More of a chapter no type shows. */
const MOST_OF_CHAPTER = 8;
/** Of a chapter without a sentence that surely stands by itself, so many others are taken. */
const MOST_LEANING = 1;
/**
 * Where nobody has set stops: what is a sentence less surely than this is no sentence of a draft. Pauses at both of its ends tell more than
 * its words do.
 */
const SURE_ENOUGH = { anywhere: 0.8, betweenPauses: 0.3 };
/** Of a chapter with fewer than so many of them, stretches of words are quoted as they were said, so many at most. */
const FEW_SURE = 2;
const MOST_QUOTED = 3;
/** Shorter ones say little, and are mostly clauses of something longer (`every time the young generation changes`). In words. */
const LEAST_QUOTED_WORDS = 8;

export interface Section {
  chapter: Chapter;
  /** What says what its topic is comes first, then the most telling. Empty where nothing can be quoted. */
  sentences: ReadableSentence[];
  /** The one of them that says what the topic is. */
  definition?: ReadableSentence;
}

export interface Outline {
  /** In the talk's language. */
  labels: Prose['labels'];
  /** What the talk is about, by the titles of its chapters; null where it has one topic, or more than anybody reads in a line. */
  topics: string | null;
  /** The talk's most telling sentences, which are in no section. In their order. */
  lead: ReadableSentence[];
  /** One for each chapter. A talk without chapters counts as one chapter. */
  sections: Section[];
}

export const languageOfTalk = ({ language, segments }: Talk): Language =>
  languageOf(
    language,
    segments.flatMap(({ text }) => wordsOf(text)),
  );

/** More of them are no line that anybody reads. */
const MOST_TOPICS = 15;

/** What a draft can be made of, with at most `leading` sentences for its beginning. Pure. */
export function outlineOf(talk: Talk, leading: number): Outline {
  const language = languageOfTalk(talk);
  const chapters = chaptersOf(talk);
  const titles = new Set([talk.title, ...chapters.map(({ title }) => title)].map(keyOf));
  const sentences = withSpeakers(readableSentences(talk.segments, language)).filter(
    ({ text }) => !titles.has(keyOf(text)),
  );
  const spoken = chapters.map((chapter) => talk.segments.filter(({ startMs }) => within(chapter, startMs)));
  const weights = weightsOf(
    spoken.map((segments) => segments.map(({ text }) => text)),
    language,
  );
  const ranked = chapters.map((chapter, i) => {
    const own = sentences.filter(({ startMs }) => within(chapter, startMs));
    const rank = (some: ReadableSentence[], count: number): Ranked[] =>
      keySentences(some, weights[i] ?? new Map(), language, count);
    const standing = own.filter(({ stands }) => stands);
    const sure = standing.filter(isSure);
    const unsure = (standing.length > 0 ? standing : own).filter((sentence) => !isSure(sentence));
    const told = turnsLast(rank(sure, MOST_OF_CHAPTER));
    if (sure.length >= FEW_SURE || unsure.length === 0) return told.length > 0 ? told : rank(own, MOST_LEANING);
    const quotes = rank(worthQuoting(unsure), MOST_QUOTED - told.length);
    return [...told, ...quotes.map((one) => ({ ...one, sentence: asSaid(one.sentence, language) }))];
  });
  const defining = ranked.map((some, i) => definitionsOf(some, chapters[i]?.title ?? '', language));
  const lead = leadOf(ranked, new Set(defining.flat()), leading);
  const begun = new Set(lead.flatMap((sentence) => [beginningOf(sentence.text), ...turnsOf(sentence.text)]));
  const sections = chapters.map((chapter, i) => {
    const own = (ranked[i] ?? []).map(({ sentence }) => sentence).filter((sentence) => !lead.includes(sentence));
    const fresh = newBeginningsFirst(own, begun);
    const definition = defining[i]?.[0];
    if (!definition || !fresh.includes(definition)) return { chapter, sentences: fresh };
    return { chapter, sentences: [definition, ...fresh.filter((one) => one !== definition)], definition };
  });
  return { labels: language.prose.labels, topics: topicsOf(talk, language), lead, sections };
}

const namesTopics = ({ chapters }: Talk): boolean => chapters.length >= 2 && chapters.length <= MOST_TOPICS;

function topicsOf(talk: Talk, { prose }: Language): string | null {
  if (!namesTopics(talk)) return null;
  return `${prose.labels.inThisTalk}: ${talk.chapters.map(({ title }) => title).join(' · ')}`;
}

export interface Opened extends Outline {
  /** Paragraphs that say what the talk is about. */
  opening: string[];
}

/**
 * The same, beginning with what the talk is about: a sentence from anywhere in it does not say that. Only where the topics cannot be named, at
 * most `leading` of its most telling sentences do it.
 */
export function openedOutlineOf(talk: Talk, leading: number): Opened {
  const outline = outlineOf(talk, namesTopics(talk) ? 0 : leading);
  return { ...outline, opening: outline.topics === null ? leadParagraphs(outline.lead) : [outline.topics] };
}

/**
 * Those that say what something is that the title names: `An index is a sorted copy of a few columns.` What is said of it in the fewest
 * words comes first: `A covering index is …` says it of a part.
 */
function definitionsOf(ranked: Ranked[], title: string, language: Language): ReadableSentence[] {
  const named = new Set(termsOf(title, language));
  const { defines } = proseOf(language);
  return ranked
    .filter(({ sentence }) => isSure(sentence))
    .map(({ sentence }) => ({
      sentence,
      subject: termsOf(sentence.text.slice(0, Math.max(0, sentence.text.search(defines))), language),
    }))
    .filter(({ subject }) => subject.length <= MOST_SUBJECT && subject.some((term) => named.has(term)))
    .toSorted((a, b) => a.subject.length - b.subject.length)
    .map(({ sentence }) => sentence);
}

/** In telling words. In what is longer, the title's word is not what is defined. */
const MOST_SUBJECT = 3;

const isSure = ({ sureness, apart }: ReadableSentence): boolean =>
  sureness >= SURE_ENOUGH[apart ? 'betweenPauses' : 'anywhere'];

/** A turn of speech is behind what is said once, though more of its words may tell. */
const turnsLast = (ranked: Ranked[]): Ranked[] =>
  ranked.toSorted((a, b) => Number(a.sentence.alike > 1) - Number(b.sentence.alike > 1));

/**
 * Those that are long enough, and of these the ones that are no turns of speech, if there are any. Where no blanks part the words, all are long
 * enough.
 */
function worthQuoting(sentences: ReadableSentence[]): ReadableSentence[] {
  const long = sentences.filter(({ said }) => !said.includes(' ') || wordsOf(said).length >= LEAST_QUOTED_WORDS);
  const own = long.filter(({ alike }) => alike <= 1);
  return [own, long, sentences].find(({ length }) => length > 0) ?? [];
}

/** What is perhaps no sentence does not pass for one: in quotation marks, with what is left out told, and when it was said. */
function asSaid(sentence: ReadableSentence, { prose, blanks }: Language): ReadableSentence {
  const [open, close] = prose.quotes;
  const gap = blanks ? ' ' : '';
  return { ...sentence, text: `${open}…${gap}${sentence.said}${gap}…${close} (${timestamp(sentence.startMs)})` };
}

/** So many sentences are enough for a section, so that none needs to begin as another one did. */
const ENOUGH = 2;

/** A turn of speech that an earlier sentence had already (`The trick is …`) is taken only where there is little else. */
function newBeginningsFirst(sentences: ReadableSentence[], begun: Set<string>, enough = ENOUGH): ReadableSentence[] {
  const fresh: ReadableSentence[] = [];
  const turned: ReadableSentence[] = [];
  const again: ReadableSentence[] = [];
  for (const sentence of sentences) {
    const [beginning, turns] = [beginningOf(sentence.text), turnsOf(sentence.text)];
    const list = begun.has(beginning) ? again : turns.some((turn) => begun.has(turn)) ? turned : fresh;
    list.push(sentence);
    for (const turn of [beginning, ...turns]) begun.add(turn);
  }
  return [...fresh, ...[...turned, ...again].slice(0, Math.max(0, enough - fresh.length))];
}

/** The most telling of all that the chapters can spare: one of each that keeps two, and none that says what its topic is. */
function leadOf(ranked: Ranked[][], defining: Set<ReadableSentence>, count: number): ReadableSentence[] {
  const spared = ranked.flatMap((some) => {
    const sure = some.filter(({ sentence }) => isSure(sentence));
    return sure.length > 2 ? sure.filter(({ sentence }) => !defining.has(sentence)).slice(0, 1) : [];
  });
  const best = spared.toSorted((a, b) => b.value - a.value).map(({ sentence }) => sentence);
  return inOrder(newBeginningsFirst(best, new Set(), 0).slice(0, count));
}

/** Of a talk by one person nobody needs to be told who says it. */
function withSpeakers(sentences: ReadableSentence[]): ReadableSentence[] {
  const names = new Set(sentences.map(({ speakerName }) => speakerName));
  names.delete(undefined);
  if (names.size > 1) return sentences;
  return sentences.map(({ speakerName: _, ...sentence }) => sentence);
}

export const inOrder = (sentences: ReadableSentence[]): ReadableSentence[] =>
  sentences.toSorted((a, b) => a.place - b.place);

/** The `count` most telling sentences of a section, in their order; what says what its topic is comes first. */
export const telling = (section: Section, count: number): ReadableSentence[] =>
  asTold(section, section.sentences.slice(0, count));

/** Of a section so many sentences are worth a place in a short text: where it has no more than enough, one of them may be a turn of speech. */
export const worthTelling = ({ sentences }: Section): number => (sentences.length > ENOUGH ? 2 : 1);

/** Some sentences of a section as they are to be read. What reads as one paragraph keeps its order: one sentence leads to the next there. */
export function asTold({ definition }: Section, some: ReadableSentence[]): ReadableSentence[] {
  const ordered = inOrder(some);
  if (!definition || !some.includes(definition) || groupsOf(ordered).length === 1) return ordered;
  return [definition, ...ordered.filter((one) => one !== definition)];
}

/** As texts, with who says it where that changes. */
export const quoted = (sentences: ReadableSentence[]): string[] =>
  sentences.map(({ text, speakerName }, i) =>
    speakerName === undefined || speakerName === sentences[i - 1]?.speakerName ? text : `${speakerName}: ${text}`,
  );

/** What one person says within so long reads as one paragraph, and comes from one place of the talk. */
const PARAGRAPH_MS = 60_000;

/** What one person said in one go, or soon after, stays together, but for quotations. */
function groupsOf(sentences: ReadableSentence[], nearMs = PARAGRAPH_MS): ReadableSentence[][] {
  const groups: ReadableSentence[][] = [];
  for (const sentence of sentences) {
    const group = groups.at(-1);
    if (group && goOn(group, sentence, nearMs)) group.push(sentence);
    else groups.push([sentence]);
  }
  return groups;
}

function goOn(group: ReadableSentence[], next: ReadableSentence, nearMs: number): boolean {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last || first.speakerName !== next.speakerName) return false;
  if (next.place === last.place + 1) return true;
  return isSure(first) && isSure(next) && next.startMs >= first.startMs && next.startMs - first.startMs <= nearMs;
}

/** Each paragraph says who speaks, so that none passes for the writer's own. */
const paragraphsOf = (sentences: ReadableSentence[]): string[] =>
  groupsOf(sentences).map((group) => quoted(group).join(' '));

/**
 * A section in Markdown: where its sentences are several, and do not lead from one to the next, they are points of a list. What one of
 * several people says in a row stands below the name, and an answer behind what was asked.
 */
export function pointsOf(sentences: ReadableSentence[]): string[] {
  const all = withQuestions(sentences);
  const paragraphs = paragraphsOf(all);
  if (paragraphs.length < 2) return paragraphs.map(saidInMarkdown);
  const points = groupsOf(all, -1).map((group) => ({
    name: group[0]?.speakerName,
    text: saidInMarkdown(group.map(({ text }) => text).join(' ')),
  }));
  return points.flatMap(({ name, text }, i) => {
    if (name === undefined) return [`- ${text}`];
    const [before, after] = [points[i - 1]?.name === name, points[i + 1]?.name === name];
    if (!before && !after) return [`- ${saidInMarkdown(`${name}:`)} ${text}`];
    return [...(before ? [] : [`- ${saidInMarkdown(`${name}:`)}`]), `  - ${text}`];
  });
}

/** Before the first sentence of an answer what was asked. Behind it, who answers has a name even in a talk by one person. */
function withQuestions(sentences: ReadableSentence[]): ReadableSentence[] {
  const shown = new Set<ReadableSentence>();
  return sentences.flatMap((one) => {
    if (!one.asked) return [one];
    const name = one.speakerName ?? one.asked.to;
    const answer = name === undefined ? one : { ...one, speakerName: name };
    const isNew = !shown.has(one.asked);
    shown.add(one.asked);
    return isNew ? [one.asked, answer] : [answer];
  });
}

/** Of one person's lead one paragraph; several people's words do not run on in one. */
export function leadParagraphs(lead: ReadableSentence[]): string[] {
  const paragraphs = paragraphsOf(lead);
  return lead.some(({ speakerName }) => speakerName !== undefined) ? paragraphs : [paragraphs.join(' ')];
}

export const within = ({ startMs, endMs }: Chapter, ms: number): boolean => ms >= startMs && ms < endMs;

const chaptersOf = ({ chapters, title, durationMs }: Talk): Chapter[] =>
  chapters.length > 0 ? chapters : [{ index: 0, title, startMs: 0, endMs: Math.max(durationMs, 1) }];
