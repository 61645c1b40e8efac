/** Screenshots as OCR takes them. */

/**
 * The longer side in pixels. Screenshots are at most 1,920 wide: a third more makes small print of compressed 720p readable, and
 * the reading takes no longer (docs/quality.md).
 */
const LONGEST = 2_560;
/** Of tiny pictures nothing can be read, however large they are made. */
const MOST_TIMES = 4;

/** The colours of a picture at a glance, three bytes for each pixel. */
export const GLANCE = { width: 160, height: 90 };

/** `[grey]`: large and grey, to be read; `[glance]`: small, in colours. */
export function readingFilter(): string {
  const times = `min(${MOST_TIMES}\\,${LONGEST}/max(iw\\,ih))`;
  const size = (side: string): string => `'max(1\\,trunc(${side}*${times}))'`;
  return [
    '[0:v]split[a][b]',
    `[a]scale=w=${size('iw')}:h=${size('ih')}:flags=lanczos,format=gray[grey]`,
    `[b]scale=${GLANCE.width}:${GLANCE.height}:flags=area,format=rgb24[glance]`,
  ].join(';');
}

/** What a model is shown is no wider, in pixels: it would make larger pictures smaller itself, and count more for them. */
const WIDEST_SEEN = 1_280;

/** For a JPEG from a JPEG. */
export const seeingOptions =
  `-frames:v 1 -f image2 -c:v mjpeg -q:v 3 -update 1 -vf scale='min(${WIDEST_SEEN},iw)':-2:flags=area`.split(' ');
