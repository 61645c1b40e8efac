/** A WebVTT track of small pictures, as players show them above their time bar. */
import type { Screenshot } from '../contract/content.js';
import type { SmallWidth } from '../contract/small-widths.js';
import { toVtt } from '../transcript/captions/write.js';

/** Players show them smaller still. */
const WIDTH: SmallWidth = 320;

/** Each screenshot until the next one; addresses relative to the track's own. Times in ms. */
export function thumbnailsToVtt(screenshots: Pick<Screenshot, 'index' | 'atMs'>[], durationMs: number): string {
  return toVtt(
    screenshots.map(({ index, atMs }, i) => ({
      startMs: atMs,
      endMs: Math.max(atMs + 1, screenshots[i + 1]?.atMs ?? durationMs),
      text: `screenshots/${index}.jpg?w=${WIDTH}`,
    })),
  );
}
