/** What every mail of Devreel's looks like: a few sentences, one link, and what to do when it was not meant for its reader. */
import { escaped } from '../contract/text.js';
import type { Mail } from '../outside/mail.js';

export interface Letter {
  to: string;
  subject: string;
  /** Why it comes. */
  about: string;
  link: { href: string; label: string };
  /** How long the link is good, and what happens without it. */
  after: string;
}

/** The same words as text and as HTML. */
export function letter({ to, subject, about, link, after }: Letter): Mail {
  return {
    to,
    subject,
    text: `${about}\n\n${link.href}\n\n${after}\n`,
    html: `<p>${escaped(about)}</p><p><a href="${escaped(link.href)}">${escaped(link.label)}</a></p><p>${escaped(after)}</p>`,
  };
}
