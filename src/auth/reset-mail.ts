/** What is mailed to who has forgotten the password. */
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

export const RESET_MAIL_HOURS = 1;

/** `link`: to the page that sets a new one. */
export const resetMail = (to: string, link: string): Mail =>
  letter({
    to,
    subject: 'Set a new password for Devreel',
    about: 'Somebody, you it is to be hoped, asked to set a new password for your account in Devreel.',
    link: { href: link, label: 'Set a new password' },
    after: `The link is good for an hour, and once. If it was not you, do nothing: your password stays as it is.`,
  });
