/** Paragraphs that say the same once more, with a few other words. */
import type { FindFaults, Finding } from './finding.js';
import { quoted, withoutCode } from './finding.js';
import { commonSubsequence, bareWords } from './said.js';

/** Shorter ones may be alike by chance. In words. */
const LEAST_WORDS = 15;
/** So much of each is compared. */
const MOST_WORDS = 80;
/** Of its words, so many stand in the same order in an earlier one. */
const ALIKE = 0.8;
/** Of its runs of this many words, an earlier one that may be alike has this share. */
const RUN = 3;
const SHARED_RUNS = 0.3;

const PARAGRAPH = /[^\n]+(?:\n(?![^\S\n]*\n)[^\n]+)*/g;

/** Each paragraph is held against the one before it that has most runs of words in common with it. */
export const likeness: FindFaults = (draft) => {
  const lastWith = new Map<string, number>();
  const before: string[][] = [];
  const found: Finding[] = [];
  for (const { 0: text, index } of withoutCode(draft).matchAll(PARAGRAPH)) {
    const words = bareWords(text.replace(/\]\([^()\n]*\)/g, ']')).slice(0, MOST_WORDS);
    if (words.length < LEAST_WORDS) continue;
    const runs = words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(' '));
    const nearest = before[mostShared(runs, lastWith)];
    if (nearest && commonSubsequence(words, nearest) >= ALIKE * Math.max(words.length, nearest.length)) {
      const says = `${quoted(text)} says once more, in nearly the same words, what stands there before.`;
      found.push({ start: index, end: index + text.trimEnd().length, instead: '', says });
      continue;
    }
    for (const run of runs) lastWith.set(run, before.length);
    before.push(words);
  }
  return found;
};

/** −1 where no paragraph has enough of these runs. */
function mostShared(runs: string[], lastWith: Map<string, number>): number {
  const times = new Map<number, number>();
  for (const run of runs) {
    const paragraph = lastWith.get(run);
    if (paragraph !== undefined) times.set(paragraph, (times.get(paragraph) ?? 0) + 1);
  }
  const [best, shared] = [...times].reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0]);
  return shared >= SHARED_RUNS * runs.length ? best : -1;
}
