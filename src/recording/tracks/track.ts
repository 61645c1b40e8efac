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

/** In seconds. What is shorter is not told; what lies so close together is one. */
const LEAST_DAMAGE = 1;

/** Where what is used cannot be read, in ms since the recording's beginning, in order. */
function damagedOf(inside: Inside): NonNullable<Media['damaged']> {
  const { start, end } = spanOf(inside) ?? { start: 0, end: 0 };
  const all: [number, number][] = [];
  const used = [inside.chosen.video.index, inside.chosen.audio.index];
  const spans = used.flatMap((index) => trackOf(inside, index)?.damaged ?? []);
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const [within, until] = [Math.max(start, from), Math.min(end, to)];
    const last = all.at(-1);
    if (last && within <= last[1] + LEAST_DAMAGE) last[1] = Math.max(last[1], until);
    else all.push([within, until]);
  }
  return all
    .filter(([from, to]) => to - from >= LEAST_DAMAGE)
    .map(([from, to]) => ({
      startMs: Math.round((from - start) * 1_000),
      endMs: Math.round((to - start) * 1_000),
    }));
}

type Following = Pick<Media, 'durationMs' | 'video' | 'audio' | 'captions' | 'chapters' | 'damaged'>;

/** What follows from the choice. `durationMs` is 0 where nothing that is used lasts. */
export function mediaOf(inside: Inside): Following {
  const { start, end } = spanOf(inside) ?? { start: 0, end: 0 };
  const damaged = damagedOf(inside);
  return {
    durationMs: Math.round((end - start) * 1_000),
    ...(damaged.length > 0 && { damaged }),
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
