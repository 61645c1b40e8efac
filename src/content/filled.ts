/** Chapters that a model leaves out of a draft of the whole talk, also when it was told: the talk's own sentences stand in for it. Pure. */
import type { Chapter } from '../contract/content.js';
import { measureOf } from './own/check.js';
import { asksForAll, coverageOf } from './coverage.js';
import type { Edit } from './edits.js';
import { applied } from './edits.js';
import { sameLanguage } from './checks/whole.js';
import type { Mends } from './mends.js';
import { escapeMarkdown, timestampLink } from './markdown.js';
import type { Section } from './offline.js';
import { outlineOf, pointsOf, quoted, telling, within } from './offline.js';
import { momentsIn, paragraphsOf } from './paragraphs.js';
import { placesOf } from './places.js';
import type { ContentType, Talk } from './talk.js';

/** Of each chapter so many sentences at most. */
const SENTENCES = 3;
const BETWEEN = '\n\n';
const HEADING = /^(#{2,6})[ \t]/;

type Whole = Pick<ContentType, 'scope' | 'format' | 'limit'>;

export interface Filled {
  body: string;
  added: Chapter[];
}

/**
 * The draft with what is missing, each chapter before what the draft says of a later one. Nothing is added to threads, to a draft in another
 * language than the talk's, where somebody said what the draft should be, beyond a limit, and of chapters in which nothing can be quoted.
 */
export function withMissingChapters(body: string, type: Whole, talk: Talk): Filled {
  const asIs = { body, added: [] };
  if (type.scope !== 'every chapter' || type.format === 'thread' || !asksForAll(talk)) return asIs;
  const left = new Set(coverageOf(body, type.format, talk)?.left.map(({ index }) => index));
  if (left.size === 0 || sameLanguage(body, { talk, passages: [] }) === false) return asIs;
  const missing = outlineOf(talk, 0).sections.filter(
    ({ chapter, sentences }) => left.has(chapter.index) && sentences.length > 0,
  );
  const parts = partsOf(body, talk);
  const edits = missing.map((section): Edit => {
    const at = placeFor(section.chapter, parts, body.length);
    const block = type.format === 'markdown' ? inMarkdown(section, parts) : asPlainText(section);
    const text = at === body.length ? `${BETWEEN}${block}` : `${block}${BETWEEN}`;
    return { start: at, end: at, text };
  });
  const filled = applied(body.trimEnd() === '' ? '' : body, edits);
  const isTooLong = type.limit && measureOf(type.limit)(filled.trim()) > type.limit.max;
  return isTooLong ? asIs : { body: filled, added: missing.map(({ chapter }) => chapter) };
}

/** A section of the draft, or a paragraph of one that has none. */
interface Part {
  start: number;
  /** Of its heading; 0 for a paragraph. */
  level: number;
  /** When the chapter begins that it speaks of; null where that cannot be told. */
  chapterMs: number | null;
}

function partsOf(body: string, talk: Talk): Part[] {
  const paragraphs = paragraphsOf(body);
  const headings = paragraphs.filter(({ text }) => HEADING.test(text));
  const starts = headings.length > 0 ? headings : paragraphs.slice(paragraphs[0]?.text.startsWith('# ') ? 1 : 0);
  return starts.map(({ start, text }, i) => {
    const all = body.slice(start, starts[i + 1]?.start);
    return { start, level: HEADING.exec(text)?.[1]?.length ?? 0, chapterMs: chapterOf(all, talk)?.startMs ?? null };
  });
}

/** The one whose moment it names first, or from which its words come. */
function chapterOf(text: string, talk: Talk): Chapter | undefined {
  const [heading = ''] = text.split('\n', 1);
  const [ms] = [...momentsIn(heading, talk), ...momentsIn(text, talk)];
  const at = ms ?? placesOf(talk).of(text)?.startMs;
  return at === undefined ? undefined : talk.chapters.find((chapter) => within(chapter, at));
}

/** Before the first part on a later chapter; else behind the last one on an earlier chapter. */
function placeFor({ startMs }: Chapter, parts: Part[], end: number): number {
  const later = parts.find(({ chapterMs }) => chapterMs !== null && chapterMs > startMs);
  if (later) return later.start;
  const earlier = parts.findLastIndex(({ chapterMs }) => chapterMs !== null);
  return earlier === -1 ? end : (parts[earlier + 1]?.start ?? end);
}

function inMarkdown(section: Section, parts: Part[]): string {
  const { title, startMs } = section.chapter;
  const level = parts.find((part) => part.level > 0)?.level ?? 2;
  const heading = `${'#'.repeat(level)} ${escapeMarkdown(title)} (${timestampLink(startMs)})`;
  return [heading, ...pointsOf(telling(section, SENTENCES))].join(BETWEEN);
}

const asPlainText = (section: Section): string =>
  [section.chapter.title, quoted(telling(section, SENTENCES)).join(' ')].join('\n');

/** Where they stand in the draft in the end, so that it is shown there who wrote them. */
export function placesOfAdded(body: string, added: readonly Chapter[]): Mends {
  const paragraphs = paragraphsOf(body);
  return added.flatMap(({ title, startMs }) => {
    const heads = [`${escapeMarkdown(title)} (${timestampLink(startMs)})`, `${title}\n`];
    const place = paragraphs.findLast(({ text }) => heads.some((head) => text.replace(/^#+ /, '').startsWith(head)));
    return place ? [{ index: place.index, start: place.start, kind: 'chapters', was: '', now: title }] : [];
  });
}
