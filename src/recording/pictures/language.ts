/** In which language a talk and its slides are. Pure. */
import { francAll } from 'franc';
import { clip } from '../../contract/clip.js';

/** Those that can be read off pictures, by franc's names. */
const READABLE: Record<string, string> = {
  eng: 'en',
  deu: 'de',
  spa: 'es',
  fra: 'fr',
  por: 'pt',
  ita: 'it',
  nld: 'nl',
  pol: 'pl',
  swe: 'sv',
  ces: 'cs',
  tur: 'tr',
  jpn: 'ja',
  cmn: 'zh',
  kor: 'ko',
  rus: 'ru',
  ukr: 'uk',
  ell: 'el',
  heb: 'he',
  arb: 'ar',
  hin: 'hi',
  tha: 'th',
  vie: 'vi',
};
const ENOUGH_CHARS = 120;
const SAMPLE_CHARS = 5_000;
/** How much better than English another language must fit: slides in English are full of names and of words of the trade. */
const BETTER = 0.08;

/** In BCP 47, from words that may be read without their marks; null where there are too few to tell. */
export function languageOfTexts(texts: string[]): string | null {
  const words = clip(texts.join('\n'), SAMPLE_CHARS)
    .replace(/[^\p{L}\s'’-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (words.length < ENOUGH_CHARS) return null;
  const found = francAll(words, { only: Object.keys(READABLE) });
  const [best] = found;
  const english = found.find(([name]) => name === 'eng')?.[1] ?? 0;
  if (!best || best[0] === 'und') return null;
  return best[1] - english >= BETTER ? (READABLE[best[0]] ?? null) : 'en';
}
