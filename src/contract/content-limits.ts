/** What the page must know of drafts without the schemas. */

/** In UTF-16 code units. */
export const LONGEST_VERSION_NAME = 100;

/** Passages of one draft. */
export const MOST_LOCKED = 200;
