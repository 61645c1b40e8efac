/** What mails about drafts say, in each language. The names of drafts are those of the page; a kind of one's own keeps its name. */
import { draftNames } from '../content/draft-names.js';
import type { MailLanguage } from '../contract/draft-mails.js';

interface Words {
  /** How the subject names it: of one talk, or of several. */
  subject(drafts: number, talks: string[]): string;
  greeting(name: string): string;
  about(drafts: number): string;
  open: string;
  why: string;
  change: string;
  unsubscribe: string;
  types: Partial<Record<string, string>>;
}

const en: Words = {
  subject(drafts, [first = '', ...others]) {
    if (others.length > 0) return `Drafts are ready: “${first}” and ${others.length} more`;
    return drafts === 1 ? `Your draft of “${first}” is ready` : `Your ${drafts} drafts of “${first}” are ready`;
  },
  greeting: (name) => `Hello ${name},`,
  about: (drafts) =>
    drafts === 1
      ? 'while you were away, a draft was written. It waits for your eye:'
      : `while you were away, ${drafts} drafts were written. They wait for your eye:`,
  open: 'Open',
  why: 'You get this mail because you asked to hear of drafts that become ready while you are away.',
  change: 'Change that in your account',
  unsubscribe: 'No more of these mails',
  types: draftNames.en,
};

const de: Words = {
  subject(drafts, [first = '', ...others]) {
    if (others.length > 0) return `Entwürfe sind fertig: „${first}“ und ${others.length} weitere`;
    return drafts === 1
      ? `Dein Entwurf zu „${first}“ ist fertig`
      : `Deine ${drafts} Entwürfe zu „${first}“ sind fertig`;
  },
  greeting: (name) => `Hallo ${name},`,
  about: (drafts) =>
    drafts === 1
      ? 'während du weg warst, ist ein Entwurf entstanden. Er wartet auf deinen Blick:'
      : `während du weg warst, sind ${drafts} Entwürfe entstanden. Sie warten auf deinen Blick:`,
  open: 'Öffnen',
  why: 'Du bekommst diese Mail, weil du von Entwürfen hören willst, die fertig werden, während du weg bist.',
  change: 'Das änderst du in deinem Konto',
  unsubscribe: 'Keine solchen Mails mehr',
  types: draftNames.de,
};

export const mailWords = { en, de } satisfies Record<MailLanguage, Words>;
