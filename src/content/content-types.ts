/** What can be written from a talk. A new type is one more file and one entry here. */
import type { ContentFormat } from '../contract/content.js';
import type { ContentTypes } from './talk.js';
import { blog } from './types/blog.js';
import { linkedin } from './types/linkedin.js';
import { newsletter } from './types/newsletter.js';
import { twitter } from './types/twitter.js';
import { youtube } from './types/youtube.js';

export const contentTypes = {
  blog,
  newsletter,
  twitter,
  linkedin,
  youtube,
} satisfies ContentTypes;

/** The format of drafts of this type. A type that was removed from the table is shown as Markdown. */
export const formatOf = (type: string): ContentFormat =>
  Object.entries<ContentTypes[string]>(contentTypes).find(([id]) => id === type)?.[1].format ?? 'markdown';
