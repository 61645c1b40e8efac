/** What is to be seen and read on the pictures of a talk, for those who write about it. Pure. */
import { clip } from '../contract/clip.js';
import { timestamp } from '../transcript/chapters.js';
import type { Talk } from './talk.js';

type Shot = Talk['screenshots'][number];

/** What of a picture's words stands in a list of pictures, in characters. */
export const TOLD = 300;
/** In words. */
const LEAST_ALT = 4;

/** All words on the slides, as a part of what a draft may draw on. */
export const wordsOnSlides = (screenshots: Shot[]): string[] =>
  screenshots.flatMap(({ seen }) => (seen && seen.text !== '' ? [seen.text] : []));

/**
 * A line for each of at most `most` distinct pictures from all over the talk: number, time, kind and title, and what is to be read
 * on it, without its code, or what it shows where there are no words.
 */
export function pictureNotes({ screenshots }: Pick<Talk, 'screenshots'>, most: number): string[] {
  return chosen(screenshots, most).map(({ index, atMs, seen }) => {
    const place = `${index}: at ${timestamp(atMs)}`;
    if (!seen) return place;
    const words = seen.code === null ? seen.text : seen.text.replace(seen.code, ' ');
    // Of a diagram or a photograph without words, somebody may have told what is on it.
    const told = clip(words.replace(/\s+/g, ' ').trim() || (seen.code === null ? shownBy(seen.alt) : ''), TOLD);
    const title = seen.title === null ? '' : ` “${seen.title}”`;
    return `${place}, ${seen.kind}${title}${told === '' ? '' : `: ${told}`}`;
  });
}

/** `The speaker` says no more than the kind does. */
const shownBy = (alt: string): string => (alt.split(' ').length >= LEAST_ALT ? alt : '');

/** Code and terminals' lines as they stand on pictures, each once, with when; together at most `maxChars`. */
export function codeNotes({ screenshots }: Pick<Talk, 'screenshots'>, maxChars: number): string[] {
  const notes = new Map<string, string>();
  let left = maxChars;
  for (const { atMs, seen } of screenshots) {
    const code = seen?.code;
    if (code == null || notes.has(code) || code.length > left) continue;
    left -= code.length;
    notes.set(code, `[${timestamp(atMs)}]\n${code}`);
  }
  return [...notes.values()];
}

/** Those that show slides and code come before those that show a face, when there are too many. */
function chosen(screenshots: Shot[], most: number): Shot[] {
  const distinct = screenshots.filter((shot) => shot.distinct);
  const telling = distinct.filter(({ seen }) => seen?.kind !== 'person');
  const from = distinct.length > most && telling.length > 0 ? telling : distinct;
  const step = Math.max(1, from.length / most);
  return Array.from({ length: Math.min(most, from.length) }, (_, i) => from[Math.floor(i * step)]).flatMap((shot) =>
    shot ? [shot] : [],
  );
}
