/** Where two texts differ, word by word, in pieces of which people choose one side. Pure. */
import { diffArrays, diffWordsWithSpace } from 'diff';

export type Side = 'mine' | 'theirs';

/** Text that is the same in both, or a difference. */
export type Piece = { same: string } | { mine: string; theirs: string };
export type Difference = Extract<Piece, { mine: string }>;

export const isDifference = (piece: Piece): piece is Difference => 'mine' in piece;

/** In ms: longer than that nobody is kept waiting; the rest is one difference. */
const TIMEOUT = 1_000;
/** Paragraphs that share less than this of their letters are told as other paragraphs, not word by word. */
const ALIKE = 0.5;
/** Differences with so little between them are one. */
const SMALL = 3;

/** Together the pieces are both texts, letter by letter. */
export function piecesOf(mine: string, theirs: string): Piece[] {
  const paragraphs = diffArrays(paragraphsIn(mine), paragraphsIn(theirs), { timeout: TIMEOUT });
  if (!paragraphs) return [{ mine, theirs }];
  const pieces: Piece[] = [];
  let [removed, added] = ['', ''];
  const end = (): void => {
    if (removed !== '' || added !== '') pieces.push(...wordByWord(removed, added));
    [removed, added] = ['', ''];
  };
  for (const part of paragraphs) {
    const text = part.value.join('');
    if (part.removed) removed += text;
    else if (part.added) added += text;
    else {
      end();
      pieces.push({ same: text });
    }
  }
  end();
  return joined(pieces);
}

/** The text with one side of each difference; `chosen`: by the number of the difference. */
export function mergedText(pieces: readonly Piece[], chosen: readonly Side[]): string {
  let place = 0;
  return pieces.map((piece) => (isDifference(piece) ? piece[chosen[place++] ?? 'mine'] : piece.same)).join('');
}

/**
 * Where only one side differs from the text that both began with, that side; where both do, mine. Without such a text: mine.
 */
export function likelySides(pieces: readonly Piece[], base: string | null): Side[] {
  const touched = base === null ? null : touchedIn(base, textOf(pieces, 'mine'));
  let at = 0;
  return pieces.flatMap((piece) => {
    if (!isDifference(piece)) {
      at += piece.same.length;
      return [];
    }
    const [start, end] = [at, (at += piece.mine.length)];
    return [touched === null || touched(start, end) ? ('mine' as const) : ('theirs' as const)];
  });
}

const textOf = (pieces: readonly Piece[], side: Side): string =>
  pieces.map((piece) => (isDifference(piece) ? piece[side] : piece.same)).join('');

/** Whether a stretch of `text` was changed from what it was in `base`. */
function touchedIn(base: string, text: string): (start: number, end: number) => boolean {
  const changes: [number, number][] = [];
  let at = 0;
  for (const piece of piecesOf(base, text)) {
    const length = isDifference(piece) ? piece.theirs.length : piece.same.length;
    if (isDifference(piece)) changes.push([at, at + length]);
    at += length;
  }
  return (start, end) => changes.some(([from, to]) => from <= end && to >= start);
}

/** With the blank lines behind each. */
const paragraphsIn = (text: string): string[] => text.match(/[^]*?\n[ \t]*\n+|[^]+$/g) ?? [];

function wordByWord(mine: string, theirs: string): Piece[] {
  const parts = mine === '' || theirs === '' ? undefined : diffWordsWithSpace(mine, theirs, { timeout: TIMEOUT });
  if (!parts) return [{ mine, theirs }];
  const shared = parts.reduce(
    (sum, { added, removed, value }) => (added || removed ? sum : sum + value.trim().length),
    0,
  );
  if (shared < ALIKE * Math.max(mine.length, theirs.length)) return [{ mine, theirs }];
  return parts.map(({ added, removed, value }) =>
    added ? { mine: '', theirs: value } : removed ? { mine: value, theirs: '' } : { same: value },
  );
}

/** Neighbours become one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    const before = all.at(-2);
    if (isDifference(piece) && last && isDifference(last)) all.splice(-1, 1, together(last, piece));
    else if (isDifference(piece) && last && before && isDifference(before) && isSmall(last))
      all.splice(-2, 2, together(together(before, { mine: last.same, theirs: last.same }), piece));
    else if (!isDifference(piece) && last && !isDifference(last)) all.splice(-1, 1, { same: last.same + piece.same });
    else all.push(piece);
  }
  return all;
}

const isSmall = (piece: Piece): piece is { same: string } =>
  !isDifference(piece) && piece.same.trim().length < SMALL && !piece.same.includes('\n');

const together = (a: Difference, b: Difference): Difference => ({
  mine: a.mine + b.mine,
  theirs: a.theirs + b.theirs,
});
