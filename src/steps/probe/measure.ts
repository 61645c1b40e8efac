/** What is in each of several tracks, by looking and listening here and there: the work does not grow with their length. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundTrack } from '../../recording/tracks/track.js';
import type { Extent } from '../../outside/ffmpeg/walk.js';
import { FfmpegError, OutOfTime } from '../../outside/ffmpeg/ffprobe.js';
import { LEVEL_MS, soundLevels } from '../../outside/ffmpeg/sound.js';
import type { Heard, Seen } from '../../recording/tracks/choose.js';
import { movingOf } from '../../recording/tracks/choose.js';
import { usableOf } from '../../recording/tracks/track.js';
import type { Tools } from '../step.js';
import { heardIn, seenIn } from './look.js';

/** More are not looked at: they are as good as empty. */
const MOST_OF_A_KIND = 8;

const SOUND_PLACES = 8;
const SOUND_MS = 10_000;
const PICTURE_PLACES = 8;
const PICTURES_EACH = 3;
const PICTURES_EVERY_MS = 1_000;
/** What is shorter is looked through. */
const SHORT_MS = 120_000;
/** In seconds. To get to a picture all since the key frame before must be decoded; where that is long, only the beginning is looked at. */
const FAR_FROM_KEY = 30;

/** As arrays, because parts are JSON. Empty where there is no choice. */
export interface Measures {
  seen: [number, Seen][];
  heard: [number, Heard][];
}

export async function measured(
  file: string,
  tracks: FoundTrack[],
  extents: ReadonlyMap<number, Extent>,
  tools: Tools<'source'>,
): Promise<Measures> {
  const begin = Math.min(...[...extents.values()].map(({ start }) => start));
  const look = new Look(file, begin, extents, tools);
  const videos = several(movingOf(usableOf(tracks, 'video')));
  const sounds = several(usableOf(tracks, 'audio'));
  const measures: Measures = { seen: [], heard: [] };
  if (videos.length + sounds.length > 0) tools.progress(60, 'Looking into its tracks');
  for (const { index } of videos) {
    const seen = await look.at(index);
    if (seen) measures.seen.push([index, seen]);
  }
  for (const { index } of sounds) measures.heard.push([index, await look.listenTo(index)]);
  return measures;
}

const several = (tracks: FoundTrack[]): FoundTrack[] => (tracks.length > 1 ? tracks.slice(0, MOST_OF_A_KIND) : []);

class Look {
  /** `begin`: what the file's own clock shows at its beginning, from which ffmpeg seeks. */
  constructor(
    private readonly file: string,
    private readonly begin: number,
    private readonly extents: ReadonlyMap<number, Extent>,
    private readonly tools: Tools<'source'>,
  ) {}

  /** Null when nothing of it can be seen. */
  async at(stream: number): Promise<Seen | null> {
    const extent = this.extents.get(stream);
    if (!extent) return null;
    const whole = (extent.end - extent.start) * 1_000;
    const throughout = whole <= SHORT_MS || extent.keyGap > FAR_FROM_KEY;
    const [places, count] = throughout
      ? [1, Math.ceil(Math.min(whole, SHORT_MS) / PICTURES_EVERY_MS)]
      : [PICTURE_PLACES, PICTURES_EACH];
    const { ffmpeg, signal } = this.tools;
    const groups: Buffer[][] = [];
    for (const fromMs of this.places(extent, places, count * PICTURES_EVERY_MS)) {
      const path = this.scratch(stream);
      const sample = { stream, fromMs, everyMs: PICTURES_EVERY_MS, count, path };
      groups.push(await this.orNone(ffmpeg.pictureSample(this.file, sample, signal), []));
      await rm(path, { force: true });
    }
    return groups.some(({ length }) => length > 0) ? seenIn(groups) : null;
  }

  async listenTo(stream: number): Promise<Heard> {
    const extent = this.extents.get(stream);
    if (!extent) return 0;
    const { ffmpeg, signal } = this.tools;
    const levels: number[] = [];
    for (const fromMs of this.places(extent, SOUND_PLACES, SOUND_MS)) {
      const path = this.scratch(stream);
      const sample = { stream, fromMs, durationMs: SOUND_MS, path };
      const listening = ffmpeg.soundSample(this.file, sample, signal).then(() => soundLevels(path, signal));
      for (const level of await this.orNone(listening, [])) levels.push(level);
      await rm(path, { force: true });
    }
    return heardIn(levels, LEVEL_MS);
  }

  /** Spread over the track; one after another without a gap where it is short. In ms since the file's beginning. */
  private places({ start, end }: Extent, most: number, eachMs: number): number[] {
    const wholeMs = (end - start) * 1_000;
    const count = Math.max(1, Math.min(most, Math.ceil(wholeMs / eachMs)));
    const stepMs = wholeMs / count;
    const firstMs = (start - this.begin) * 1_000 + Math.max(0, (stepMs - eachMs) / 2);
    return Array.from({ length: count }, (_, i) => Math.max(0, Math.round(firstMs + i * stepMs)));
  }

  private scratch(stream: number): string {
    return join(this.tools.scratch, `sample-${stream}`);
  }

  /** What cannot be decoded, or takes too long, is as good as nothing; the choice goes by what the others hold. */
  private async orNone<T>(run: Promise<T>, none: T): Promise<T> {
    try {
      return await run;
    } catch (error) {
      if (error instanceof FfmpegError && error.code !== 'ENOSPC') return none;
      if (error instanceof OutOfTime) return none;
      throw error;
    }
  }
}
