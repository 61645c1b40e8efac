/** What is mailed when somebody wants to sign in by another address, or mails to come to the one they have. */
import type { MailLanguage } from '../contract/draft-mails.js';
import type { Said } from '../mail/letter.js';
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

interface ToConfirm {
  to: string;
  /** To the page that confirms it. */
  link: string;
  hours: number;
  language: MailLanguage;
}

const confirming: Record<MailLanguage, (hours: number) => Said> = {
  en: (hours) => ({
    subject: 'Confirm your new e-mail address for Devreel',
    about:
      'Somebody, you it is to be hoped, wants to sign in to Devreel by this address from now on. Follow the link where you are signed in to Devreel, so that the address is proved to be yours.',
    label: 'Confirm this address',
    after: `The link is good for ${hours} hours, and once. If it was not you, do nothing: whoever asked would sign in by your address.`,
  }),
  de: (hours) => ({
    subject: 'Bestätige deine neue E-Mail-Adresse für Devreel',
    about:
      'Jemand, hoffentlich du, möchte sich bei Devreel künftig mit dieser Adresse anmelden. Folge dem Link dort, wo du bei Devreel angemeldet bist, damit nachgewiesen ist, dass die Adresse dir gehört.',
    label: 'Diese Adresse bestätigen',
    after: `Der Link gilt ${hours} Stunden lang und einmal. Warst du es nicht, tu nichts: Sonst meldet sich, wer darum gebeten hat, mit deiner Adresse an.`,
  }),
};

const proving: Record<MailLanguage, (hours: number) => Said> = {
  en: (hours) => ({
    subject: 'Confirm your e-mail address for Devreel',
    about:
      'Somebody whose account has this address, you it is to be hoped, wants Devreel to send mails about drafts to it. Follow the link where you are signed in to that account: then it has what is meant for the owner of this address.',
    label: 'Confirm this address',
    after: `The link is good for ${hours} hours, and once. If it was not you, do nothing, and do not sign in: without it no such mails come.`,
  }),
  de: (hours) => ({
    subject: 'Bestätige deine E-Mail-Adresse für Devreel',
    about:
      'Jemand, dessen Konto diese Adresse hat, hoffentlich du, möchte, dass Devreel Mails über Entwürfe dorthin schickt. Folge dem Link dort, wo du mit diesem Konto angemeldet bist: Dann hat es, was für die Person hinter dieser Adresse gedacht ist.',
    label: 'Diese Adresse bestätigen',
    after: `Der Link gilt ${hours} Stunden lang und einmal. Warst du es nicht, tu nichts und melde dich nicht an: Ohne ihn kommen keine solchen Mails.`,
  }),
};

const warning: Record<MailLanguage, (wanted: string) => Said> = {
  en: (wanted) => ({
    subject: 'Your e-mail address for Devreel is to change',
    about: `Somebody who knows your password asked to sign in by ${wanted} in place of this address. Once the link that was mailed there is followed, it is so. If it was not you, set a new password now.`,
    label: 'Set a new password',
    after: 'If it was you, there is nothing to do here.',
  }),
  de: (wanted) => ({
    subject: 'Deine E-Mail-Adresse für Devreel soll sich ändern',
    about: `Jemand, der dein Passwort kennt, möchte sich mit ${wanted} anstelle dieser Adresse anmelden. Sobald dem Link gefolgt wird, der dorthin ging, ist es so. Warst du es nicht, setze jetzt ein neues Passwort.`,
    label: 'Neues Passwort setzen',
    after: 'Warst du es, ist hier nichts zu tun.',
  }),
};

/** To the new address. */
export const confirmMail = ({ hours, ...where }: ToConfirm): Mail =>
  letter({ ...where, ...confirming[where.language](hours) });

/** To the address that an account has. */
export const proveMail = ({ hours, ...where }: ToConfirm): Mail =>
  letter({ ...where, ...proving[where.language](hours) });

/** To the old one. `wanted`: the new one. `link`: to where one asks for a new password. */
export const warningMail = ({ wanted, ...where }: Omit<ToConfirm, 'hours'> & { wanted: string }): Mail =>
  letter({ ...where, ...warning[where.language](wanted) });
