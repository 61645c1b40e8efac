/** Which figures are claims, however small: those with a unit; and figures that are written in words. */
import { toCardinal as german } from 'n2words/de-DE';
import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish } from 'n2words/es-ES';
import { toCardinal as french } from 'n2words/fr-FR';
import { toCardinal as italian } from 'n2words/it-IT';
import { toCardinal as dutch } from 'n2words/nl-NL';
import { toCardinal as portuguese } from 'n2words/pt-PT';
import { bareWords } from './said.js';

/** In the languages in which numbers are spelt. */
export const LANGUAGES = [english, german, spanish, french, italian, dutch, portuguese];

const PERCENT = 'percent|per ?cent|percentage points|prozent|por ?ciento|por ?cento|pour ?cent|procent';
const LARGE =
  'thousand|million|billion|trillion|tausend|million(?:en)?|milliarden?|mil|millones|mille|millions?|milliards?|milh(?:ão|ões)|mio|mrd';
const TIMES = 'times|fold|mal|fach|veces|vezes|fois|volte|keer';
/** Longer than a talk: minutes and hours a writer may have counted. */
const SPAN =
  'days?|weeks?|months?|years?|tagen?|wochen?|monaten?|jahren?|días?|semanas?|meses|años?|jours?|semaines?|mois|ans|dias?|anos?';

/** Behind a figure in digits. */
export const UNIT = new RegExp(
  `^\\s?(?:%|‰|％|パーセント|割|倍|[x×]|€|\\$|£|¥|[kmgt]?b(?!\\p{L})|[kM](?!\\p{L})|[mµn]s(?!\\p{L})|[\\s-]?(?:${PERCENT}|${LARGE}|${TIMES}|${SPAN})(?!\\p{L}))`,
  'iu',
);
const ONE_OF = '(?:out of|in|von|de cada|sur|em cada|su|op de)';
const WORD = '[\\p{L}’-]+';

/** Figures in words that are claims: `eighty-seven percent`, `nine out of ten`, `forty times`. The group is what has to be in the material. */
const SPELT = new RegExp(
  `(?<![\\p{L}\\p{N}])(${WORD}(?: ${WORD})?) (${PERCENT}|${LARGE}|${TIMES})(?!\\p{L})|(?<![\\p{L}\\p{N}])(${WORD}) (${ONE_OF}) (${WORD})(?!\\p{L})`,
  'giu',
);

const MOST_SPELT = 999;

/** Each number that is written as one word or two, as bare words; made once. */
const numberWords = new Map(
  LANGUAGES.flatMap((spell) =>
    Array.from({ length: MOST_SPELT + 1 }, (_, n) => [bareWords(spell(n)).join(' '), n] as const),
  ).filter(([, n]) => n > 1),
);

export interface SpeltFigure {
  index: number;
  text: string;
  /** All of these have to be in the material. */
  values: number[];
}

/** Where a text has such figures. */
export function speltFigures(text: string): SpeltFigure[] {
  return [...text.matchAll(SPELT)].flatMap((match) => {
    const [whole, count, , some, , all] = match;
    const values =
      count === undefined ? [valueOf(some ?? ''), valueOf(all ?? '')] : [valueOf(count) ?? valueOf(lastOf(count))];
    const known = values.filter((value) => value !== null);
    return known.length === values.length ? [{ index: match.index, text: whole, values: known }] : [];
  });
}

const valueOf = (words: string): number | null => numberWords.get(bareWords(words).join(' ')) ?? null;
const lastOf = (words: string): string => words.split(' ').at(-1) ?? '';
