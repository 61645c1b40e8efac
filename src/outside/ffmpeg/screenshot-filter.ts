/** ffmpeg's filter graph for screenshots. */
import type { Colours } from './colours.js';
import { colourFilters } from './colours.js';

export interface Pictured {
  /** The stream's index in the file. */
  stream: number;
  colours: Colours;
  /** Where the table of its colours lies, if they are of high range. */
  table: string;
  /** In pixels. */
  smaller: readonly number[];
}

/** The longer side of a screenshot, at most. */
const LONGEST = 1_920;
/** In pixels of one byte of grey; whatever the picture's shape. Large enough that a changed line of text is seen. */
export const THUMBNAIL = { width: 160, height: 90 };
export const THUMBNAIL_BYTES = THUMBNAIL.width * THUMBNAIL.height;

/**
 * From the stream's pictures, of whatever frame rate, those on screen at each mark: `[picture]`, the same
 * at most so wide as each of `smaller` says, such as `[w320]`, and a small grey `[thumbnail]` of each. `round=up` counts a picture for the next mark, and of several the fps filter takes the last, so
 * that a mark gets the newest picture before it, however long ago that came; `start_time` fills up to the first picture.
 * `startMs`: where the first mark is after the start of what is read. Without `marks`: all pictures.
 */
export function screenshotFilter(
  { stream, colours, table, smaller }: Pictured,
  marks?: { everyMs: number; startMs: number },
): string {
  const share = `min(1\\,${LONGEST}/max(iw*sar\\,ih))`;
  const even = (size: string): string => `'max(2\\,trunc(${size}*${share}/2)*2)'`;
  const { scaling, after } = colourFilters(colours, table);
  const picture = [`scale=w=${even('iw*sar')}:h=${even('ih')}${scaling}`, 'setsar=1', ...after].join(',');
  return [
    `[0:${stream}]${marks ? `${at(marks)},` : ''}split[a][b]`,
    `[a]${picture},split=${1 + smaller.length}[picture]${smaller.map((width) => `[from${width}]`).join('')}`,
    ...smaller.map((width) => `[from${width}]scale=w='min(${width}\\,iw)':h=-2[w${width}]`),
    `[b]scale=${THUMBNAIL.width}:${THUMBNAIL.height}:flags=area,format=gray[thumbnail]`,
  ].join(';');
}

const at = ({ everyMs, startMs }: { everyMs: number; startMs: number }): string =>
  `fps=1000/${everyMs}:round=up:start_time=${startMs / 1_000},setpts=PTS-STARTPTS`;
