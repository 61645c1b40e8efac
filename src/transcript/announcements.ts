/** How people say that something new comes, as regular expressions made of what a language says of it. */
import type { Language } from './languages/language.js';

export interface Patterns {
  /** At the start of a sentence; a name follows. */
  announced: RegExp;
  /** The same anywhere; global. */
  inside: RegExp;
  opens: RegExp;
  continues: RegExp;
  /** Behind an announcement: it is of something at hand. */
  points: RegExp;
  /** Behind an announcement and its name, where the language needs it. */
  behind: RegExp | null;
}

const made = new WeakMap<Language, Patterns>();

/** The patterns of a language; made once. */
export function patternsOf(language: Language): Patterns {
  const patterns = made.get(language) ?? make(language);
  made.set(language, patterns);
  return patterns;
}

function make({ fillers, announcements, openings, goesOn, blanks, pointing, announcedBehind }: Language): Patterns {
  const [wordStart, wordEnd] = blanks ? ['(?<![\\p{L}\\p{M}])', '(?![\\p{L}\\p{M}])'] : ['', ''];
  const start = `^\\P{L}*(?:${fillers}[\\s,，、]${blanks ? '+' : '*'})*`;
  const either = (list: string[]): string => (list.length === 0 ? '(?!)' : list.join('|'));
  return {
    announced: new RegExp(`${start}(?:.{0,24}?[,;:，、]\\s*)?(?:${either(announcements)})${wordEnd}`, 'iu'),
    inside: new RegExp(`${wordStart}(?:${either(announcements)})${wordEnd}`, 'giu'),
    opens: new RegExp(`${start}(?:${either(openings)})${wordEnd}`, 'iu'),
    points: new RegExp(`^\\s*${pointing}`, 'iu'),
    behind: announcedBehind === undefined ? null : new RegExp(`^.{1,30}?${announcedBehind}`, 'iu'),
    continues: new RegExp(`^\\P{L}*${goesOn}${wordEnd}`, 'iu'),
  };
}
