/** Words below a picture that say what is not on it. */
import { placesOf } from '../places.js';
import { termsOf } from '../../transcript/terms.js';
import type { FindFaults } from './finding.js';
import { quoted, withoutCode } from './finding.js';

const IMAGE = /!\[([^\][\n]*)\]\(screenshots\/(\d{1,9})\.jpg\)/g;
/** What is said while a picture is shown may be said of it. */
const AROUND_MS = 45_000;
/** With fewer words nothing is claimed. */
const LEAST_TERMS = 3;
/** Of its words, so many stand on the picture or are said with it. */
const SHARED = 0.25;

/** The model is told; what it leaves gets the picture's own words. */
export const pictures: FindFaults = (draft, { talk }) => {
  const seen = new Map(
    (talk.screenshots ?? []).flatMap(({ index, atMs, seen: on }) => (on ? [[index, { ...on, atMs }] as const] : [])),
  );
  if (seen.size === 0) return [];
  return [...withoutCode(draft).matchAll(IMAGE)].flatMap(({ 0: image, 1: alt = '', 2: number = '', index: start }) => {
    const picture = seen.get(Number(number));
    const terms = [...new Set(termsOf(alt))];
    if (!picture?.alt || terms.length < LEAST_TERMS) return [];
    const { atMs } = picture;
    const shown = new Set(termsOf(`${picture.alt} ${picture.text} ${picture.code ?? ''}`));
    const places = placesOf(talk);
    const said = (term: string): boolean =>
      places.within([term], { startMs: atMs - AROUND_MS, endMs: atMs + AROUND_MS }).shared > 0;
    if (terms.filter((term) => shown.has(term) || said(term)).length >= SHARED * terms.length) return [];
    const words = picture.alt.replace(/[[\]\n]/g, ' ');
    const says = `${quoted(alt)} is not what screenshot ${number} shows: that is ${quoted(picture.alt)}`;
    return [{ start, end: start + image.length, instead: `![${words}](screenshots/${number}.jpg)`, says }];
  });
};
