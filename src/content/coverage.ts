/** Which chapters of the talk a draft speaks of. Pure. */
import type { Chapter } from '../contract/content.js';
import type { Grounding } from '../contract/grounding.js';
import { timestamp } from '../transcript/chapters.js';
import { piecesOf } from '../transcript/pieces.js';
import { momentsIn, paragraphsOf } from './paragraphs.js';
import type { Place, Places } from './places.js';
import { placesOf } from './places.js';
import type { ContentType, Talk } from './talk.js';

/** Of the words of a chapter's title, so many name it. */
const NAMED = 0.6;
/** A sentence that draws on a chapter has so many of its words, or more. */
const LEAST_SHARED = 3;
const LEAST_SHARE = 0.34;

/** Besides titles and times, a text says so many telling words of each chapter that it names; one that says less only lists them. */
const LEAST_BESIDES = 3;
const HEADING = /^#{1,6}[ \t]/;
const LIST_ITEM = /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]/;

type CoveredTalk = Pick<Talk, 'segments' | 'language' | 'chapters' | 'durationMs'>;

export type Coverage = NonNullable<Grounding['coverage']>;

/**
 * Null for a talk that is not divided. A list of titles or moments speaks of no chapter, but in plain text, as descriptions of videos have
 * it.
 */
export function coverageOf(
  body: string,
  format: ContentType['format'],
  talk: CoveredTalk,
  places = placesOf(talk),
): Coverage | null {
  const { chapters } = talk;
  if (chapters.length < 2) return null;
  const titles = chapters.map(({ title }) => places.termsIn(title));
  const units = paragraphsOf(body).flatMap(({ text }) => {
    const [whole, ...parts] = [text, ...linesAndSentences(text)].map((part) => unitOf(part, talk, titles, places));
    if (!whole || format === 'text') return whole ? [whole, ...parts] : [];
    if (isList(whole)) return parts.filter(({ besides }) => besides >= LEAST_BESIDES);
    // What only a line of a list names, the paragraph around it does not speak of either.
    const [spoken, listed] = [parts.filter((unit) => !isList(unit)), parts.some(isList)];
    return [listed ? { ...whole, named: new Set<number>() } : whole, ...spoken];
  });
  const named = new Set(units.flatMap((unit) => [...unit.named]));
  const stretches = units.flatMap(({ text }) => drawnFrom(text, places));
  const left = chapters.filter((chapter, i) => !named.has(i) && !stretches.some((place) => isWithin(place, chapter)));
  return {
    chapters: chapters.length - left.length,
    of: chapters.length,
    left: left.map(({ index, title, startMs }) => ({ index, title, startMs })),
  };
}

interface Unit {
  text: string;
  /** The places in the talk's list of the chapters that it names, by title or by a moment. */
  named: Set<number>;
  /** How many of its telling words are in none of their titles. */
  besides: number;
}

function unitOf(text: string, talk: CoveredTalk, titles: string[][], places: Places): Unit {
  const terms = new Set(places.termsIn(text));
  const moments = momentsIn(text, talk);
  const named = new Set(
    talk.chapters.flatMap(({ startMs, endMs }, i) =>
      moments.some((ms) => ms >= startMs - 999 && ms < endMs) || names(terms, titles[i] ?? []) ? [i] : [],
    ),
  );
  const known = new Set([...named].flatMap((i) => titles[i] ?? []));
  return { text, named, besides: [...terms].filter((term) => !known.has(term)).length };
}

/** Headings have their text below them. */
function isList({ text, named, besides }: Unit): boolean {
  if (besides >= LEAST_BESIDES * named.size || (HEADING.test(text) && !text.includes('\n'))) return false;
  return named.size > 1 || (named.size === 1 && LIST_ITEM.test(text));
}

const linesAndSentences = (paragraph: string): string[] =>
  paragraph.split('\n').flatMap((line) => [line, ...Array.from(piecesOf('sentence', line), ({ text }) => text)]);

/** Where the words of a text are said together, if they are. */
function drawnFrom(text: string, places: Places): Place[] {
  const whole = places.of(text);
  const found = places.best(places.termsIn(text));
  const dense = found && found.shared >= LEAST_SHARED && found.share >= LEAST_SHARE ? [found] : [];
  return whole ? [whole, ...dense] : dense;
}

/** Most of the stretch lies in the chapter, or the stretch takes in most of the chapter. */
function isWithin({ startMs, endMs }: Place, chapter: Chapter): boolean {
  const common = Math.min(endMs, chapter.endMs) - Math.max(startMs, chapter.startMs);
  return common > 0 && (common >= (endMs - startMs) / 2 || common >= (chapter.endMs - chapter.startMs) / 2);
}

const names = (terms: Set<string>, title: string[]): boolean =>
  title.length > 0 && title.filter((term) => terms.has(term)).length >= NAMED * title.length;

/** What the model is told of chapters that a draft of the whole talk leaves out; nothing for others. */
export function missingChapters(
  body: string,
  { scope, format }: Pick<ContentType, 'scope' | 'format'>,
  talk: CoveredTalk & Pick<Talk, 'instructions'>,
): string[] {
  const { left = [] } = (scope === 'every chapter' && coverageOf(body, format, talk)) || {};
  if (left.length === 0) return [];
  const named = left.map(({ startMs, title }) => `[${timestamp(startMs)}] ${title}`).join('; ');
  const wish = asksForAll(talk) ? '' : ', unless the instructions of the person who asks leave it out';
  return [
    `These chapters of the talk are missing: ${named}. Each of them has to be in the draft, however short it comes${wish}.`,
  ];
}

/** Nobody said what the draft should be: then all of the talk is in it. */
export const asksForAll = ({ instructions }: Pick<Talk, 'instructions'>): boolean => !instructions?.trim();
