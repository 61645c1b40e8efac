import type { Media } from '../contract/project.js';

/** ffprobe's name of a container holds several, `mov,mp4,m4a,…`. */
const KINDS: [name: RegExp, kind: string][] = [
  [/\bmp4\b/, 'mp4'],
  [/\b(webm|matroska)\b/, 'webm'],
  [/\bogg\b/, 'ogg'],
  [/\bmp3\b/, 'mpeg'],
  [/\bwav\b/, 'wav'],
  [/\bflac\b/, 'flac'],
  [/\baac\b/, 'aac'],
  [/\baiff\b/, 'aiff'],
  [/\bcaf\b/, 'x-caf'],
];

/** The MIME type by which browsers play it; `application/octet-stream` for what they do not play. `null`: not probed yet. */
export function mediaType(media: Media | null): string {
  const kind = KINDS.find(([name]) => name.test(media?.container ?? ''))?.[1];
  if (!media || kind === undefined) return 'application/octet-stream';
  return `${media.video ? 'video' : 'audio'}/${kind}`;
}
