/** The recording's sound, as it is read: it can be used as far as it is there. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredMedia } from '../../recording/tracks/track.js';
import { spanOf, trackOf } from '../../recording/tracks/track.js';
import type { SoundOptions } from '../../outside/ffmpeg/sound.js';
import { LevelMeter, LONG_HOLE } from '../../outside/ffmpeg/sound.js';
import type { ProbedStream } from '../../outside/ffmpeg/ffprobe.js';
import type { LocalFile } from '../one-clock.js';
import { localFile } from '../one-clock.js';
import type { Tools } from '../step.js';
import { span, usedTrack } from '../used-tracks.js';
import { Bell } from './bell.js';

/** There are packets of sound, and not one of them can be decoded; ffmpeg itself may find nothing wrong with that. */
export class Undecodable extends Error {}

/** Where its sound lies in the file; null where its audio stream holds nothing. */
type Place = Pick<SoundOptions, 'zero' | 'begin' | 'holes'> | null;

export class Reading {
  /** Raw, as `Ffmpeg.sound` writes it; empty when the audio stream holds nothing. */
  readonly path: string;
  private readonly meter = new LevelMeter();
  private readonly moved = new Bell();
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;
  private reading: Promise<void> | undefined;
  private untilMs = 0;
  /** That it ended: well, or how not. */
  private ended: { error: unknown } | { error?: never } | null = null;

  constructor(
    private readonly tools: Tools<'source'>,
    private readonly media: StoredMedia,
  ) {
    this.path = join(tools.scratch, 'sound');
    this.signal = AbortSignal.any([tools.signal, this.stop.signal]);
  }

  /**
   * Until the sound is in the file as far as `ms`, or whole. Reading begins with the first who asks. Returns how loud it is, for each
   * `LEVEL_MS`, as far as it was read; this array grows. Throws what reading throws: `Undecodable`, and what `Ffmpeg` does.
   */
  async until(ms: number): Promise<{ levels: readonly number[]; isWhole: boolean }> {
    this.reading ??= this.read();
    while (this.untilMs < ms && this.ended === null) await this.moved.next();
    if (this.ended && 'error' in this.ended) throw this.ended.error;
    return { levels: this.meter.levels, isWhole: this.ended !== null };
  }

  /** Who has no more use for it does not wait for its end: afterwards nothing runs any more. */
  async end(): Promise<void> {
    this.stop.abort(new Error('The rest of the sound is of no use any more.'));
    await this.reading;
  }

  private async read(): Promise<void> {
    try {
      await this.write();
      this.ended = {};
    } catch (error) {
      this.ended = { error };
    }
    this.moved.ring();
  }

  private async write(): Promise<void> {
    const { tools, media, path, signal } = this;
    const local = await localFile(tools, media);
    const { streams } = await tools.ffmpeg.probe(local.file, signal);
    const audio = streams.find(({ index }) => index === usedTrack(media, 'audio', streams));
    const place = audio ? (placeKnown(media) ?? (await this.placeIn(local, streams))) : null;
    if (!audio || !place) return writeFile(path, '');
    const { index: stream, channels, channel_layout } = audio;
    const layout = channel_layout === 'unknown' ? null : channel_layout;
    const sound = { stream, channels, layout, ...place, durationMs: media.durationMs, path };
    await tools.ffmpeg.sound(local.file, sound, signal, (bytes, atMs) => {
      // What came before it is there already, or silent.
      if (atMs > this.untilMs) this.meter.goTo(atMs);
      this.meter.add(bytes);
      this.untilMs = this.meter.untilMs;
      this.moved.ring();
    });
    if (this.untilMs === 0) throw new Undecodable(`Nothing of the ${audio.codec_name} sound can be decoded.`);
  }

  private async placeIn({ file, container }: LocalFile, streams: ProbedStream[]): Promise<Place> {
    const { media, tools, signal } = this;
    const { extents } = await tools.ffmpeg.walk(file, container, signal);
    const used = [usedTrack(media, 'video', streams), usedTrack(media, 'audio', streams)];
    const whole = span(used.map((index) => (index === null ? undefined : extents.get(index))));
    const extent = used[1] === null || used[1] === undefined ? undefined : extents.get(used[1]);
    const begin = Math.min(...[...extents.values()].map(({ start }) => start));
    return extent && whole ? { zero: whole.start, begin, holes: extent.holes } : null;
  }
}

/**
 * As `probe` found it, so that nobody has to walk through all of the file again. Undefined where it did not keep enough: of older
 * recordings, and of those with long holes, where the first packet of all streams counts.
 */
function placeKnown({ inside }: StoredMedia): Exclude<Place, null> | undefined {
  const whole = inside && spanOf(inside);
  const extent = inside && trackOf(inside, inside.chosen.audio.index)?.extent;
  if (!whole || extent?.keyGap === undefined) return undefined;
  const holes = extent.holes ?? [];
  return holes.some(([from, to]) => to - from >= LONG_HOLE)
    ? undefined
    : { zero: whole.start, begin: whole.start, holes };
}
