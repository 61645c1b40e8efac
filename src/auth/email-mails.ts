/** What is mailed when somebody wants to sign in by another address, or mails to come to the one they have. */
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

/** To the new address. `link`: to the page that confirms it. */
export const confirmMail = ({ to, link, hours }: { to: string; link: string; hours: number }): Mail =>
  letter({
    to,
    subject: 'Confirm your new e-mail address for Devreel',
    about:
      'Somebody, you it is to be hoped, wants to sign in to Devreel by this address from now on. Follow the link where you are signed in to Devreel, so that the address is proved to be yours.',
    link: { href: link, label: 'Confirm this address' },
    after: `The link is good for ${hours} hours, and once. If it was not you, do nothing: whoever asked would sign in by your address.`,
  });

/** To the address that an account has. `link`: to the page that confirms it. */
export const proveMail = ({ to, link, hours }: { to: string; link: string; hours: number }): Mail =>
  letter({
    to,
    subject: 'Confirm your e-mail address for Devreel',
    about:
      'Somebody whose account has this address, you it is to be hoped, wants Devreel to send mails about drafts to it. Follow the link where you are signed in to that account: then it has what is meant for the owner of this address.',
    link: { href: link, label: 'Confirm this address' },
    after: `The link is good for ${hours} hours, and once. If it was not you, do nothing, and do not sign in: without it no such mails come.`,
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
