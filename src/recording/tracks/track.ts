/** What follows from which of a recording's tracks are used. Pure. */
import type { FileChapter, Media, Track, TrackKind } from '../../contract/project.js';
import type { FoundTrack, Inside } from '../../database/entities/inside.js';

export type { FoundTrack, Inside, StoredMedia } from '../../database/entities/inside.js';

export const trackOf = ({ tracks }: Inside, index: number | null): FoundTrack | undefined =>
  tracks.find((track) => track.index === index);

export const usableOf = (tracks: FoundTrack[], kind: TrackKind): FoundTrack[] =>
  tracks.filter((track) => track.kind === kind && track.unusable === null);

/** In seconds on the file's own clock, from the first moment of the video or sound that is used to the last; null for none. */
export function spanOf(inside: Inside): { start: number; end: number } | null {
  const used = [inside.chosen.video.index, inside.chosen.audio.index].flatMap((index) => {
    const extent = trackOf(inside, index)?.extent;
    return extent ? [extent] : [];
  });
  if (used.length === 0) return null;
  return { start: Math.min(...used.map(({ start }) => start)), end: Math.max(...used.map(({ end }) => end)) };
}

/** What follows from the choice. `durationMs` is 0 where nothing that is used lasts. */
export function mediaOf(inside: Inside): Pick<Media, 'durationMs' | 'video' | 'audio' | 'captions' | 'chapters'> {
  const { start, end } = spanOf(inside) ?? { start: 0, end: 0 };
  return {
    durationMs: Math.round((end - start) * 1_000),
    video: trackOf(inside, inside.chosen.video.index)?.video ?? null,
    audio: trackOf(inside, inside.chosen.audio.index)?.audio ?? null,
    captions: usableOf(inside.tracks, 'captions').map(({ codec, language, isDefault, place = 0 }) => ({
      track: place,
      codec,
      language,
      isDefault,
    })),
    chapters: inside.chapters.map((chapter): FileChapter => ({
      title: chapter.title,
      startMs: Math.max(0, Math.round((chapter.start - start) * 1_000)),
    })),
  };
}

/** As people are shown them. */
export const shownTracks = ({ tracks, chosen }: Inside): Track[] =>
  tracks.map(({ index, kind, codec, language, title, isDefault, unusable }) => {
    const isChosen = chosen[kind].index === index;
    const why = isChosen ? chosen[kind].why : unusable;
    return { index, kind, codec, language, title, isDefault, usable: unusable === null, chosen: isChosen, why };
  });
