/** The streams of the recording that are used, as `probe` or a person chose them. */
import type { TrackKind } from '../contract/project.js';
import type { StoredMedia } from '../recording/tracks/track.js';
import type { ProbedStream } from '../outside/ffmpeg/ffprobe.js';
import type { Extent } from '../outside/ffmpeg/walk.js';
import { chooseTracks } from '../recording/tracks/choose.js';
import { foundTracks } from './probe/found-tracks.js';

/** The stream's index in the file; null when there is none. Recordings that were checked before tracks were looked at have the usual ones. */
export function usedTrack(media: StoredMedia, kind: TrackKind, streams: ProbedStream[]): number | null {
  if (media.inside) return media.inside.chosen[kind].index;
  return chooseTracks(foundTracks(streams, new Map()), { seen: new Map(), heard: new Map() })[kind].index;
}

/** From the earliest start to the latest end; null when none is known. */
export function span(extents: (Extent | undefined)[]): Pick<Extent, 'start' | 'end'> | null {
  const known = extents.filter((extent) => extent !== undefined);
  if (known.length === 0) return null;
  return { start: Math.min(...known.map(({ start }) => start)), end: Math.max(...known.map(({ end }) => end)) };
}
