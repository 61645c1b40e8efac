/** What every mail of Devreel's with one link in it looks like: a few sentences, the link, and what to do when it was not meant for its reader. */
import type { Request } from 'express';
import type { MailLanguage } from '../contract/draft-mails.js';
import { mailLanguages } from '../contract/draft-mails.js';
import { escaped } from '../contract/text.js';
import type { Mail } from '../outside/mail.js';
import { mailButton, mailPage } from './page.js';

export interface Said {
  subject: string;
  /** Why it comes. */
  about: string;
  /** What the link is for. */
  label: string;
  /** How long the link is good, and what happens without it. */
  after: string;
}

export interface Letter extends Said {
  to: string;
  language: MailLanguage;
  link: string;
}

/** The language of who sends a request, as their browser tells it (RFC 9110, 12.5.4), among those that mails are written in. */
export function mailLanguageOf(request: Pick<Request, 'acceptsLanguages'>): MailLanguage {
  const theirs = request.acceptsLanguages([...mailLanguages]);
  return mailLanguages.find((one) => one === theirs) ?? 'en';
}

/** The same words as text and as HTML. */
export function letter({ to, language, subject, about, label, link, after }: Letter): Mail {
  return {
    to,
    subject,
    text: `${about}\n\n${label}:\n${link}\n\n${after}\n`,
    html: mailPage(language, {
      inside: `<p>${escaped(about)}</p><p>${mailButton(link, escaped(label))}</p>`,
      small: escaped(after),
    }),
  };
}
