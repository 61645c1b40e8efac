/** The tracks of a file, by what ffprobe says of its streams and what their packets are. Pure. */
import type { FoundTrack } from '../../recording/tracks/track.js';
import type { ProbedStream } from '../../outside/ffmpeg/ffprobe.js';
import type { Extent } from '../../outside/ffmpeg/walk.js';
import { MAX_PIXELS } from '../../outside/ffmpeg/ffprobe.js';
import { clip } from '../../contract/clip.js';
import { clean } from '../../contract/text.js';
import { upright } from './upright.js';

/** Subtitles that are text; pictures of text cannot be read. */
const TEXT_CAPTIONS = ['mov_text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt', 'text', 'ttml'];

const KINDS: Record<string, FoundTrack['kind']> = { video: 'video', audio: 'audio', subtitle: 'captions' };
/** Nobody looks through more than this. */
const MOST_TRACKS = 100;
const LONGEST_TITLE = 200;

const ASIDE = ['comment', 'visual_impaired', 'clean_effects', 'karaoke', 'lyrics', 'descriptions'];
const PICTURE = ['attached_pic', 'still_image', 'timed_thumbnails'];
const FORCED = /\b(?:forced|signs|songs)\b/i;

export function foundTracks(streams: ProbedStream[], extents: ReadonlyMap<number, Extent>): FoundTrack[] {
  const subtitles = streams.filter(({ codec_type }) => codec_type === 'subtitle');
  return streams.slice(0, MOST_TRACKS).flatMap((stream): FoundTrack[] => {
    const kind = KINDS[stream.codec_type];
    const { index, codec_name, tags } = stream;
    if (!kind) return [];
    const extent = extents.get(index);
    const title = titleOf(tags);
    const is = (...names: string[]): boolean => names.some((name) => stream.disposition[name] === 1);
    return [
      {
        index,
        kind,
        codec: codec_name,
        language: tags['language'] && tags['language'] !== 'und' ? lineOf(tags['language']) : null,
        title,
        isDefault: is('default'),
        isForced: is('forced') || (kind === 'captions' && FORCED.test(title ?? '')),
        isAside: is(...ASIDE),
        unusable: unusable(stream, kind, is(...PICTURE)),
        extent: extent ? kept(extent) : null,
        packets: extent?.packets ?? 0,
        ...(kind === 'video' && { video: upright(stream) }),
        ...(kind === 'audio' && { audio: { codec: codec_name, channels: stream.channels } }),
        ...(kind === 'captions' && { place: subtitles.indexOf(stream) }),
      },
    ];
  });
}

const kept = ({ start, end, keyGap, holes }: Extent): NonNullable<FoundTrack['extent']> => ({
  start,
  end,
  keyGap,
  ...(holes.length > 0 && { holes }),
});

function unusable(
  { codec_name, width, height, channels }: ProbedStream,
  kind: FoundTrack['kind'],
  isPicture: boolean,
): string | null {
  switch (kind) {
    case 'video':
      if (isPicture) return 'A single picture, such as a cover';
      if (width <= 0) return 'Of no known size';
      if (width * height > MAX_PIXELS) return `Its pictures are too large: ${width} × ${height}`;
      return null;
    case 'audio':
      return channels > 0 ? null : 'Of no known channels';
    case 'captions':
      return TEXT_CAPTIONS.includes(codec_name) ? null : 'Pictures of captions cannot be read';
  }
}

const lineOf = (text: string): string =>
  clip(
    clean(text)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
    LONGEST_TITLE,
  );

/** What a program calls the track because it must call it something is no title. */
function titleOf({ title, handler_name }: ProbedStream['tags']): string | null {
  const named = lineOf(title ?? handler_name ?? '');
  return named === '' || /handler$|^(?:GPAC|L-SMASH|Core Media|ISO Media)/i.test(named) ? null : named;
}
