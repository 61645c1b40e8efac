/** A snippet divided into words that were found and the text around them. */
import type { SearchHit } from '../../../../src/contract/search.js';

export interface Piece {
  text: string;
  found: boolean;
}

/** The snippet in pieces, in order. Together they are the whole snippet, even if marks overlap or lie outside of it. */
export function piecesOf({ snippet, marks }: Pick<SearchHit, 'snippet' | 'marks'>): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (to: number, found: boolean): void => {
    const end = Math.min(to, snippet.length);
    if (end <= at) return;
    pieces.push({ text: snippet.slice(at, end), found });
    at = end;
  };
  for (const { start, end } of marks) {
    add(start, false);
    add(end, true);
  }
  add(snippet.length, false);
  return pieces;
}
