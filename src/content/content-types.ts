/** What can be written from a talk. A new type is one more file and one entry here. */
import type { ContentFormat } from '../contract/content.js';
import { formatOfOwn } from './own/ids.js';
import type { ContentType, ContentTypes } from './talk.js';
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

/** Of those in the table; undefined for a type that somebody made, or that was removed from the table. */
export const builtIn = (type: string): ContentType | undefined =>
  Object.entries<ContentType>(contentTypes).find(([id]) => id === type)?.[1];

/** The format of drafts of this type. A type that was removed from the table is shown as Markdown. */
export const formatOf = (type: string): ContentFormat => builtIn(type)?.format ?? formatOfOwn(type) ?? 'markdown';

/** Whether drafts of this type may show screenshots, and so wait for them. Of types that people made, those in Markdown. */
export const showsScreenshots = (type: string): boolean =>
  builtIn(type)?.showsScreenshots ?? formatOf(type) === 'markdown';
