/** In ms. A day, and the minute by which programs that record for a day miss it. */
export const LONGEST_RECORDING_MS = 24 * 60 * 60 * 1_000 + 60_000;
