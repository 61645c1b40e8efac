/** What sends recordings: a part of the page of its own, since most people who open it send nothing. */
import { offline } from '../../http.js';

/** Throws `ApiProblem` when it cannot be loaded. */
export async function tus(): Promise<typeof import('tus-js-client')> {
  try {
    return await import('tus-js-client');
  } catch {
    throw offline();
  }
}
