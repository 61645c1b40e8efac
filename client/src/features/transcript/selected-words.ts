/** The words of the transcript that are selected. */
import type { Segment } from '../../../../src/contract/content.js';
import { offsetIn, whenSaid } from './when-said.js';

export interface SelectedWords {
  text: string;
  /** The line that they begin in. */
  line: Segment;
  startMs: number;
}

/** Null where nothing of these lines is selected. Times and names beside the words are no part of them. */
export function selectedWords(list: HTMLElement | null, segments: readonly Segment[]): SelectedWords | null {
  const selection = getSelection();
  if (!list || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!list.contains(range.startContainer)) return null;
  const parts: { line: Segment; from: number; text: string }[] = [];
  for (
    let item = itemOf(list, range.startContainer);
    item && range.intersectsNode(item);
    item = item.nextElementSibling
  ) {
    const words = item.querySelector<HTMLElement>('.line-text');
    const line = segments[Number(words?.dataset.line ?? -1)];
    if (!words || !line) continue;
    const [from, to] = endsIn(words, range, line.text.length);
    if (line.text.slice(from, to).trim() !== '') parts.push({ line, from, text: line.text.slice(from, to).trim() });
  }
  const [first] = parts;
  if (!first) return null;
  const { line, from } = first;
  return {
    text: parts.map(({ text }) => text).join(' '),
    line,
    startMs: from === 0 ? line.startMs : whenSaid(line, from),
  };
}

function endsIn(words: HTMLElement, range: Range, length: number): [number, number] {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const from = words.contains(startContainer)
    ? offsetIn(words, startContainer, startOffset)
    : isBefore(range, words)
      ? 0
      : length;
  return [
    from,
    words.contains(endContainer) ? offsetIn(words, endContainer, endOffset) : range.intersectsNode(words) ? length : 0,
  ];
}

/** Whether the range begins before these words. */
const isBefore = ({ startContainer }: Range, words: HTMLElement): boolean =>
  (words.compareDocumentPosition(startContainer) & Node.DOCUMENT_POSITION_PRECEDING) !== 0 ||
  startContainer.contains(words);

function itemOf(list: HTMLElement, node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element === list ? list.firstElementChild : (element?.closest('.lines > li') ?? null);
}
