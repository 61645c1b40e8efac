/** A picture of a screen as a grid of cells: large enough that compression's noise averages out, small enough for a line of text. */

import { THUMBNAIL, THUMBNAIL_BYTES } from '../../outside/ffmpeg/screenshot-filter.js';

/** The side of a cell, in pixels. */
const SIDE = 5;
export const COLUMNS = THUMBNAIL.width / SIDE;
export const CELLS = COLUMNS * (THUMBNAIL.height / SIDE);

/** Values are kept in quarters of a grey value, so that a byte holds one; what is above is cut off and means a lot. */
const QUARTERS = 4;
const MOST = 255;

/** A thumbnail: `THUMBNAIL_BYTES` grey values, row by row. */
export type Thumbnail = Uint8Array;
/** One value for each cell. */
export type Cells = Uint8Array;
/** For each cell the sum of its pixels. */
export type CellSums = Uint16Array;

const cellOf = Uint16Array.from(
  { length: THUMBNAIL_BYTES },
  (_, pixel) =>
    Math.floor(Math.floor(pixel / THUMBNAIL.width) / SIDE) * COLUMNS + Math.floor((pixel % THUMBNAIL.width) / SIDE),
);

/** By how much each cell differs, in quarters of a grey value: the mean over its pixels. */
export function differences(a: Thumbnail, b: Thumbnail): Cells {
  const sums = new Float64Array(CELLS);
  for (let pixel = 0; pixel < THUMBNAIL_BYTES; pixel++) {
    const cell = cellOf[pixel] ?? 0;
    sums[cell] = (sums[cell] ?? 0) + Math.abs((a[pixel] ?? 0) - (b[pixel] ?? 0));
  }
  return Uint8Array.from(sums, (sum) => Math.min(MOST, Math.round((QUARTERS * sum) / SIDE ** 2)));
}

export function sumsOf(picture: Thumbnail): CellSums {
  const sums = new Uint16Array(CELLS);
  for (let pixel = 0; pixel < THUMBNAIL_BYTES; pixel++) {
    const cell = cellOf[pixel] ?? 0;
    sums[cell] = (sums[cell] ?? 0) + (picture[pixel] ?? 0);
  }
  return sums;
}

/** What `differences` says of a cell with these sums is no less than this, whatever its pixels are: it rounds to the nearest. */
export const leastDifference = (a: number, b: number): number => (QUARTERS * Math.abs(a - b)) / SIDE ** 2 - 0.5;

/** How much is to be seen in each cell, in quarters of a grey value: the standard deviation of its pixels. */
export function contrasts(picture: Thumbnail): Cells {
  const sums = new Float64Array(CELLS);
  const squares = new Float64Array(CELLS);
  for (let pixel = 0; pixel < THUMBNAIL_BYTES; pixel++) {
    const cell = cellOf[pixel] ?? 0;
    const value = picture[pixel] ?? 0;
    sums[cell] = (sums[cell] ?? 0) + value;
    squares[cell] = (squares[cell] ?? 0) + value * value;
  }
  return Uint8Array.from(sums, (sum, cell) => {
    const mean = sum / SIDE ** 2;
    const variance = Math.max(0, (squares[cell] ?? 0) / SIDE ** 2 - mean * mean);
    return Math.min(MOST, Math.round(QUARTERS * Math.sqrt(variance)));
  });
}

/** The sum of squared slopes outside of the masked cells: of two pictures of the same, the sharper has more. */
export function sharpness(picture: Thumbnail, masked: Cells): number {
  let sum = 0;
  for (let pixel = THUMBNAIL.width + 1; pixel < THUMBNAIL_BYTES; pixel++) {
    if (pixel % THUMBNAIL.width === 0 || masked[cellOf[pixel] ?? 0]) continue;
    const value = picture[pixel] ?? 0;
    sum += (value - (picture[pixel - 1] ?? 0)) ** 2 + (value - (picture[pixel - THUMBNAIL.width] ?? 0)) ** 2;
  }
  return sum;
}

/** The masked cells with all that touch them. */
export function dilated(mask: Cells): Cells {
  const wider = new Uint8Array(CELLS);
  for (let cell = 0; cell < CELLS; cell++) {
    if (!mask[cell]) continue;
    for (const down of [-COLUMNS, 0, COLUMNS]) {
      for (const right of [-1, 0, 1]) {
        const column = (cell % COLUMNS) + right;
        if (column >= 0 && column < COLUMNS && cell + down >= 0 && cell + down < CELLS) wider[cell + down + right] = 1;
      }
    }
  }
  return wider;
}
