/** Edits of a text by position: whatever is not edited stays byte for byte. */

export interface Edit {
  /** In UTF-16 code units, as strings count; `end` is behind the last one. */
  start: number;
  end: number;
  text: string;
}

/** The text with all edits done. Where two overlap, the one that begins first wins. */
export function applied(source: string, edits: Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (end < at || (end === at && start < at)) continue;
    pieces.push(source.slice(at, Math.max(at, start)), text);
    at = end;
  }
  return pieces.join('') + source.slice(at);
}

/** Removes a range together with what it would leave behind: empty brackets, a doubled space, an empty line. */
export function removal(source: string, from: number, to: number): Edit {
  let [start, end] = [from, to];
  if (source[start - 1] === '(' && source[end] === ')') [start, end] = [start - 1, end + 1];
  const blankBefore = (): boolean => source[start - 1] === ' ' || source[start - 1] === '\t';
  if (end === source.length || /[\s.,;:!?)]/.test(source[end] ?? '')) while (blankBefore()) start--;
  const atLineStart = start === 0 || source[start - 1] === '\n';
  if (atLineStart && (end === source.length || source[end] === '\n')) while (source[end] === '\n') end++;
  return { start, end, text: '' };
}
