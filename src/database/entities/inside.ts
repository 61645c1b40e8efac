/** What a file holds side by side, as `probe` found it, and which of it is used. Kept with the recording. */
import type { Media, TrackKind } from '../../contract/project.js';

export interface FoundTrack {
  /** Of the stream in the file. */
  index: number;
  kind: TrackKind;
  codec: string;
  language: string | null;
  title: string | null;
  isDefault: boolean;
  /** Captions for what is said in other languages only. */
  isForced: boolean;
  /** A commentary, a description for the blind, and so on: never what the recording is about. */
  isAside: boolean;
  /** Why it can never be used; null where it can. */
  unusable: string | null;
  /**
   * First and last moment in seconds on the file's own clock, the longest time without a key frame, and the holes of a minute
   * or more, if any; null where it holds nothing. Older recordings lack the last two.
   */
  extent: { start: number; end: number; keyGap?: number; holes?: [number, number][] } | null;
  /** Where it cannot be read, in seconds on the file's own clock; in no order. Older recordings lack it. */
  damaged?: [number, number][];
  /** How many of its packets hold something: pictures of a video, lines of captions. */
  packets: number;
  video?: NonNullable<Media['video']>;
  audio?: NonNullable<Media['audio']>;
  /** Of captions: counts among the file's subtitle streams, from 0. */
  place?: number;
}

/** Which track of each kind is used, by its index, and why. */
export interface Choice {
  index: number | null;
  why: string;
  byHand?: true;
}
export type Choices = Record<TrackKind, Choice>;

export interface Inside {
  tracks: FoundTrack[];
  chosen: Choices;
  /** In seconds on the file's own clock. */
  chapters: { title: string; start: number }[];
  /**
   * How many recordings lie one behind another in the file, where there are several. What else is said here, the indexes of
   * tracks too, is then of the file that they are joined to.
   */
  joinedFrom?: number;
}

/** What is kept of a recording. `inside`: absent for those that were checked before tracks were looked at. */
export type StoredMedia = Media & { inside?: Inside };
