/** The paragraphs of a draft, with the seconds of the talk that each comes from. Pure. */
import type { Grounding } from '../contract/grounding.js';
import type { Place } from './places.js';
import { placesOf } from './places.js';
import { timeIn } from './references.js';
import type { Talk } from './talk.js';

export interface Paragraph {
  /** Counted from 0, headings and all. */
  index: number;
  /** In UTF-16 code units. */
  start: number;
  text: string;
}

export type Origins = NonNullable<Grounding['paragraphs']>;

/** A moment of the talk that is named in a draft, in either form; not part of a longer number. */
const MOMENT = /\(#t=([^()\s]+)\)|(?<![\d:.,])((?:\d{1,2}:)?\d{1,2}:\d{2})(?!:?\d|[.,]\d)/g;
/** Of what is named by its time alone, so much is taken for what is meant. */
const NAMED_MS = 30_000;

/** What blank lines part; a fenced block is one. */
export function paragraphsOf(body: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let [fence, current] = ['', null as { start: number; lines: string[] } | null];
  let at = 0;
  const end = (): void => {
    if (current) paragraphs.push({ index: paragraphs.length, start: current.start, text: current.lines.join('\n') });
    current = null;
  };
  for (const line of body.split('\n')) {
    if (fence === '' && line.trim() === '') end();
    else if (current) current.lines.push(line);
    else current = { start: at, lines: [line] };
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === '' ? mark : line.trim().startsWith(fence) ? '' : fence;
    at += line.length + 1;
  }
  end();
  return paragraphs;
}

/** The different moments that a text names, in ms; those that the talk does not have are left out. */
export const momentsIn = (text: string, talk: Pick<Talk, 'durationMs'>): number[] => [
  ...new Set(
    [...text.matchAll(MOMENT)].flatMap(([, link, plain]) => {
      const seconds = timeIn(link ?? plain ?? '', talk);
      return seconds === null ? [] : [seconds * 1_000];
    }),
  ),
];

/** Those of which it can be told, by their words, or by the time that they name. */
export function placedParagraphs(
  body: string,
  talk: Pick<Talk, 'segments' | 'language' | 'durationMs'>,
  places = placesOf(talk),
): Origins {
  return paragraphsOf(body).flatMap(({ index, start, text }) => {
    const place = places.of(text);
    const told = named(text, talk);
    // What it names itself is nearer than where its words begin to be said.
    const from = place && told && told.startMs >= place.startMs && told.startMs < place.endMs ? told.startMs : null;
    const found = place && from !== null ? { ...place, startMs: from } : (place ?? told);
    return found ? [{ index, start, ...found }] : [];
  });
}

/** After a change by hand: paragraphs that stand there as before come from where they came from. */
export function keptParagraphs(before: string, origins: Origins, after: string): Origins {
  const known = new Map(origins.map((origin) => [origin.index, origin]));
  const places = new Map(
    paragraphsOf(before).flatMap(({ index, text }) => {
      const origin = known.get(index);
      return origin ? [[text, origin]] : [];
    }),
  );
  return paragraphsOf(after).flatMap(({ index, start, text }) => {
    const origin = places.get(text);
    return origin ? [{ ...origin, index, start }] : [];
  });
}

/** A list of moments has no place of its own. */
function named(text: string, talk: Pick<Talk, 'durationMs'>): Place | null {
  const [moment, ...others] = momentsIn(text, talk);
  if (moment === undefined || others.length > 0) return null;
  return { startMs: moment, endMs: Math.min(talk.durationMs, moment + NAMED_MS) };
}
