/** What is mailed to who is invited. */
import type { MailLanguage } from '../contract/draft-mails.js';
import { INVITATION_DAYS } from '../contract/members.js';
import type { SentInvitation } from '../contract/members.js';
import type { Said } from '../mail/letter.js';
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

export interface Inviting {
  /** Their name. */
  inviter: string;
  /** Of the project. */
  title: string;
  language: MailLanguage;
}

type Asked = Omit<Inviting, 'language'> & Pick<SentInvitation, 'role'>;

const may: Record<MailLanguage, Record<SentInvitation['role'], string>> = {
  en: {
    owner: 'You may change everything, and say who else works on it.',
    editor: 'You may change everything but its members.',
    viewer: 'You may read everything.',
  },
  de: {
    owner: 'Du darfst alles ändern und bestimmen, wer noch daran arbeitet.',
    editor: 'Du darfst alles ändern, nur nicht die Mitglieder.',
    viewer: 'Du darfst alles lesen.',
  },
};

const said: Record<MailLanguage, (asked: Asked) => Said> = {
  en: ({ inviter, title, role }) => ({
    subject: `${inviter} invites you to “${title}”`,
    about: `${inviter} invites you to work on “${title}” in Devreel. ${may.en[role]}`,
    label: 'Accept the invitation',
    after: `The link is good for ${INVITATION_DAYS} days, and once. If you do not know ${inviter}, do nothing: without it nothing happens.`,
  }),
  de: ({ inviter, title, role }) => ({
    subject: `${inviter} lädt dich zu „${title}“ ein`,
    about: `${inviter} lädt dich ein, in Devreel an „${title}“ mitzuarbeiten. ${may.de[role]}`,
    label: 'Einladung annehmen',
    after: `Der Link gilt ${INVITATION_DAYS} Tage lang und einmal. Kennst du ${inviter} nicht, tu nichts: Ohne ihn geschieht nichts.`,
  }),
};

/** `language`: of who invites, since nobody knows that of who is invited. */
export const invitationMail = ({ email, role, link }: SentInvitation, { inviter, title, language }: Inviting): Mail =>
  letter({ to: email, link, language, ...said[language]({ inviter, title, role }) });
