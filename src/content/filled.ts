/** Chapters that a model leaves out of a draft of the whole talk, also when it was told: the talk's own sentences stand in for it. Pure. */
import type { Chapter } from '../contract/content.js';
import { measureOf } from './own/check.js';
import { asksForAll, coverageOf } from './coverage.js';
import type { Edit } from './edits.js';
import { applied } from './edits.js';
import { sameLanguage } from './checks/whole.js';
import type { Mends } from './mends.js';
import { escapeMarkdown, saidInMarkdown, timestampLink } from './markdown.js';
import type { Section } from './offline.js';
import { outlineOf, pointsOf, quoted, telling, within } from './offline.js';
import { momentsIn, paragraphsOf } from './paragraphs.js';
import { placesOf } from './places.js';
import type { ContentType, Talk } from './talk.js';

/** Of each chapter so many sentences at most. */
const SENTENCES = 3;
const BETWEEN = '\n\n';
const HEADING = /^(#{1,6})[ \t]/;

type Whole = Pick<ContentType, 'scope' | 'format' | 'limit' | 'check'>;

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
  // Some write the list of chapters themselves.
  const whole = type.check(body, talk).body;
  const left = new Set(coverageOf(whole, type.format, talk)?.left.map(({ index }) => index));
  if (left.size === 0 || sameLanguage(body, { talk, passages: [] }) === false) return asIs;
  const missing = outlineOf(talk, 0).sections.filter(
    ({ chapter, sentences }) => left.has(chapter.index) && sentences.length > 0,
  );
  const parts = partsOf(body, talk);
  const end = body.trimEnd().length;
  const edits = missing.map((section): Edit => {
    const at = placeFor(section.chapter, parts, end);
    const block = type.format === 'markdown' ? inMarkdown(section, parts) : asPlainText(section);
    const text = at === end ? `${BETWEEN}${block}` : `${block}${BETWEEN}`;
    return { start: at, end: at, text };
  });
  const filled = applied(body, edits);
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
  const paragraphs = paragraphsOf(body).map(({ start, text }) => ({
    start,
    heading: text.split('\n', 1)[0] ?? '',
    level: HEADING.exec(text)?.[1]?.length ?? 0,
  }));
  const title = paragraphs[0]?.level === 1 ? paragraphs.slice(1) : paragraphs;
  const headings = title.filter(({ level }) => level > 0);
  const top = Math.min(...headings.map(({ level }) => level));
  const starts = headings.length > 0 ? headings.filter(({ level }) => level === top) : title;
  const told = starts.map(({ start, heading, level }, i) => {
    const named = level > 0 ? chapterNamed(heading, talk) : null;
    return { start, level, named, text: body.slice(start, starts[i + 1]?.start) };
  });
  if (told.some(({ named }) => named !== null)) {
    return told.map(({ start, level, named }) => ({ start, level, chapterMs: named }));
  }
  return inOrder(told.map(({ start, level, text }) => ({ start, level, chapterMs: saidAt(text, talk) })));
}

/** The chapter whose moment or title stands in a heading. */
function chapterNamed(heading: string, talk: Talk): number | null {
  const [ms] = momentsIn(heading, talk);
  const words = heading.toLowerCase();
  const chapter = talk.chapters.find((one) =>
    ms === undefined ? words.includes(one.title.toLowerCase()) : within(one, ms),
  );
  return chapter?.startMs ?? null;
}

/** The chapter from which the words of a part come. */
function saidAt(text: string, talk: Talk): number | null {
  const place = placesOf(talk).of(text);
  return talk.chapters.find((one) => place !== null && within(one, place.startMs))?.startMs ?? null;
}

/** Without what breaks the order of the talk, such as an opening that tells of its end: the most parts that are in order. */
function inOrder(parts: Part[]): Part[] {
  const best: Part[][] = [];
  for (const part of parts) {
    if (part.chapterMs === null) continue;
    const before = best.filter((chain) => (chain.at(-1)?.chapterMs ?? 0) <= (part.chapterMs ?? 0));
    const longest = before.reduce<Part[]>((most, chain) => (chain.length > most.length ? chain : most), []);
    best.push([...longest, part]);
  }
  const kept = new Set(best.reduce<Part[]>((most, chain) => (chain.length > most.length ? chain : most), []));
  return parts.map((part) => (kept.has(part) ? part : { ...part, chapterMs: null }));
}

/** Before the first part on a later chapter; else behind the last one on an earlier chapter. */
function placeFor({ startMs }: Chapter, parts: Part[], end: number): number {
  const later = parts.find(({ chapterMs }) => chapterMs !== null && chapterMs > startMs);
  if (later) return later.start;
  const earlier = parts.findLastIndex(({ chapterMs }) => chapterMs !== null);
  return earlier === -1 ? end : (parts[earlier + 1]?.start ?? end);
}

/** As the sections of the draft are; a draft without any gets a paragraph. */
function inMarkdown(section: Section, parts: Part[]): string {
  const { title, startMs } = section.chapter;
  const level = parts.find((part) => part.level > 0)?.level;
  const told = telling(section, SENTENCES);
  const link = timestampLink(startMs);
  if (level === undefined) return `**${escapeMarkdown(title)}** (${link}): ${saidInMarkdown(quoted(told).join(' '))}`;
  return [`${'#'.repeat(level)} ${escapeMarkdown(title)} (${link})`, ...pointsOf(told)].join(BETWEEN);
}

const asPlainText = (section: Section): string =>
  [section.chapter.title, quoted(telling(section, SENTENCES)).join(' ')].join('\n');

/** Where they stand in the draft in the end, so that it is shown there who wrote them. */
export function placesOfAdded(body: string, added: readonly Chapter[]): Mends {
  const paragraphs = paragraphsOf(body);
  return added.flatMap(({ title, startMs }) => {
    const [head, link] = [escapeMarkdown(title), timestampLink(startMs)];
    const heads = [`${head} (${link})`, `**${head}** (${link})`, `${title}\n`];
    const place = paragraphs.findLast(({ text }) => heads.some((one) => text.replace(/^#+ /, '').startsWith(one)));
    return place ? [{ index: place.index, start: place.start, kind: 'chapters', was: '', now: title }] : [];
  });
}
