/** What the page must know of drafts without the schemas. */

/** In UTF-16 code units. */
export const LONGEST_VERSION_NAME = 100;

/** Passages of one draft. */
export const MOST_LOCKED = 200;

/** Of a word that somebody says of a draft, in UTF-16 code units. */
export const LONGEST_NOTE = 2_000;
