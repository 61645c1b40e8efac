/** Chapters: where a talk changes its topic, and what it says the topic is. */
import type { Chapter, Segment } from '../contract/content.js';
import { toVtt } from './captions/write.js';
import type { SlideChange } from './boundaries.js';
import { boundaryEvidence, isPunctuated, MID_SENTENCE } from './boundaries.js';
import { partsOfCompounds } from './compounds.js';
import { checkChapters, LEAST_APART_MS, LONGEST_MINUTES } from './check-chapters.js';
import { segment } from './segmentation.js';
import type { Language } from './languages/language.js';
import { languageOf } from './languages/languages.js';
import { tellingPhrases, togetherIn } from './phrases.js';
import { piecesOf } from './pieces.js';
import type { Lengths, Unit } from './segmentation.js';
import { joined, sentencesOf } from './sentences.js';
import { says, stem, termsOf } from './terms.js';
import { announcedName, titleFor } from './titles.js';

export { checkChapters } from './check-chapters.js';

type NewChapter = Omit<Chapter, 'index'>;

const MINUTE_MS = 60_000;
/** More segments than this are taken together in equal groups: the segmentation's work grows with the square. */
const MOST_UNITS = 2_500;

/** What is known beside the words: the language (BCP 47; found out where it is null), and what was seen of slides. */
export interface ChapterHints {
  language?: string | null;
  slides?: SlideChange[];
}

/**
 * The chapters of a talk of `durationMs`, ascending: the first begins at 0, each at the start of a segment and at least
 * 10 s after the one before, and ends where the next begins. Empty for an empty transcript. Pure; the method is in
 * `segmentation.ts`.
 */
export function makeChapters(segments: Segment[], durationMs: number, hints: ChapterHints = {}): NewChapter[] {
  const spoken = segments.filter(({ startMs, text }) => startMs < durationMs && text.trim() !== '');
  const talk = wordsOfTalk(spoken, hints.language ?? null);
  const units = unitsOf(talk, boundaryEvidence(spoken, talk.language, hints.slides));
  const starts = segment(units, durationMs, lengthsFor(durationMs)).map((unit) => units[unit]?.startMs ?? 0);
  return checkChapters(withTitles(starts, talk, hints.slides), spoken, durationMs);
}

/** Four chapters in ten minutes, six in thirty, ten in ninety, fifteen in three hours, give or take half or double their length. */
function lengthsFor(durationMs: number): Lengths {
  const usualMs = durationMs / Math.max(1, 1.1 * Math.sqrt(durationMs / MINUTE_MS));
  return {
    leastMs: Math.max(LEAST_APART_MS, usualMs / 5),
    usualMs,
    mostMs: Math.min(LONGEST_MINUTES * MINUTE_MS, 2.5 * usualMs),
  };
}

interface SpokenWords {
  segments: Segment[];
  language: Language;
  /** Of each segment, in lower case. */
  words: string[][];
}

/** Where no blank parts them, words go on from line to line, so all lines are read as one text. */
function wordsOfTalk(segments: Segment[], tag: string | null): SpokenWords {
  const { text, starts } = joined(segments);
  const words = segments.map((): string[] => []);
  let at = 0;
  for (const { text: word, index, isWordLike } of piecesOf('word', text)) {
    while ((starts[at + 1] ?? Infinity) <= index) at++;
    if (isWordLike) words[at]?.push(word.toLowerCase());
  }
  return { segments, words, language: languageOf(tag, words.flat()) };
}

function unitsOf({ segments, words, language }: SpokenWords, evidence: number[]): Unit[] {
  const perUnit = Math.ceil(segments.length / MOST_UNITS);
  const telling = (some: string[] | undefined): string[] => (some ?? []).filter((word) => says(word, language));
  const parts = language.compounds ? partsOfCompounds(telling(words.flat())) : null;
  const units: Unit[] = [];
  let size = perUnit;
  for (const [i, { startMs }] of segments.entries()) {
    const terms = telling(words[i]).flatMap((word) => [stem(word), ...(parts?.get(word) ?? [])]);
    const unit = units.at(-1);
    // A larger unit waits a while for the start of a sentence.
    const full = size >= perUnit && (perUnit === 1 || (evidence[i] ?? 0) > MID_SENTENCE / 2 || size >= 4 * perUnit);
    if (unit && !full) {
      unit.terms.push(...terms);
      size++;
    } else {
      units.push({ startMs, terms, evidence: evidence[i] ?? 0 });
      size = 1;
    }
  }
  return units;
}

/** A slide that changes so near to a chapter's start names it. */
const SLIDE_NEAR_MS = 6_000;
/** So much of a chapter is its opening, where its name may be said. In sentences, or lines of captions. */
const OPENING = 3;

/**
 * A chapter is called by its slide's title, by the name that its opening announces, by its most telling phrase, or else, where
 * it is too short for one, by a clause of its own.
 */
function withTitles(
  starts: number[],
  { segments, words, language }: SpokenWords,
  slides: SlideChange[] = [],
): { title: string; startMs: number }[] {
  const { text, starts: offsets } = joined(segments);
  const firsts = starts.map((startMs) =>
    Math.max(
      0,
      segments.findIndex((segment) => segment.startMs >= startMs),
    ),
  );
  const phrases = tellingPhrases(
    text,
    firsts.map((first) => offsets[first] ?? 0),
    language,
  );
  const together = isPunctuated(segments) ? null : togetherIn(text, language);
  const taken = new Set<string>();
  return starts.map((startMs, i) => {
    const own = segments.slice(firsts[i], firsts[i + 1]);
    const sentences = sentencesOf(own.slice(0, 40)).map((sentence) => sentence.text);
    const opening = !together ? sentences.slice(0, OPENING) : [joined(own.slice(0, OPENING)).text];
    const slide = slides.find(
      ({ atMs, title }) => title !== undefined && Math.abs(atMs - startMs) <= SLIDE_NEAR_MS,
    )?.title;
    // What is announced and never spoken of again was something at hand, if anything else is spoken of.
    const counts = countTerms(words.slice(firsts[i], firsts[i + 1]).flat());
    const spokenOf = (name: string): boolean => termsOf(name, language).some((term) => (counts.get(term) ?? 0) > 1);
    const fits = (name: string): boolean => i === 0 || phrases[i] === null || spokenOf(name);
    const candidates = [slide, announcedName(opening, language, together, fits), phrases[i]].filter(isTold);
    const title = candidates.find((name) => !taken.has(name.toLowerCase())) ?? candidates[0];
    if (title !== undefined) taken.add(title.toLowerCase());
    return { startMs, title: title ?? titleFor(sentences, () => 1) };
  });
}

const isTold = (name: string | null | undefined): name is string => name !== null && name !== undefined;

function countTerms(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of words.map(stem)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** `0:53`, `1:02:03`: as people and YouTube write times; fractions of a second are dropped. */
export function timestamp(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const minutes = seconds / 60;
  return minutes < 60
    ? `${Math.floor(minutes)}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** For a YouTube description: a line for each chapter, `0:00 Title`. It takes no angle brackets. */
export const chaptersToText = (chapters: Pick<Chapter, 'startMs' | 'title'>[]): string =>
  chapters.map(({ startMs, title }) => `${timestamp(startMs)} ${title.replace(/[<>]/g, '')}\n`).join('');

/** A WebVTT chapters track. */
export const chaptersToVtt = (chapters: NewChapter[]): string =>
  toVtt(chapters.map(({ title, ...times }) => ({ ...times, text: title })));
