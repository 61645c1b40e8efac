/** Chapters are never trusted, whoever made them. */
import type { Chapter, Segment } from '../contract/content.js';
import { polish } from './titles.js';

/** YouTube's rule: a chapter lasts ten seconds at least. https://support.google.com/youtube/answer/9884579 */
export const LEAST_APART_MS = 10_000;

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
