/** What drafts are called where the server itself writes to people, as on the page; a kind of one's own keeps its name. */
import type { MailLanguage } from '../contract/draft-mails.js';
import { contentTypes } from './content-types.js';

/** By the drafts' types. */
export const draftNames: Record<MailLanguage, Partial<Record<string, string>>> = {
  en: Object.fromEntries(Object.entries(contentTypes).map(([id, { label }]) => [id, label])),
  de: {
    blog: 'Blogbeitrag',
    twitter: 'X-Thread',
    linkedin: 'LinkedIn-Beitrag',
    youtube: 'YouTube-Beschreibung',
    newsletter: 'Newsletter',
  },
};
