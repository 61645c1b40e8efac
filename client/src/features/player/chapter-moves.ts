/** Chapters with one of them moved, renamed, added or removed. Pure. */
import type { Chapter, NewChapters } from '../../../../src/contract/content.js';

export type ChapterItem = NewChapters['items'][number];

/** As the server asks for it: https://support.google.com/youtube/answer/9884579 */
export const LEAST_APART_MS = 10_000;

/** Where this chapter may begin, in ms: between its neighbours. Null where it has no room, and for the first, which begins at 0. */
export function roomOf(items: readonly ChapterItem[], index: number, durationMs: number): [number, number] | null {
  const before = items[index - 1];
  if (!before) return null;
  const least = before.startMs + LEAST_APART_MS;
  const most = (items[index + 1]?.startMs ?? durationMs) - LEAST_APART_MS;
  return most < least ? null : [least, most];
}

/** Begins there, or as near as there is room. */
export function moved(items: readonly ChapterItem[], index: number, toMs: number, durationMs: number): ChapterItem[] {
  const room = roomOf(items, index, durationMs);
  if (!room) return [...items];
  const startMs = Math.round(Math.min(room[1], Math.max(room[0], toMs)));
  return items.map((item, i) => (i === index ? { ...item, startMs } : item));
}

export const renamed = (items: readonly ChapterItem[], index: number, title: string): ChapterItem[] =>
  items.map((item, i) => (i === index ? { ...item, title } : item));

/** What comes after it belongs to the one before; without the first, the next begins at 0. */
export const removed = (items: readonly ChapterItem[], index: number): ChapterItem[] =>
  items.filter((_, i) => i !== index).map((item, i) => (i === 0 ? { ...item, startMs: 0 } : item));

/** Whether one may begin there. */
export const hasRoom = (items: readonly ChapterItem[], ms: number, durationMs: number): boolean =>
  items.length === 0 ||
  (durationMs - ms >= LEAST_APART_MS && items.every(({ startMs }) => Math.abs(startMs - ms) >= LEAST_APART_MS));

/** With one more, in order of time; the first of all begins at 0. */
export const added = (items: readonly ChapterItem[], ms: number, title: string): ChapterItem[] =>
  [...items, { title, startMs: items.length === 0 ? 0 : Math.round(ms) }].toSorted((a, b) => a.startMs - b.startMs);

/** As they are sent. */
export const itemsOf = (chapters: readonly Chapter[]): ChapterItem[] =>
  chapters.map(({ title, startMs }) => ({ title, startMs }));

/** As they are shown before the server has answered. */
export const chaptersOf = (items: readonly ChapterItem[], durationMs: number): Chapter[] =>
  items.map(({ title, startMs }, index) => ({ index, title, startMs, endMs: items[index + 1]?.startMs ?? durationMs }));
