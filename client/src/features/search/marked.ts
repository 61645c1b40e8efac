/** What a snippet consists of: words that were found, and those around them. */
import type { SearchHit } from '../../../../src/contract/search.js';

export interface Piece {
  text: string;
  found: boolean;
}

/** The snippet in pieces, in order; ranges that lie outside of it or overlap lose nothing and double nothing. */
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
