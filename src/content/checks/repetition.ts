/** Text that goes round in a loop. */
import { piecesOf } from '../../transcript/pieces.js';
import type { FindFaults, Finding } from './finding.js';
import { quoted, withoutCode } from './finding.js';
import { UNPARTED } from './said.js';

/** Shorter sentences, such as “Yes.” and “Try it.”, may come back. In characters; one of a script without blanks says more. */
const LEAST = 25;
const UNPARTED_WEIGHT = 2.5;
const UNPARTED_LETTER = new RegExp(`[${UNPARTED}]`, 'gu');
/** A phrase of up to this many words that comes so often in a row is a loop. */
const MOST_WORDS = 12;
const IN_A_ROW = 4;
/** A single letter may be drawn out, as in a laugh. */
const LETTERS_IN_A_ROW = 12;
/** Words, and where no blanks part them, letters. */
const STEPS = new RegExp(`[${UNPARTED}]\\p{M}*|[^\\s${UNPARTED}]+`, 'gu');

/** A sentence that stands there already, and a phrase that is said over and over: all but the first are left out. */
export const repetition: FindFaults = (draft) => [...again(draft), ...loops(draft)];

function again(draft: string): Finding[] {
  const prose = withoutCode(draft);
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (const { index, text: piece } of piecesOf('sentence', prose)) {
    const text = piece.trim();
    const key = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (weightOf(key) < LEAST) continue;
    if (seen.has(key)) {
      const start = index + piece.indexOf(text);
      found.push({
        start,
        end: start + text.length,
        instead: '',
        says: `${quoted(text)} stands there more than once.`,
      });
    }
    seen.add(key);
  }
  return found;
}

const weightOf = (key: string): number =>
  key.length + (UNPARTED_WEIGHT - 1) * (key.match(UNPARTED_LETTER)?.length ?? 0);

function loops(draft: string): Finding[] {
  const words = [...withoutCode(draft).matchAll(STEPS)].map(({ 0: text, index }) => ({
    text: text.toLowerCase(),
    index,
  }));
  const found: Finding[] = [];
  for (let at = 0; at < words.length; at++) {
    const [size, times] = loopAt(words, at);
    if (times < IN_A_ROW) continue;
    const [second, last] = [words[at + size], words[at + size * times - 1]];
    if (!second || !last) continue;
    const says = `${quoted(draft.slice(words[at]?.index ?? 0, second.index))} is repeated ${times} times in a row.`;
    found.push({ start: second.index, end: last.index + last.text.length, instead: '', says });
    at += size * times - 1;
  }
  return found;
}

/** The size of the shortest phrase that is repeated from `at` on, and how often it comes. */
function loopAt(words: { text: string }[], at: number): [size: number, times: number] {
  for (let size = 1; size <= MOST_WORDS; size++) {
    let times = 1;
    while (same(words, at, at + times * size, size)) times++;
    const isLetter = size === 1 && (words[at]?.text.match(UNPARTED_LETTER)?.length ?? 0) > 0;
    if (times >= (isLetter ? LETTERS_IN_A_ROW : IN_A_ROW)) return [size, times];
  }
  return [1, 1];
}

function same(words: { text: string }[], a: number, b: number, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const word = words[b + i];
    if (!word || word.text !== words[a + i]?.text || !/[\p{L}\p{N}]/u.test(word.text)) return false;
  }
  return true;
}
