/** Chapters are always checked, whether a model, a method or a person made them. */
import { z } from 'zod';
import type { Chapter, Segment } from '../contract/content.js';
import { polish } from './titles.js';

/** YouTube's rule: a chapter lasts ten seconds at least. https://support.google.com/youtube/answer/9884579 */
export const LEAST_APART_MS = 10_000;
/** However long the talk, and whatever it is about: nobody finds their way in longer ones. */
export const LONGEST_MINUTES = 30;

/**
 * Repairs what can be repaired: sorts by start, moves each start to the nearest segment's and the first to 0, takes
 * `endMs` from the next start. Rejects what cannot: chapters without a title, beyond the talk, or closer than 10 s to
 * the one before or to the end. Times in ms. Empty when nothing is left, or nothing was said.
 */
export function checkChapters(
  items: { title: string; startMs: number }[],
  segments: Pick<Segment, 'startMs'>[],
  durationMs: number,
): Omit<Chapter, 'index'>[] {
  const starts = segments.map(({ startMs }) => startMs).filter((startMs) => startMs < durationMs);
  if (starts.length === 0) return [];
  const usable = items
    .map(({ title, startMs }) => ({ title: polish(title), startMs }))
    .filter(({ title, startMs }) => title !== '' && startMs >= 0 && startMs < durationMs)
    .toSorted((a, b) => a.startMs - b.startMs);
  const kept: typeof usable = [];
  for (const [i, { title, startMs }] of usable.entries()) {
    const start = i === 0 ? 0 : nearest(starts, startMs);
    if (i > 0 && start - (kept.at(-1)?.startMs ?? 0) < LEAST_APART_MS) continue;
    if (i > 0 && durationMs - start < LEAST_APART_MS) continue;
    kept.push({ title, startMs: start });
  }
  return kept.map((chapter, i) => ({ ...chapter, endMs: kept[i + 1]?.startMs ?? durationMs }));
}

function nearest(starts: number[], ms: number): number {
  return starts.reduce((best, start) => (Math.abs(start - ms) < Math.abs(best - ms) ? start : best));
}

/** As a language model proposes it: `start` is written `m:ss` or `h:mm:ss`. */
export interface ProposedChapter {
  start: string;
  title: string;
}

/** Ms, or null when it is no time. */
export function startOf(stamp: string): number | null {
  const match = /^\s*\[?(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:\.\d+)?\]?\s*$/.exec(stamp);
  if (!match) return null;
  const [, hours, minutes, seconds] = match;
  return (Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
}

/** Four in a minute and a half, 15 in 25 minutes, 29 in 90: more than that is no help to find one's way. */
export const mostChapters = (durationMs: number): number => Math.max(1, Math.ceil(3 * Math.sqrt(durationMs / 60_000)));

/** A first chapter that begins later than this has left out what comes before it. */
const LATEST_FIRST_MS = 120_000;
const LONGEST_TITLE = 100;

/**
 * The shape of a model's chapters, with what is worth asking again for: times that are none or lie beyond the talk, empty
 * or endless titles, no chapters or far too many, and where the list is for the whole talk, in which something is said up to `spokenToMs`, a
 * first one that begins late, and any that is too long. `spokenToMs`: null for a piece of the talk.
 */
export const proposalFor = (
  durationMs: number,
  spokenToMs: number | null,
): z.ZodType<{ chapters: ProposedChapter[] }> =>
  z
    .object({ chapters: z.array(z.object({ start: z.string(), title: z.string() })) })
    .superRefine(({ chapters }, context) => {
      for (const fault of faultsOf(chapters, durationMs, spokenToMs))
        context.addIssue({ code: 'custom', message: fault });
    });

function faultsOf(chapters: ProposedChapter[], durationMs: number, spokenToMs: number | null): string[] {
  const most = mostChapters(durationMs);
  const first = startOf(chapters[0]?.start ?? '') ?? 0;
  const faults = chapters.flatMap(({ start, title }) => {
    const ms = startOf(start);
    return [
      ...(ms === null ? [`“${start}” is no time; write m:ss or h:mm:ss`] : []),
      ...(ms !== null && ms >= durationMs ? [`${start} lies beyond the end of the talk`] : []),
      ...(title.trim() === '' ? [`the chapter at ${start} has no title`] : []),
      ...(title.length > LONGEST_TITLE ? [`the title at ${start} is too long`] : []),
    ];
  });
  if (chapters.length === 0) faults.push('there is no chapter');
  if (chapters.length > 2 * most) faults.push(`there are ${chapters.length} chapters, and ${most} are enough`);
  if (spokenToMs === null) return faults.slice(0, 10);
  if (first > LATEST_FIRST_MS) faults.push('the first chapter must begin where the talk begins, at 0:00');
  return [...faults, ...tooLong(chapters, spokenToMs)].slice(0, 10);
}

function tooLong(chapters: ProposedChapter[], spokenToMs: number): string[] {
  const known = chapters.flatMap(({ start }) => {
    const ms = startOf(start);
    return ms === null ? [] : [{ start, ms }];
  });
  const inOrder = known.toSorted((a, b) => a.ms - b.ms);
  return inOrder.flatMap(({ start, ms }, i) => {
    const minutes = ((inOrder[i + 1]?.ms ?? spokenToMs) - ms) / 60_000;
    if (minutes <= LONGEST_MINUTES) return [];
    return [
      `the chapter at ${start} has ${Math.floor(minutes)} minutes, and ${LONGEST_MINUTES} is the most: divide it where what is spoken of changes`,
    ];
  });
}
