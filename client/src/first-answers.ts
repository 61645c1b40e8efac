/** Answers that came with the page: each is good for the first time that it is asked for, while the page is new. */
import type { FirstAnswer, FirstAnswers } from '../../src/contract/first-answers.js';

/** After that the server is asked: somebody comes back to a list, say, in which there may be more by now. */
const NEW_MS = 5_000;

let answers: FirstAnswers | null = null;

function read(): FirstAnswers {
  const block = typeof document === 'undefined' ? null : document.getElementById('first-answers')?.textContent;
  if (!block) return {};
  setTimeout(() => (answers = {}), NEW_MS);
  return JSON.parse(block) as FirstAnswers;
}

/** Null where none came, or no more. */
export function takeFirstAnswer(method: string, path: string): FirstAnswer | null {
  if (method !== 'GET') return null;
  answers ??= read();
  const { [path]: found, ...left } = answers;
  answers = left;
  return found ?? null;
}
