/** Which picture of a chapter is shown where some of its sentences stand. Pure. */
import type { Chapter } from '../contract/content.js';
import type { Language } from '../transcript/languages/language.js';
import { termsOf } from '../transcript/terms.js';
import { within } from './offline.js';
import type { Talk } from './talk.js';

type Shot = Talk['screenshots'][number];

/**
 * The distinct one on which most is to be read of what is told; of several the first. Faces show nothing of it. Where no picture was read, the
 * first one.
 */
export function pictureFor(
  chapter: Chapter,
  told: readonly { text: string }[],
  { screenshots }: Pick<Talk, 'screenshots'>,
  language: Language,
): Shot | undefined {
  const words = new Set(termsOf([chapter.title, ...told.map(({ text }) => text)].join(' '), language));
  const tells = ({ seen }: Shot): number => {
    const read = new Set(seen ? termsOf(`${seen.title ?? ''} ${seen.text}`, language) : []);
    return [...read].filter((word) => words.has(word)).length;
  };
  const own = screenshots.filter(
    ({ distinct, atMs, seen }) => distinct && within(chapter, atMs) && seen?.kind !== 'person',
  );
  return own
    .map((shot) => ({ shot, tells: tells(shot) }))
    .reduce<{ shot: Shot; tells: number } | undefined>(
      (best, one) => (best && best.tells >= one.tells ? best : one),
      undefined,
    )?.shot;
}
