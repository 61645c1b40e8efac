/** Edits of a text by position: whatever is not edited stays byte for byte. */

export interface Edit {
  /** In UTF-16 code units, as strings count; `end` is behind the last one. */
  start: number;
  end: number;
  text: string;
}

/** The text with all edits done. Where two overlap, the one that begins first wins. */
export function applied(original: string, edits: Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (end < at || (end === at && start < at)) continue;
    pieces.push(original.slice(at, Math.max(at, start)), text);
    at = end;
  }
  return pieces.join('') + original.slice(at);
}

/** Removes a range together with what it would leave behind: empty brackets, a doubled space, an empty line. */
export function removal(original: string, from: number, to: number): Edit {
  let [start, end] = [from, to];
  if (original[start - 1] === '(' && original[end] === ')') [start, end] = [start - 1, end + 1];
  const blankBefore = (): boolean => original[start - 1] === ' ' || original[start - 1] === '\t';
  if (end === original.length || /[\s.,;:!?)]/.test(original[end] ?? '')) while (blankBefore()) start--;
  const atLineStart = start === 0 || original[start - 1] === '\n';
  if (atLineStart && (end === original.length || original[end] === '\n')) while (original[end] === '\n') end++;
  return { start, end, text: '' };
}
