/** The writer on a server that speaks OpenAI's API. */
import type { Writer } from './writer.js';

/** Null without a key or a base URL. */
export function createWriter(_settings: object): Writer | null {
  return null;
}
