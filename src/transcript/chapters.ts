/** Chapters: where a talk changes its topic, and what it says the topic is. */
import type { Chapter, Segment } from '../contract/content.js';
import { toVtt } from './captions/write.js';
import { boundaryEvidence, MID_SENTENCE } from './boundaries.js';
import { checkChapters, LEAST_APART_MS } from './check-chapters.js';
import { segment } from './segmentation.js';
import type { Bounds, Unit } from './segmentation.js';
import { sentencesOf } from './sentences.js';
import { termsOf } from './terms.js';
import { titleFor } from './titles.js';

export { checkChapters } from './check-chapters.js';

type NewChapter = Omit<Chapter, 'index'>;

const MINUTE_MS = 60_000;
/** More segments than this are taken together in equal groups: the segmentation's work grows with the square. */
const MOST_UNITS = 1_500;

/**
 * The chapters of a talk of `durationMs`, ascending: the first begins at 0, each at the start of a segment and at least
 * 10 s after the one before, and ends where the next begins. Empty for an empty transcript. Pure; the method is in
 * `segmentation.ts`.
 */
export function makeChapters(segments: Segment[], durationMs: number): NewChapter[] {
  const spoken = segments.filter(({ startMs, text }) => startMs < durationMs && text.trim() !== '');
  const units = unitsOf(spoken);
  const starts = segment(units, durationMs, boundsFor(durationMs)).map((unit) => units[unit]?.startMs ?? 0);
  return checkChapters(withTitles(starts, spoken), spoken, durationMs);
}

/** Four chapters in a minute and a half, six in four minutes, 15 from 25 minutes on; over 90, one every six minutes. */
function boundsFor(durationMs: number): Bounds {
  const minutes = durationMs / MINUTE_MS;
  return {
    atLeast: Math.max(1, Math.floor(minutes / 18)),
    atMost: Math.max(1, Math.floor(Math.min(Math.ceil(3 * Math.sqrt(minutes)), Math.max(15, minutes / 6)))),
    leastMs: Math.max(LEAST_APART_MS, durationMs / 45),
  };
}

function unitsOf(segments: Segment[]): Unit[] {
  const evidence = boundaryEvidence(segments);
  const perUnit = Math.ceil(segments.length / MOST_UNITS);
  const units: Unit[] = [];
  let size = perUnit;
  for (const [i, { startMs, text }] of segments.entries()) {
    const unit = units.at(-1);
    // A larger unit waits a while for the start of a sentence.
    const full = size >= perUnit && (perUnit === 1 || (evidence[i] ?? 0) > MID_SENTENCE / 2 || size >= 4 * perUnit);
    if (unit && !full) {
      unit.terms.push(...termsOf(text));
      size++;
    } else {
      units.push({ startMs, terms: termsOf(text), evidence: evidence[i] ?? 0 });
      size = 1;
    }
  }
  return units;
}

function withTitles(starts: number[], segments: Segment[]): { title: string; startMs: number }[] {
  const parts = starts.map((startMs, i) => ({
    startMs,
    segments: segments.filter((s) => s.startMs >= startMs && s.startMs < (starts[i + 1] ?? Infinity)),
  }));
  const counts = parts.map((part) => countTerms(part.segments));
  return parts.map(({ startMs, segments: own }, i) => {
    const mine = counts[i] ?? new Map<string, number>();
    // tf-idf, with chapters as documents.
    const weigh = (term: string): number => {
      const chapters = counts.filter((count) => count.has(term)).length;
      return Math.log(1 + (mine.get(term) ?? 0)) * Math.log(1 + counts.length / Math.max(1, chapters));
    };
    const sentences = sentencesOf(own.slice(0, 40)).map(({ text }) => text);
    return { startMs, title: titleFor(sentences, weigh) };
  });
}

function countTerms(segments: Segment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of segments) for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
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
