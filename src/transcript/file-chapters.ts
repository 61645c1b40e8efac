/** The chapters that a recording brings along: people set them while they record, so they come before any that are found. */
import { clip } from '../contract/clip.js';
import { count } from '../contract/counts-and-times.js';
import type { Chapter } from '../contract/content.js';
import type { FileChapter } from '../contract/project.js';
import { clean, withoutDirectionMarks } from '../contract/text.js';
import { LEAST_APART_MS } from './check-chapters.js';

type NewChapter = Omit<Chapter, 'index'>;

/** As many as people may set by hand, and as long. */
const MOST = 500;
const LONGEST_TITLE = 200;
/** What programs call a chapter that nobody has named: a word, a number, a time. */
const NO_NAME =
  /^[\p{P}\s]*(?:(?:chapter|chap|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|rozdzia[łl]|глава|fejezet|bölüm|章|챕터|チャプター|part|track|marker|scene|section|segment|untitled|unnamed)[\p{P}\s]*)?[第章\d:.,;\p{P}\s]*$/iu;
const LEFT_OUT = 'those without a name, outside of it, or shorter than 10 s are left out';
const BEFORE_THE_FIRST = 'Introduction';

export interface FileChapters {
  /** Empty when the recording has none that are of use. */
  items: NewChapter[];
  /** What was mended or left out, or why none is used; for people. */
  notes: string[];
}

/** One line that can be stored. */
export const titleOfFile = (title: string): string =>
  clip(
    withoutDirectionMarks(clean(title))
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
    LONGEST_TITLE,
  ).trim();

/**
 * A recording's own chapters on a recording of `durationMs`: at the times and with the titles that it says, the first at 0,
 * ascending, each at least 10 s long. None when they have no names, or when there are fewer than two. `before`: what is to stand
 * above what comes before the first one. Pure.
 */
export function fileChapters(
  given: FileChapter[],
  durationMs: number,
  before: (untilMs: number) => string = () => '',
): FileChapters {
  if (given.length === 0) return { items: [], notes: [] };
  const unused = (why: string): FileChapters => ({
    items: [],
    notes: [`The recording’s own chapters are not used: ${why}`],
  });
  if (given.length > MOST) return unused(`there are more than ${MOST}`);
  if (given.every(({ title }) => NO_NAME.test(title))) return unused('they have no names');
  const within = given
    .map(({ title, startMs }) => ({ title: titleOfFile(title), startMs: Math.max(0, Math.round(startMs)) }))
    .filter(({ title, startMs }) => title !== '' && startMs < durationMs)
    .toSorted((a, b) => a.startMs - b.startMs);
  const kept = longEnough(within, durationMs);
  if (kept.length < 2)
    return unused(
      given.length < 2 ? 'there is only one' : 'fewer than two of them have a name, lie within it and last for 10 s',
    );
  const [first] = kept;
  if (first && first.startMs >= LEAST_APART_MS) {
    const title = titleOfFile(before(first.startMs)) || BEFORE_THE_FIRST;
    kept.unshift({ title, startMs: 0 });
  } else if (first) {
    kept[0] = { ...first, startMs: 0 };
  }
  const items = kept.map((chapter, i) => ({ ...chapter, endMs: kept[i + 1]?.startMs ?? durationMs }));
  const named = new Set(kept.map(({ title }) => title));
  const left = given.filter(({ title }) => !named.has(titleOfFile(title))).length;
  return { items, notes: left > 0 ? [`${count(left, 'chapter')} of the recording did not fit it: ${LEFT_OUT}`] : [] };
}

/** Of two that are closer than 10 s the one stays that goes on for longer, and it begins where the first of them did. */
function longEnough(chapters: FileChapter[], durationMs: number): FileChapter[] {
  const kept: FileChapter[] = [];
  let lastsMs = 0;
  for (const [i, chapter] of chapters.entries()) {
    const ownMs = (chapters[i + 1]?.startMs ?? durationMs) - chapter.startMs;
    const last = kept.at(-1);
    if (!last || chapter.startMs - last.startMs >= LEAST_APART_MS) {
      if (last && durationMs - chapter.startMs < LEAST_APART_MS) break;
      kept.push(chapter);
      lastsMs = ownMs;
    } else if (ownMs > lastsMs) {
      kept[kept.length - 1] = { title: chapter.title, startMs: last.startMs };
      lastsMs = ownMs;
    }
  }
  return kept;
}
