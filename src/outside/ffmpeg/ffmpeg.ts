/** The only file that knows fluent-ffmpeg: what ffmpeg does with strangers' files. */
import type { FfmpegCommand } from 'fluent-ffmpeg';
import ffmpeg from 'fluent-ffmpeg';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isHighRange, lookupTable } from './colours.js';
import type { RunFfprobe } from './ffprobe.js';
import { SAFE_INPUT } from './ffprobe.js';
import { JOIN_INPUT, joinOutput, joinScript } from './join.js';
import { readingFilter, seeingOptions } from './reading.js';
import { nothing, runProgram } from './run-program.js';
import type { SoundOptions } from './sound.js';
import { mixedToMono } from './mono.js';
import { BYTES_PER_MS, cutInput, cutOutput, isMixed, RATE, soundOptions, stretchesOf } from './sound.js';
import { pictureSampleFilter, picturesIn, soundSampleOptions } from './samples.js';
import type { Pictured } from './screenshot-filter.js';
import { screenshotFilter, THUMBNAIL_BYTES } from './screenshot-filter.js';
import type { Ffmpeg, ScreenshotBatch, TakenScreenshot } from './port.js';
import { Semaphore } from '../semaphore.js';
import { writeAll } from '../write-file.js';
import { probing, WALK_LIMIT_MS } from './probing.js';

const BATCH_LIMIT_MS = 20 * 60_000;
/** A look here and there, which is worth no more. */
const SAMPLE_LIMIT_MS = 60_000;
/** A day of sound takes about six minutes of a core. */
const SOUND_LIMIT_MS = 60 * 60_000;

export interface FfmpegSettings {
  ffmpegPath: string;
  ffprobePath: string;
  /** Of the programs: PATH and so on. */
  environment: NodeJS.ProcessEnv;
  /**
   * How many processes may work on files at once, and besides them, how many may read sound, which takes minutes where the others
   * take seconds; the others wait, and their time limits with them.
   */
  atOnce: number;
  /** Of each process, where the system can limit it: see `memoryIsLimited`. */
  maxMemoryBytes: number;
}

/** Runs a command to its end, as `runProgram` does, when fewer than the most run at once. `read`: its output, where that is of use. */
type Run = (
  command: FfmpegCommand,
  limitMs: number,
  signal: AbortSignal,
  read?: (stdout: NodeJS.ReadableStream) => Promise<void>,
) => Promise<void>;

export function createFfmpeg({ ffmpegPath, ffprobePath, environment, atOnce, maxMemoryBytes }: FfmpegSettings): Ffmpeg {
  const processes = new Semaphore(atOnce);
  const running =
    (places: Semaphore): Run =>
    (command, limitMs, signal, read = nothing) =>
      places.run(signal, () => {
        const program = { path: ffmpegPath, args: argumentsOf(command), env: environment, limitMs, maxMemoryBytes };
        return runProgram(program, signal, read);
      });
  const run = running(processes);
  // A statically linked ffprobe crashes on MPEG-TS when it loads the machine's character sets; without them it goes on.
  const ffprobe: RunFfprobe = (args, limitMs, signal, read) =>
    processes.run(signal, () => {
      const env = { ...environment, GCONV_PATH: '/nonexistent' };
      return runProgram({ path: ffprobePath, args, env, limitMs, maxMemoryBytes }, signal, read);
    });
  const command = (file: string): FfmpegCommand =>
    ffmpeg(file)
      .setFfmpegPath(ffmpegPath)
      .setFfprobePath(ffprobePath)
      .inputOptions(['-nostdin', '-v', 'error', ...DECODING_THREADS, '-max_error_rate', '1', ...SAFE_INPUT]);
  return {
    ...probing(ffprobe),
    async join(file, { places, streams, captionsAsText, path }, signal) {
      const heads = `${path}.heads`;
      const headBytes = Math.max(...places.map((place) => place.headBytes));
      if (headBytes > 0) await pipeline(createReadStream(file, { end: headBytes - 1 }), createWriteStream(heads));
      const script = `${path}.txt`;
      await writeFile(script, joinScript(file, places, heads, (await stat(file)).size));
      const joining = ffmpeg(script).setFfmpegPath(ffmpegPath).inputOptions(JOIN_INPUT);
      await run(joining.output(path).outputOptions(joinOutput(streams, captionsAsText)), WALK_LIMIT_MS, signal);
    },
    async captions(file, { track, codec, maxBytes }, folder, signal) {
      const path = join(folder, `captions-${track}`);
      const reading = command(file)
        .output(path)
        .outputOptions(['-map', `0:s:${track}`, ...captionFormat(codec), '-fs', String(maxBytes + 1)]);
      await run(reading, WALK_LIMIT_MS, signal);
      return (await stat(path)).size > maxBytes ? null : readFile(path);
    },
    ...pictureTools(command, run),
    ...readingTools(ffmpegPath, run),
    ...soundTools(command, ffmpegPath, run, running(new Semaphore(atOnce))),
    ...sampleTools(command, run),
  };
}

function sampleTools(
  command: (file: string) => FfmpegCommand,
  run: Run,
): Pick<Ffmpeg, 'soundSample' | 'pictureSample'> {
  const seconds = (ms: number): string => (ms / 1_000).toFixed(3);
  return {
    soundSample(file, sample, signal) {
      const { fromMs, durationMs, path } = sample;
      const listening = command(file)
        .inputOptions([...(fromMs > 0 ? ['-ss', seconds(fromMs)] : []), '-t', seconds(durationMs)])
        .output(path)
        .outputOptions(soundSampleOptions(sample));
      return run(listening, SAMPLE_LIMIT_MS, signal);
    },
    async pictureSample(file, sample, signal) {
      const { fromMs, count, path } = sample;
      const looking = command(file)
        .inputOptions(['-reinit_filter', '0', ...(fromMs > 0 ? ['-ss', seconds(fromMs)] : [])])
        .complexFilter(pictureSampleFilter(sample))
        .output(path)
        .outputOptions(['-map', '[sample]', '-frames:v', String(count), ...GREY]);
      await run(looking, SAMPLE_LIMIT_MS, signal);
      return picturesIn(await readFile(path));
    },
  };
}

function pictureTools(command: (file: string) => FfmpegCommand, run: Run): Pick<Ffmpeg, 'screenshots' | 'lastPicture'> {
  return {
    async screenshots(file, batch, signal) {
      const { fromMs, everyMs, count, leadMs, folder, smaller } = batch;
      const thumbnails = join(folder, 'thumbnails');
      const startMs = Math.max(0, fromMs - leadMs);
      const frames = ['-frames:v', String(count)];
      const marks = { everyMs, startMs: fromMs - startMs };
      const taking = fromKeyFrame(command(file), startMs)
        .complexFilter(screenshotFilter(await pictured(batch), marks))
        .output(thumbnails)
        .outputOptions(['-map', '[thumbnail]', ...frames, ...GREY]);
      for (const label of labelsOf(smaller)) {
        taking
          .output(join(folder, `%06d-${label}.jpg`))
          .outputOptions(['-map', `[${label}]`, ...frames, ...JPEG, '-start_number', '0']);
      }
      // Slower than it plays is too slow.
      await run(taking, BATCH_LIMIT_MS + count * everyMs, signal);
      const bytes = await readFile(thumbnails);
      return Array.from({ length: Math.floor(bytes.length / THUMBNAIL_BYTES) }, (_, i) => ({
        ...taken(folder, String(i).padStart(6, '0'), smaller),
        thumbnail: bytes.subarray(i * THUMBNAIL_BYTES, (i + 1) * THUMBNAIL_BYTES),
      }));
    },
    async lastPicture(file, from, signal) {
      const { fromMs, leadMs, folder, smaller } = from;
      const thumbnails = join(folder, 'last-thumbnails');
      const taking = fromKeyFrame(command(file), Math.max(0, fromMs - leadMs))
        .complexFilter(screenshotFilter(await pictured(from)))
        .output(thumbnails)
        .outputOptions(['-map', '[thumbnail]', ...GREY]);
      for (const label of labelsOf(smaller)) {
        taking.output(join(folder, `last-${label}.jpg`)).outputOptions(['-map', `[${label}]`, ...JPEG, '-update', '1']);
      }
      await run(taking, BATCH_LIMIT_MS, signal);
      const bytes = await readFile(thumbnails);
      return bytes.length === 0
        ? null
        : { ...taken(folder, 'last', smaller), thumbnail: bytes.subarray(-THUMBNAIL_BYTES) };
    },
  };
}

/** Of stored screenshots. */
function readingTools(ffmpegPath: string, run: Run): Pick<Ffmpeg, 'toRead' | 'toSee'> {
  const stored = (jpeg: string): FfmpegCommand =>
    ffmpeg(jpeg).setFfmpegPath(ffmpegPath).inputOptions(['-nostdin', '-v', 'error', '-f', 'jpeg_pipe']);
  return {
    toRead: (jpeg, grey, signal) => toRead(stored(jpeg), grey, (reading) => run(reading, SAMPLE_LIMIT_MS, signal)),
    toSee: (jpeg, out, signal) => run(stored(jpeg).output(out).outputOptions(seeingOptions), SAMPLE_LIMIT_MS, signal),
  };
}

async function toRead(command: FfmpegCommand, grey: string, run: (reading: FfmpegCommand) => Promise<void>) {
  const glance = `${grey}.rgb`;
  const one = ['-frames:v', '1'];
  const reading = command
    .complexFilter(readingFilter())
    .output(grey)
    .outputOptions(['-map', '[grey]', ...one, '-f', 'image2', '-c:v', 'pgm', '-update', '1'])
    .output(glance)
    .outputOptions(['-map', '[glance]', ...one, '-f', 'rawvideo', '-pix_fmt', 'rgb24']);
  await run(reading);
  return readFile(glance);
}

/** Of the filter's outputs that become JPEGs. */
const labelsOf = (smaller: readonly number[]): string[] => ['picture', ...smaller.map((width) => `w${width}`)];

const taken = (folder: string, name: string, smaller: readonly number[]): Omit<TakenScreenshot, 'thumbnail'> => ({
  path: join(folder, `${name}-picture.jpg`),
  smaller: new Map(smaller.map((width) => [width, join(folder, `${name}-w${width}.jpg`)])),
});

function soundTools(
  command: (file: string) => FfmpegCommand,
  ffmpegPath: string,
  run: Run,
  read: Run,
): Pick<Ffmpeg, 'sound' | 'cut'> {
  return {
    async sound(file, options, signal, written = () => undefined) {
      const place = await open(options.path, 'w');
      try {
        for (const stretch of stretchesOf(options)) {
          const seek = stretch.seek === null ? [] : ['-ss', stretch.seek.toFixed(3)];
          // The file's own clock, since that is what the packets were measured by.
          const listening = command(file).inputOptions(['-copyts', ...seek]);
          listening.output('pipe:1').outputOptions(soundOptions(options, stretch));
          await read(listening, SOUND_LIMIT_MS, signal, async (stdout) => {
            let at = stretch.atMs * BYTES_PER_MS;
            for await (const bytes of inPieces(monoOf(stdout, options))) {
              await writeAll(place, bytes, at);
              written(bytes, at / BYTES_PER_MS);
              at += bytes.length;
            }
          });
        }
      } finally {
        await place.close();
      }
    },
    cut(sound, options, signal) {
      const cutting = ffmpeg(sound).setFfmpegPath(ffmpegPath).inputOptions(cutInput(options));
      return run(cutting.output(options.path).outputOptions(cutOutput(options)), BATCH_LIMIT_MS, signal);
    },
  };
}

/** A pipe gives 64 KB at most: of so little each, a long recording would wait for the disk thousands of times. The memory of a piece is used again. */
async function* inPieces(sound: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let length = 0;
  for await (const bytes of sound) {
    for (let from = 0; from < bytes.length;) {
      const taken = bytes.copy(piece, length, from);
      length += taken;
      from += taken;
      if (length < PIECE_BYTES) continue;
      yield piece;
      length = 0;
    }
  }
  if (length > 0) yield piece.subarray(0, length);
}

const PIECE_BYTES = 10_000 * BYTES_PER_MS;

function monoOf(stdout: NodeJS.ReadableStream, options: SoundOptions): AsyncIterable<Buffer> {
  const sound = stdout as AsyncIterable<Buffer>;
  return isMixed(options) ? mixedToMono(sound, { rate: RATE, blockMs: 1_000 }) : sound;
}

/** As the track has it where that says more than SubRip can: which strokes are a drawing, who speaks. */
function captionFormat(codec: string): string[] {
  if (codec === 'ass' || codec === 'ssa') return ['-c:s', 'copy', '-f', 'ass'];
  return codec === 'webvtt' ? ['-c:s', 'copy', '-f', 'webvtt'] : ['-f', 'srt'];
}

/** Each of them holds pictures of its own: with 16, one of 8K takes 1.8 GB, with 4 a third of that. */
const MOST_THREADS = 4;
const DECODING_THREADS = availableParallelism() > MOST_THREADS ? ['-threads', String(MOST_THREADS)] : [];

/** Writes the table that the pictures need, if any, into the folder. */
async function pictured({
  stream,
  colours,
  smaller,
  folder,
}: Pick<ScreenshotBatch, 'stream' | 'colours' | 'smaller' | 'folder'>): Promise<Pictured> {
  const table = join(folder, 'colours.cube');
  if (isHighRange(colours)) await writeFile(table, lookupTable(colours));
  return { stream, colours, table, smaller };
}

/** The pictures that the filters choose, and no other: ffmpeg would repeat those that say they last long. */
const AS_CHOSEN = ['-vsync', '0'];
const JPEG = [...AS_CHOSEN, '-f', 'image2', '-q:v', '3'];
const GREY = [...AS_CHOSEN, '-f', 'rawvideo', '-pix_fmt', 'gray'];

/**
 * Seeks to the key frame before `ms`: what is on screen at a mark may have begun long before it. Not for 0: in MPEG-TS that
 * loses the first pictures. `-reinit_filter 0`: after a change of size, as in recordings of windows, a new fps filter would
 * count from 0 again.
 */
const fromKeyFrame = (command: FfmpegCommand, ms: number): FfmpegCommand =>
  command.inputOptions([
    '-reinit_filter',
    '0',
    ...(ms > 0 ? ['-noaccurate_seek', '-ss', (ms / 1_000).toFixed(3)] : []),
  ]);

/** What the library does not say in its types: the arguments that it has made of all it was told. */
type Told = FfmpegCommand & { _getArguments(): string[] };

const argumentsOf = (command: FfmpegCommand): string[] => (command as Told)._getArguments();
