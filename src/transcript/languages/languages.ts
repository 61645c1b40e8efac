/** The languages whose talks are divided and named with some knowledge of them. One more: one file and one line. */
import { german } from './de.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { french } from './fr.js';
import { italian } from './it.js';
import { japanese } from './ja.js';
import type { Language } from './language.js';
import { words } from './language.js';
import type { KnownWords } from './more.js';
import { moreLanguages } from './more.js';
import { dutch } from './nl.js';
import { portuguese } from './pt.js';

/** By ISO 639-1. */
export const languages = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  pt: portuguese,
  it: italian,
  nl: dutch,
  ja: japanese,
} satisfies Record<string, Language>;

/** A pattern that nothing fits. */
const NEVER = '(?!)';

/** Of others nothing is known; how evenly their words are spread tells function words, too. */
const UNKNOWN: Language = {
  stop: words(''),
  links: words(''),
  weak: words(''),
  and: '',
  articles: words(''),
  blanks: true,
  compounds: false,
  fillers: '(?:…)',
  announcements: [],
  openings: [],
  pointing: '(?:…)',
  goesOn: '(?:…)',
  prose: {
    labels: english.prose.labels,
    quotes: english.prose.quotes,
    leads: NEVER,
    hesitations: NEVER,
    asides: NEVER,
    tags: NEVER,
    refersBack: NEVER,
    staging: NEVER,
    room: NEVER,
    deictics: NEVER,
    pronouns: NEVER,
    defines: NEVER,
    asks: NEVER,
    opens: words(''),
    begins: words(''),
    binds: words(''),
    hangs: words(''),
    closes: words(''),
  },
};

const made = new WeakMap<KnownWords, Language>();

/** Of which function words are known, and nothing else; made once. */
function withWords(known: KnownWords): Language {
  const language = made.get(known) ?? {
    ...UNKNOWN,
    stop: known.stop,
    links: known.links,
    and: known.and,
    blanks: known.blanks,
    prose: { ...UNKNOWN.prose, labels: known.labels, quotes: known.quotes },
  };
  made.set(known, language);
  return language;
}

/** What the lists of chapters are headed with, in all languages. */
export const chapterLabels = (): string[] =>
  [...Object.values(languages).map(({ prose }) => prose), ...moreLanguages.values()].map(
    ({ labels }) => labels.chapters,
  );

/** So many words are enough to know a language by. */
const SAMPLE = 3_000;
/** In a text of a language at least this share are its function words. */
const LEAST_SHARE = 0.25;

/**
 * The language of a talk: `tag` (BCP 47) as the transcript has it, or what its words tell, when nobody said. `spoken`: words
 * in lower case.
 */
export function languageOf(tag: string | null, spoken: string[]): Language {
  const primary = (tag ?? '').toLowerCase().split('-')[0] ?? '';
  if (isKnown(primary)) return languages[primary];
  const more = moreLanguages.get(primary);
  if (more) return withWords(more);
  if (/^[a-z]{2,3}$/.test(primary) && primary !== 'und') return UNKNOWN;
  const sample = spoken.slice(0, SAMPLE);
  if (sample.filter((word) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)).length > sample.length / 5)
    return japanese;
  const best = likeliest(Object.values(languages), sample);
  if (best) return best;
  const other = likeliest([...moreLanguages.values()], sample);
  return other ? withWords(other) : UNKNOWN;
}

/** The one whose function words are most of the sample; null where that is few. */
function likeliest<Known extends Pick<Language, 'stop'>>(among: Known[], sample: string[]): Known | null {
  const shares = among.map((language) => ({
    language,
    share: sample.filter((word) => language.stop.has(word)).length / Math.max(1, sample.length),
  }));
  const best = shares.reduce((a, b) => (b.share > a.share ? b : a));
  return best.share >= LEAST_SHARE ? best.language : null;
}

const isKnown = (code: string): code is keyof typeof languages => Object.hasOwn(languages, code);
