/** Chapters as they are typed: times are texts until they are saved. */
import type { Chapter, NewChapters } from '../../../../src/contract/content.js';
import { newId } from '../../ui/new-id.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

export interface Row {
  id: string;
  time: string;
  title: string;
  /** The time in ms that `time` was made from: more exact than what is shown. */
  startMs: number;
  isNew: boolean;
}

const rowAt = (id: string, startMs: number, title: string, isNew: boolean): Row => ({
  id,
  startMs,
  title,
  isNew,
  time: clock(startMs),
});

export const rowsOf = (chapters: readonly Chapter[]): Row[] =>
  chapters.map(({ index, startMs, title }) => rowAt(`old ${index}`, startMs, title, false));

/** The rows with one more, in order of time. */
export function withChapterAt(rows: readonly Row[], ms: number): Row[] {
  const row = rowAt(`new ${newId()}`, rows.length === 0 ? 0 : ms, '', true);
  return [...rows, row].toSorted((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0));
}

/** Ms, or null when what was typed is not a time. An unchanged time stays exact. */
export function timeOf({ time, startMs }: Row): number | null {
  const typed = time.trim();
  if (typed === clock(startMs)) return startMs;
  const match = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,3})?)$/.exec(typed);
  if (!match) return null;
  const [, hours, minutes, seconds] = match;
  return Math.round((Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}

export interface Readable {
  sorted: Row[];
  items: NewChapters['items'];
  /** What is wrong with a row, by its id. */
  wrong: Map<string, string>;
}

/** The rows in order of time, and as they are sent. */
export function toChapters(rows: readonly Row[]): Readable {
  const sorted = rows.toSorted((a, b) => (timeOf(a) ?? Infinity) - (timeOf(b) ?? Infinity));
  const wrong = new Map<string, string>();
  for (const row of sorted) {
    if (timeOf(row) === null) wrong.set(row.id, t('chapters.wrongTime'));
    else if (row.title.trim() === '') wrong.set(row.id, t('chapters.noTitle'));
  }
  return { sorted, wrong, items: sorted.map((row) => ({ title: row.title, startMs: timeOf(row) ?? 0 })) };
}

/** What the server found, `items.3.startMs`, by the id of the row that was sent in that place. */
export function faultsByRow(sorted: readonly Row[], errors: { path: string; message: string }[]): Map<string, string> {
  return new Map(
    errors.flatMap(({ path, message }) => {
      const row = sorted[Number(/^items\.(\d+)\b/.exec(path)?.[1] ?? -1)];
      return row ? [[row.id, `${message}.`] as const] : [];
    }),
  );
}
