/** What steps ask of ffmpeg; it is done in ffmpeg.ts. */
import type { Place } from '../containers/joined.js';
import type { Colours } from './colours.js';
import type { Probed } from './ffprobe.js';
import type { PictureSample, SoundSample } from './samples.js';
import type { CutOptions, SoundOptions, SoundWritten } from './sound.js';
import type { Walked } from './walk.js';

export interface ScreenshotBatch {
  /** The stream's index in the file. */
  stream: number;
  colours: Colours;
  fromMs: number;
  everyMs: number;
  count: number;
  /** How long before `fromMs` to begin, where a file's index does not lead to the key frame before. */
  leadMs: number;
  /** In pixels: of those that are wider, pictures of these widths, too. */
  smaller: readonly number[];
  /** An existing empty folder. */
  folder: string;
}

export interface TakenScreenshot {
  path: string;
  /** By their width. */
  smaller: ReadonlyMap<number, string>;
  /** `THUMBNAIL_BYTES` grey values, to tell near-identical pictures. */
  thumbnail: Buffer;
}

export interface CaptionTrack {
  /** Counts among the file's subtitle streams, from 0. */
  track: number;
  /** Its name in ffmpeg, such as `ass`. */
  codec: string;
  maxBytes: number;
}

export interface Joining {
  places: Place[];
  /** The streams that are wanted, by their indexes in the file, in this order. */
  streams: number[];
  /** Captions are written as SubRip. */
  captionsAsText: boolean;
  path: string;
}

export interface Ffmpeg {
  /** Throws `FfmpegError` for a container that is not among those that may be read. */
  probe(file: string, signal: AbortSignal): Promise<Probed>;
  /** Walks through all packets, since headers may claim anything. `format`: the container, as ffprobe names it. */
  walk(file: string, format: string, signal: AbortSignal): Promise<Walked>;
  /** From where to where nothing of a stream comes out when it is decoded, for half a second or more: seconds on the file's own clock. */
  decodedGaps(file: string, stream: number, signal: AbortSignal): Promise<[number, number][]>;
  /** Writes the recordings that lie one behind another in this file as one, on one clock, as Matroska. */
  join(file: string, joining: Joining, signal: AbortSignal): Promise<void>;
  /**
   * The pictures that are on screen at `fromMs`, `fromMs + everyMs`, …: upright, with square pixels, at most 1,920 wide and
   * high. Fewer than `count` when the video ends before.
   */
  screenshots(file: string, batch: ScreenshotBatch, signal: AbortSignal): Promise<TakenScreenshot[]>;
  /** The video's last picture, which stays on screen while the sound goes on. Null when none is left after `fromMs`. */
  lastPicture(
    file: string,
    from: Omit<ScreenshotBatch, 'everyMs' | 'count'>,
    signal: AbortSignal,
  ): Promise<TakenScreenshot | null>;
  /** Makes of a stored screenshot, a JPEG, what OCR takes: writes a PGM to `grey`, and answers its colours at a `GLANCE`. */
  toRead(jpeg: string, grey: string, signal: AbortSignal): Promise<Buffer>;
  /** Makes of a stored screenshot what a model is shown, a JPEG. */
  toSee(jpeg: string, out: string, signal: AbortSignal): Promise<void>;
  /** A file of captions from a text subtitle track; null when it would be larger than `maxBytes`. */
  captions(file: string, track: CaptionTrack, folder: string, signal: AbortSignal): Promise<Uint8Array | null>;
  /** Writes some of the sound of one stream: two channels of 8 kHz and 16 bits, raw. Nothing where nothing can be decoded. */
  soundSample(file: string, sample: SoundSample, signal: AbortSignal): Promise<void>;
  /** Pictures of a stream, small and grey; none where nothing can be decoded. */
  pictureSample(file: string, sample: PictureSample, signal: AbortSignal): Promise<Buffer[]>;
  /**
   * Writes the sound of one stream, whole, on the recording's clock. Where it has long holes, nothing is written, which reads as silence.
   * `written`: called each time that more of it is in the file, with those bytes and where they begin, in ms of the recording.
   */
  sound(file: string, options: SoundOptions, signal: AbortSignal, written?: SoundWritten): Promise<void>;
  /** Writes a piece of a sound that `sound` has written, or is still writing, as far as that piece. */
  cut(sound: string, options: CutOptions, signal: AbortSignal): Promise<void>;
}
