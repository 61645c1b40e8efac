/** Which recogniser the settings ask for. */
import type { Transcriber } from './transcriber.js';

/** Null when there is to be none. */
export function createTranscriber(_settings: object): Transcriber | null {
  return null;
}
