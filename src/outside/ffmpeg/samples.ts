/** Looking into a track here and there, to tell what is in it: what ffmpeg is told, and what its answer is like. */

/** Of a sampled picture; large enough for letters on a slide to leave a trace. */
export const SAMPLE = { width: 160, height: 90 };
export const SAMPLE_BYTES = SAMPLE.width * SAMPLE.height;

export interface SoundSample {
  /** The stream's index in the file. */
  stream: number;
  /** Since the file's own beginning. */
  fromMs: number;
  durationMs: number;
  path: string;
}

/**
 * Two channels of 8 kHz, side by side: as many bytes a second as the sound that `soundLevels` reads, and no channel takes
 * anything away from the other, as opposite ones do when they are mixed.
 */
export const soundSampleOptions = ({ stream }: SoundSample): string[] => [
  '-map',
  `0:${stream}`,
  '-ac',
  '2',
  '-ar',
  '8000',
  '-c:a',
  'pcm_s16le',
  '-f',
  's16le',
];

export interface PictureSample {
  stream: number;
  fromMs: number;
  everyMs: number;
  count: number;
  path: string;
}

export const pictureSampleFilter = ({ stream, everyMs }: PictureSample): string =>
  `[0:${stream}]fps=1000/${everyMs},scale=${SAMPLE.width}:${SAMPLE.height}:flags=area,format=gray[sample]`;

/** The grey values of each picture. */
export const picturesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / SAMPLE_BYTES) }, (_, i) =>
    bytes.subarray(i * SAMPLE_BYTES, (i + 1) * SAMPLE_BYTES),
  );
