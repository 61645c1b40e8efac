/** A WebVTT track of small pictures, as players show them above their time bar. */
import type { Screenshot } from '../contract/content.js';
import { toVtt } from '../transcript/captions/write.js';

/** Each screenshot until the next one; addresses relative to the track's own. Times in ms. */
export function thumbnailsToVtt(screenshots: Pick<Screenshot, 'index' | 'atMs'>[], durationMs: number): string {
  return toVtt(
    screenshots.map(({ index, atMs }, i) => ({
      startMs: atMs,
      endMs: Math.max(atMs + 1, screenshots[i + 1]?.atMs ?? durationMs),
      text: `screenshots/${index}.jpg`,
    })),
  );
}
