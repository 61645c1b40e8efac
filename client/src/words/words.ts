/**
 * All words of the page are in en.json, and in a file like it for each other language: `t('chapters.move')`, and `<Sentence>` where
 * part of a sentence is a link or a button. The blocks are named after the features. A number picks its form by `_one` and `_other`.
 * A language is one file and one line here; what it says of the server's own sentences (`said.ts`) stands in it, too. `t` is for functions: where a module is still being read, the language is not known yet.
 */
import type { TFunction } from 'i18next';
import i18next from 'i18next';
import en from './en.json';

const files = {
  en: () => Promise.resolve(en),
  de: (): Promise<Words> => import('./de.json').then((file) => file.default),
};

type Words = typeof en;
export type Language = keyof typeof files;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Words };
  }
}

const KEY = 'devreel:language';

// English is there from the start: it stands in where another language has no word.
void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React escapes.
  interpolation: { escapeValue: false },
});

export const words = i18next;
/** The words of this name, in the language of the page; `{{values}}` of them are put in. */
export const t: TFunction = i18next.t;

export const languages = Object.keys(files) as Language[];
export const language = (): Language => i18next.language as Language;

const isLanguage = (name: string): name is Language => name in files;

/** What was chosen on this browser, or else the first language of the person's that there is. */
function wanted(): Language {
  const theirs = [localStorage.getItem(KEY) ?? '', ...navigator.languages.map((tag) => tag.split('-')[0] ?? '')];
  return theirs.find(isLanguage) ?? 'en';
}

/** How dates are written: as in the country of the person's that speaks the page's language, if there is one. */
export const locale = (): string => navigator.languages.find((tag) => tag.split('-')[0] === language()) ?? language();

/** Before anything is drawn. Without the file, as after a lost line, the page is in English. */
export async function openWords(): Promise<void> {
  await speak(wanted());
  document.documentElement.lang = language();
}

/** From now on `t` answers in this language. */
export async function speak(name: Language): Promise<void> {
  try {
    i18next.addResourceBundle(name, 'translation', await files[name]());
    await i18next.changeLanguage(name);
  } catch (error) {
    console.error(error);
  }
}

/** For this browser from now on: the page begins anew, so that every word of it is in that language. */
export function chooseLanguage(name: Language): void {
  localStorage.setItem(KEY, name);
  location.reload();
}
