/** How a video is held. */
import type { Media } from '../../contract/project.js';
import type { ProbedStream } from '../../outside/ffmpeg/ffprobe.js';

/** Its size as it is shown, and by how many degrees it was turned for that. */
export function upright(video: ProbedStream): NonNullable<Media['video']> {
  const tagged = Number(video.tags['rotate'] ?? 0);
  // Side data count counterclockwise, the tag clockwise.
  const turned = video.side_data_list.find((data) => data.rotation !== undefined)?.rotation;
  const rotation = (((turned === undefined ? tagged : -turned) % 360) + 360) % 360;
  const [width, height] =
    rotation === 90 || rotation === 270 ? [video.height, video.width] : [video.width, video.height];
  return { codec: video.codec_name, width, height, rotation };
}
