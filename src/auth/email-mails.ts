/** What is mailed when somebody wants to sign in by another address, or mails to come to the one they have. */
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

/** To the new address. `link`: to the page that confirms it. */
export const confirmMail = ({ to, link, hours }: { to: string; link: string; hours: number }): Mail =>
  letter({
    to,
    subject: 'Confirm your new e-mail address for Devreel',
    about: 'Somebody, you it is to be hoped, wants to sign in to Devreel by this address from now on.',
    link: { href: link, label: 'Confirm this address' },
    after: `The link is good for ${hours} hours, and once. If it was not you, do nothing: without it nothing happens.`,
  });

/** To the address that an account has. `link`: to the page that confirms it. */
export const proveMail = ({ to, link, hours }: { to: string; link: string; hours: number }): Mail =>
  letter({
    to,
    subject: 'Confirm your e-mail address for Devreel',
    about: 'Somebody, you it is to be hoped, wants Devreel to send mails about drafts to this address.',
    link: { href: link, label: 'Confirm this address' },
    after: `The link is good for ${hours} hours, and once. If it was not you, do nothing: without it no such mails come.`,
  });

/** To the old one. `wanted`: the new one. `link`: to where one asks for a new password. */
export const warningMail = ({ to, wanted, link }: { to: string; wanted: string; link: string }): Mail =>
  letter({
    to,
    subject: 'Your e-mail address for Devreel is to change',
    about: `Somebody who knows your password asked to sign in by ${wanted} in place of this address. Once the link that was mailed there is followed, it is so. If it was not you, set a new password now:`,
    link: { href: link, label: 'Set a new password' },
    after: 'If it was you, there is nothing to do here.',
  });
