/** How a talk is read for its drafts, in figures that the reading and its estimate share. */

/**
 * A talk of up to so many tokens, about an hour, goes into each draft's prompt whole. Of a longer one notes are cheaper: they cost the
 * reading and a quarter of it as an answer once, and then a quarter for each draft.
 */
export const WHOLE_TOKENS = 12_000;
/** Notes are taken on stretches of at most this: from longer ones models leave out what stands in the middle. */
export const NOTES_WINDOW_TOKENS = 6_000;
const NOTES_SHARE = 1 / 4;

/** The most tokens that notes on so many may have. */
export const notesShare = (tokens: number): number => tokens * NOTES_SHARE;

/** Notes are to say what was said, and nothing new. */
export const NOTES_TEMPERATURE = 0.2;
