/** What the page that a share leads to says itself, in each language. */
import { draftNames } from '../content/draft-names.js';
import type { MailLanguage } from '../contract/draft-mails.js';
import { mailLanguages } from '../contract/draft-mails.js';

interface Words {
  transcript: string;
  chapters: string;
  onThisPage: string;
  empty: string;
  madeWith: string;
  /** Names of drafts by their type; one of a kind of somebody's own keeps its name. */
  types: Partial<Record<string, string>>;
}

const en: Words = {
  transcript: 'Transcript',
  chapters: 'Chapters',
  onThisPage: 'On this page',
  empty: 'There is nothing here yet. Come back in a while.',
  madeWith: 'Made with Devreel',
  types: draftNames.en,
};

const de: Words = {
  transcript: 'Transkript',
  chapters: 'Kapitel',
  onThisPage: 'Auf dieser Seite',
  empty: 'Hier ist noch nichts. Schau in einer Weile wieder vorbei.',
  madeWith: 'Gemacht mit Devreel',
  types: draftNames.de,
};

const languages = { en, de } satisfies Record<MailLanguage, Words>;

export interface Saying extends Words {
  /** As `lang` says it. */
  language: MailLanguage;
}

/** In the language of the talk, by its BCP 47 tag, where there are words in it; otherwise in English. */
export function wordsFor(tag: string | null): Saying {
  const main = tag?.split('-')[0]?.toLowerCase();
  const language = mailLanguages.find((one) => one === main) ?? 'en';
  return { language, ...languages[language] };
}
