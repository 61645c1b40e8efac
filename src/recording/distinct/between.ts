/** Pictures that only lead from one to the next: cross-fades, and text that moves. */
import { THUMBNAIL, THUMBNAIL_BYTES } from '../../outside/ffmpeg/screenshot-filter.js';
import type { Thumbnail } from './cells.js';

/** Of the difference that is left when the best mixture is taken away: above it, it is another picture. */
const REST = 0.15;
/** Of a picture's own, a mixture has at least so much on either side. */
const SHARE = 0.05;

/** Whether `picture` is a mixture of the ones before and after, as in a cross-fade. By least squares. */
export function isMixture(before: Thumbnail, picture: Thumbnail, after: Thumbnail): boolean {
  let shared = 0;
  let whole = 0;
  let own = 0;
  for (let pixel = 0; pixel < THUMBNAIL_BYTES; pixel++) {
    const from = before[pixel] ?? 0;
    const change = (after[pixel] ?? 0) - from;
    const part = (picture[pixel] ?? 0) - from;
    shared += part * change;
    whole += change * change;
    own += part * part;
  }
  if (whole === 0) return true;
  const share = shared / whole;
  if (share < -SHARE || share > 1 + SHARE) return false;
  // The squares of what the mixture leaves: |part - share · change|².
  return own - 2 * share * shared + share * share * whole < REST * own || share < SHARE || share > 1 - SHARE;
}

/** In pixels; text may move by a part of one. */
const STEP = 0.5;
const LEAST_SHIFT = 2;
const MOST_SHIFT = 75;
/** In grey values: a row with less has nothing on it. */
const INK = 5;
const LEAST_ROWS = 6;
/** Of a row's own contrast, and of how it differs where it stands: with less, it is the same row, moved. */
const LIKE_ITSELF = 0.4;
const BETTER_THAN_STAYING = 0.5;
/** Of the rows with something on them. */
const MOVED = 0.25;
/** Columns of a row, each the mean of some pixels. */
const COLUMNS = 32;

/** Whether text of `a` stands higher or lower in `b`: it was scrolled, or lines were put in above it. */
export function isShifted(a: Thumbnail, b: Thumbnail): boolean {
  const from = rowsOf(a);
  const to = rowsOf(b);
  const inked = to.flatMap((row, y) => (deviation(row) > INK ? [{ row, y, like: LIKE_ITSELF * deviation(row) }] : []));
  if (inked.length < LEAST_ROWS) return false;
  const limits = inked.map(({ row, y, like }) => Math.min(like, BETTER_THAN_STAYING * distance(from[y] ?? row, row)));
  for (let shift = -MOST_SHIFT; shift <= MOST_SHIFT; shift += STEP) {
    if (Math.abs(shift) < LEAST_SHIFT) continue;
    const moved = inked.filter(({ row, y }, i) => {
      const there = rowAt(from, y + shift);
      return there !== null && distance(there, row) < (limits[i] ?? 0);
    });
    if (moved.length >= MOVED * inked.length) return true;
  }
  return false;
}

function rowsOf(picture: Thumbnail): Float64Array[] {
  const perColumn = THUMBNAIL.width / COLUMNS;
  return Array.from({ length: THUMBNAIL.height }, (_, y) => {
    const row = new Float64Array(COLUMNS);
    for (let x = 0; x < THUMBNAIL.width; x++) {
      const column = Math.floor(x / perColumn);
      row[column] = (row[column] ?? 0) + (picture[y * THUMBNAIL.width + x] ?? 0) / perColumn;
    }
    return row;
  });
}

/** Between two rows in proportion; null outside. */
function rowAt(rows: Float64Array[], y: number): Float64Array | null {
  const above = rows[Math.floor(y)];
  if (!above) return null;
  const share = y - Math.floor(y);
  if (share === 0) return above;
  const below = rows[Math.floor(y) + 1];
  return below ? above.map((value, x) => value * (1 - share) + (below[x] ?? 0) * share) : null;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let x = 0; x < COLUMNS; x++) sum += Math.abs((a[x] ?? 0) - (b[x] ?? 0));
  return sum / COLUMNS;
}

function deviation(row: Float64Array): number {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  return Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length);
}
