/** Tracks as they are found in a recording of ten minutes. `index`: the stream's in the file. */
import type { FoundTrack, Inside, StoredMedia } from '../../src/recording/tracks/track.js';
import { mediaOf } from '../../src/recording/tracks/track.js';

const track = (index: number, kind: FoundTrack['kind'], more: Partial<FoundTrack> = {}): FoundTrack => ({
  index,
  kind,
  codec: 'any',
  language: null,
  title: null,
  isDefault: false,
  isForced: false,
  isAside: false,
  unusable: null,
  extent: { start: 0, end: 600 },
  packets: 100,
  ...more,
});
export const video = (index: number, more: Partial<FoundTrack> = {}): FoundTrack =>
  track(index, 'video', { video: { codec: 'any', width: 1_280, height: 720, rotation: 0 }, ...more });
export const audio = (index: number, more: Partial<FoundTrack> = {}): FoundTrack => track(index, 'audio', more);
export const captions = (index: number, more: Partial<FoundTrack> = {}): FoundTrack => track(index, 'captions', more);

/** A recording of which another picture can be chosen. */
export function twoPictures(): StoredMedia {
  const tracks = [video(0, { isDefault: true }), video(1)];
  const none = { index: null, why: 'There is none' };
  const chosen = { video: { index: 0, why: 'The default' }, audio: none, captions: none };
  const inside: Inside = { tracks, chosen, chapters: [] };
  return { container: 'matroska,webm', ...mediaOf(inside), inside };
}
