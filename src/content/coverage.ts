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

type CoveredTalk = Pick<Talk, 'segments' | 'language' | 'chapters' | 'durationMs'>;

export type Coverage = NonNullable<Grounding['coverage']>;

/** Null for a talk that is not divided. */
export function coverageOf(body: string, talk: CoveredTalk, places = placesOf(talk)): Coverage | null {
  const { chapters } = talk;
  if (chapters.length < 2) return null;
  const paragraphs = paragraphsOf(body).map(({ text }) => text);
  const moments = momentsIn(body, talk);
  const stretches = [...paragraphs, ...paragraphs.flatMap(linesAndSentences)].flatMap((text) =>
    drawnFrom(text, places),
  );
  const words = paragraphs.map((text) => new Set(places.termsIn(text)));
  const left = chapters.filter(
    (chapter) =>
      !moments.some((ms) => ms >= chapter.startMs - 999 && ms < chapter.endMs) &&
      !stretches.some((place) => isWithin(place, chapter)) &&
      !words.some((terms) => names(terms, places.termsIn(chapter.title))),
  );
  return {
    chapters: chapters.length - left.length,
    of: chapters.length,
    left: left.map(({ index, title, startMs }) => ({ index, title, startMs })),
  };
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
export function missingChapters(body: string, scope: ContentType['scope'], talk: CoveredTalk): string[] {
  const { left = [] } = (scope === 'every chapter' && coverageOf(body, talk)) || {};
  if (left.length === 0) return [];
  const named = left.map(({ startMs, title }) => `[${timestamp(startMs)}] ${title}`).join('; ');
  return [
    `These chapters of the talk are missing: ${named}. Each of them has to be in the draft, however short it comes.`,
  ];
}
