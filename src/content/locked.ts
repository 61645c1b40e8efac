/** Passages that people locked: they stay word for word, in their place, when a draft is written again. Pure. */
import type { ContentFormat, Limit } from '../contract/content.js';
import { paragraphsOf } from './paragraphs.js';
import { BETWEEN_POSTS, postsOf } from './thread.js';

export interface Locked {
  /** The draft as it was, in which the passages stand. */
  body: string;
  passages: readonly string[];
}

/** A paragraph with so many of the words of a passage is the same one, written otherwise. */
const ALIKE = 0.6;

interface Piece {
  text: string;
  /** What stands behind it, up to the next. */
  gap: string;
}

/** The draft with each passage in it once, as it was; one that fits in nowhere stands where it stood, counted in paragraphs. */
export function withLocked(draft: string, format: ContentFormat, { body, passages }: Locked): string {
  const before = piecesOf(body, format);
  const ordered = passages
    .filter((passage) => body.includes(passage))
    .toSorted((a, b) => body.indexOf(a) - body.indexOf(b));
  let text = draft;
  for (const passage of ordered)
    if (!text.includes(passage)) text = withPassage(text, format, passage, before, ordered);
  return text;
}

function withPassage(
  draft: string,
  format: ContentFormat,
  passage: string,
  before: readonly Piece[],
  locked: readonly string[],
): string {
  const pieces = piecesOf(draft, format);
  const isLocked = ({ text }: Piece): boolean => locked.some((other) => other.includes(text) || text.includes(other));
  const alike = pieces.findIndex((piece) => !isLocked(piece) && shared(piece.text, passage) >= ALIKE);
  const gap = format === 'thread' ? BETWEEN_POSTS : '\n\n';
  if (alike >= 0) return joined(pieces.with(alike, { text: passage, gap: pieces[alike]?.gap ?? gap }), gap);
  const place = placeIn(pieces, passage, before);
  return joined(pieces.toSpliced(place, 0, { text: passage, gap }), gap);
}

/** At the end of the section with the same heading; or else as far on as it stood. */
function placeIn(pieces: readonly Piece[], passage: string, before: readonly Piece[]): number {
  const at = before.findIndex(({ text }) => text.includes(passage) || passage.includes(text));
  const heading = before.slice(0, Math.max(0, at)).findLast(({ text }) => isHeading(text));
  const section = heading ? pieces.findIndex(({ text }) => text.trim() === heading.text.trim()) : -1;
  if (section < 0) return Math.round((Math.max(0, at) / Math.max(1, before.length)) * pieces.length);
  const next = pieces.findIndex(({ text }, i) => i > section && isHeading(text));
  return next < 0 ? pieces.length : next;
}

const isHeading = (text: string): boolean => /^#{1,6} /.test(text);

function piecesOf(body: string, format: ContentFormat): Piece[] {
  if (format === 'thread') {
    return postsOf(body).map((text) => ({ text, gap: BETWEEN_POSTS }));
  }
  const paragraphs = paragraphsOf(body);
  return paragraphs.map(({ start, text }, i) => ({
    text,
    gap: body.slice(start + text.length, paragraphs[i + 1]?.start ?? start + text.length),
  }));
}

const joined = (pieces: readonly Piece[], gap: string): string =>
  `${pieces
    .map(({ text, gap: own }, i) => (i === pieces.length - 1 ? text : text + (own || gap)))
    .join('')
    .trimEnd()}\n`;

/** Of the words of the shorter one, the share that stands in the other, too. */
function shared(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const least = Math.min(one.size, other.size);
  return least < 4 ? 0 : [...one].filter((word) => other.has(word)).length / Math.max(one.size, other.size);
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Paragraphs that are not locked are left out from the end, until the text is within its limit. */
export function fittingLocked(
  draft: string,
  format: ContentFormat,
  limit: Limit | null,
  { passages }: Pick<Locked, 'passages'>,
): string {
  if (limit?.per !== 'text') return draft;
  const pieces = piecesOf(draft, format);
  for (let at = pieces.length - 1; at >= 0 && joined(pieces, '\n\n').trim().length > limit.max; at--) {
    const { text } = pieces[at] ?? { text: '' };
    if (!passages.some((passage) => passage.includes(text) || text.includes(passage))) pieces.splice(at, 1);
  }
  return joined(pieces, '\n\n');
}
