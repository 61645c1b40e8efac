/** Which track of each kind is used, by what is in it. Pure. */
import type { Choice, Choices, FoundTrack } from '../../database/entities/inside.js';
import { usableOf } from './track.js';

/** What was seen of a video here and there. */
export interface Seen {
  /** The share of a picture that changes within a second, 0 to 1: the median. */
  motion: number;
  /** How many pictures differ from those before them. */
  distinct: number;
  /** The share of a picture that is as its neighbourhood is: paper has much of it, faces have little. */
  flat: number;
}

/** How much of a voice it is, 0 to 1: 0 for silence, and little for what is loud without ever changing. */
export type Heard = number;

export interface Measured {
  seen: ReadonlyMap<number, Seen>;
  heard: ReadonlyMap<number, Heard>;
}

export function chooseTracks(tracks: FoundTrack[], measured: Measured): Choices {
  const video = chooseVideo(usableOf(tracks, 'video'), measured.seen);
  const audio = chooseAudio(usableOf(tracks, 'audio'), measured.heard);
  return { video, audio, captions: chooseCaptions(tracks, audio.index) };
}

const none = (why: string): Choice => ({ index: null, why });

/** A slide stands still: less than this changes in a second, a cursor for example. */
const STILL = 0.002;
/** So many times more motion, so much more of flat paper is no accident. */
const MUCH_MORE_MOTION = 3;
const MUCH_FLATTER = 0.25;

/** Those of which there is more than one picture. Where there is none, a single picture is better than nothing. */
export function movingOf(videos: FoundTrack[]): FoundTrack[] {
  const moving = videos.filter(({ packets }) => packets > 1);
  return moving.length > 0 ? moving : videos;
}

function chooseVideo(videos: FoundTrack[], seen: Measured['seen']): Choice {
  const moving = movingOf(videos);
  const [first, ...others] = usual(moving);
  if (!first) return none('There is no moving picture');
  if (others.length === 0) {
    return { index: first.index, why: videos.length > 1 ? 'The only moving picture' : 'The only picture' };
  }
  const changing = [first, ...others].filter(({ index }) => (seen.get(index)?.distinct ?? 0) > 1);
  if (changing.length === 1 && changing[0]) {
    return { index: changing[0].index, why: 'The others show one and the same picture' };
  }
  const pool = changing.length > 0 ? changing : [first, ...others];
  const best = pool.reduce((a, b) => (isMoreLikeSlides(seen.get(b.index), seen.get(a.index)) ? b : a));
  const isTold = pool.some((other) => isMoreLikeSlides(seen.get(best.index), seen.get(other.index)));
  return {
    index: best.index,
    why: isTold ? 'It looks most like slides: it stands still in between' : usualWhy(best, pool),
  };
}

function isMoreLikeSlides(a: Seen | undefined, b: Seen | undefined): boolean {
  if (!a || !b) return false;
  const [aStill, bStill] = [a.motion <= STILL, b.motion <= STILL];
  if (aStill !== bStill) return aStill;
  if (!aStill && a.motion * MUCH_MORE_MOTION <= b.motion) return true;
  if (!aStill && b.motion * MUCH_MORE_MOTION <= a.motion) return false;
  return a.flat - b.flat >= MUCH_FLATTER;
}

/** The one that players play first: the default, and of those without it the largest, or the first. */
const usual = (tracks: FoundTrack[]): FoundTrack[] =>
  tracks.toSorted(
    (a, b) =>
      Number(b.packets > 0) - Number(a.packets > 0) ||
      Number(a.isAside) - Number(b.isAside) ||
      Number(b.isDefault) - Number(a.isDefault) ||
      pixels(b) - pixels(a) ||
      a.index - b.index,
  );

const pixels = ({ video }: FoundTrack): number => (video ? video.width * video.height : 0);

/** Some programs mark every track as the default: that says nothing. */
function usualWhy(track: FoundTrack, among: FoundTrack[]): string {
  const rivals = among.filter((other) => other !== track && other.isDefault === track.isDefault);
  if (track.isDefault && rivals.length === 0) return 'The file’s default';
  const isLargest = rivals.every((other) => pixels(other) < pixels(track));
  return track.kind === 'video' && isLargest ? 'The largest' : 'The first in the file';
}

/** Another track must have so much more speech than the usual one: by this factor, and this share of the time. */
const MUCH_MORE_SPEECH = 1.5;
const SOME_SPEECH = 0.05;

function chooseAudio(sounds: FoundTrack[], heard: Measured['heard']): Choice {
  const [first, ...others] = usual(sounds);
  if (!first) return none('There is no sound');
  if (others.length === 0) return { index: first.index, why: 'The only sound' };
  const speech = ({ index }: FoundTrack): number => heard.get(index) ?? 0;
  const best = [first, ...others].reduce((a, b) => (speech(b) > speech(a) ? b : a));
  if (speech(best) >= speech(first) * MUCH_MORE_SPEECH + SOME_SPEECH) {
    return { index: best.index, why: 'Speech was heard in it, and hardly any in the file’s usual track' };
  }
  return { index: first.index, why: `${usualWhy(first, others)}, and no other has more speech` };
}

/** Captions with less than this share of the lines of others are only for parts of what is said. */
const WHOLE = 1 / 3;
/** Forced ones with so many lines a minute are whole all the same: some programs mark all as forced. */
const LINES_PER_MINUTE = 4;
/** One or two are no rate: a sign that is translated in a clip of some seconds. */
const LEAST_LINES = 3;

/**
 * Those that may be the transcript, the best first: whole ones before all, then those in the language of the sound, then the
 * default. Forced ones, with some lines only, are none of them.
 */
export function captionsInOrder(tracks: FoundTrack[], sound: number | null): FoundTrack[] {
  const all = usableOf(tracks, 'captions').filter(({ packets }) => packets > 0);
  const audio = tracks.find(({ index }) => index === sound);
  const most = Math.max(0, ...all.map(({ packets }) => packets));
  const isFew = ({ packets }: FoundTrack): boolean => packets < most * WHOLE;
  const isOneWhole = all.some((track) => !track.isForced && !isFew(track));
  const isPart = (track: FoundTrack): boolean =>
    isFew(track) || (track.isForced && (isOneWhole || !isDense(track, audio)));
  const spoken = audio?.language ?? null;
  const fits = ({ language }: FoundTrack): number =>
    spoken === null || language === null ? 1 : languageOf(language) === languageOf(spoken) ? 2 : 0;
  return all
    .filter((track) => !isPart(track))
    .toSorted((a, b) => fits(b) - fits(a) || Number(b.isDefault) - Number(a.isDefault) || a.index - b.index);
}

function isDense({ packets }: FoundTrack, audio: FoundTrack | undefined): boolean {
  if (!audio?.extent) return true;
  const seconds = audio.extent.end - audio.extent.start;
  return packets >= Math.max(LEAST_LINES, (LINES_PER_MINUTE * seconds) / 60);
}

/** `ger`, `deu`, `de` and `de-AT` are one. What is no language is only like itself. */
function languageOf(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return tag.toLowerCase();
  }
}

export function chooseCaptions(tracks: FoundTrack[], sound: number | null): Choice {
  const all = usableOf(tracks, 'captions');
  const [best, ...others] = captionsInOrder(tracks, sound);
  if (!best) return none(all.length > 0 ? 'They are for parts of the talk only' : 'There are no captions');
  if (all.length === 1) return { index: best.index, why: 'The only captions' };
  if (others.length === 0) return { index: best.index, why: 'Whole, while the others are for parts of the talk only' };
  const audio = tracks.find(({ index }) => index === sound);
  const spoken = audio?.language ?? null;
  const matches = spoken !== null && best.language !== null && languageOf(best.language) === languageOf(spoken);
  return { index: best.index, why: matches ? 'Whole, and in the language of the sound' : usualWhy(best, others) };
}
