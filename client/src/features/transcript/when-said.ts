/** When a word of a line is said. */
import type { Segment, Transcript } from '../../../../src/contract/content.js';
import { api } from '../../api.js';

/** Of recognised lines the times of words are known; they are asked for when somebody points at one for the first time. */
const asked = new Map<string, Promise<Transcript | null>>();

export function askForWords(projectId: string, etag: string): Promise<Transcript | null> {
  const key = `${projectId} ${etag}`;
  // Without them a word is found by its place in the line.
  const answer = asked.get(key) ?? api.transcriptWithWords(projectId).catch(() => null);
  asked.set(key, answer);
  return answer;
}

/** Ms at which the word is said that `offset` of the line's text is in; about, where the times of words are not known. */
export function whenSaid(line: Segment, offset: number): number {
  const { startMs, endMs, text, words = [] } = line;
  const begins = startOfWord(text, offset);
  let from = 0;
  for (const word of words) {
    const at = text.toLowerCase().indexOf(word.text.toLowerCase(), from);
    if (at < 0) continue;
    from = at + word.text.length;
    if (from > begins) return word.startMs;
  }
  return Math.round(startMs + ((endMs - startMs) * begins) / Math.max(1, text.length));
}

function startOfWord(text: string, offset: number): number {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return words.containing(Math.min(offset, Math.max(0, text.length - 1)))?.index ?? 0;
}

/** Where a point of the page is in the text of this element, in UTF-16 code units; null where it is in no text. */
export function offsetAt(element: Element, x: number, y: number): number | null {
  // Older Safaris have only the older of the two.
  const places = document as unknown as Places;
  const found = places.caretPositionFromPoint?.(x, y);
  const range = found ? null : places.caretRangeFromPoint?.(x, y);
  const node = found?.offsetNode ?? range?.startContainer;
  const offset = found?.offset ?? range?.startOffset ?? 0;
  return node && element.contains(node) ? offsetIn(element, node, offset) : null;
}

interface Places {
  caretPositionFromPoint?: (x: number, y: number) => { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

/** How much text of the element stands before this place in it. */
export function offsetIn(element: Element, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}
