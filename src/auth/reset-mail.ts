/** What is mailed to who has forgotten the password. */
import type { MailLanguage } from '../contract/draft-mails.js';
import type { Said } from '../mail/letter.js';
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

export const RESET_MAIL_HOURS = 1;

const said: Record<MailLanguage, Said> = {
  en: {
    subject: 'Set a new password for Devreel',
    about: 'Somebody, you it is to be hoped, asked to set a new password for your account in Devreel.',
    label: 'Set a new password',
    after: 'The link is good for an hour, and once. If it was not you, do nothing: your password stays as it is.',
  },
  de: {
    subject: 'Neues Passwort für Devreel',
    about: 'Jemand, hoffentlich du, möchte für dein Konto bei Devreel ein neues Passwort setzen.',
    label: 'Neues Passwort setzen',
    after: 'Der Link gilt eine Stunde lang und einmal. Warst du es nicht, tu nichts: Dein Passwort bleibt, wie es ist.',
  },
};

/** `link`: to the page that sets a new one. */
export const resetMail = ({ to, link, language }: { to: string; link: string; language: MailLanguage }): Mail =>
  letter({ to, link, language, ...said[language] });
