/** What is this file, and how long is it really? */
import { open } from 'node:fs/promises';
import type { FileChapter, Media } from '../../contract/project.js';
import { readContainer } from '../../outside/containers/container.js';
import type { Extent, Probed, ProbedStream } from '../../outside/ffmpeg/ffprobe.js';
import { FfmpegError, MAX_PIXELS } from '../../outside/ffmpeg/ffprobe.js';
import { titleOfFile } from '../../transcript/file-chapters.js';
import type { GivenFile, Outcome, RunStep, Tools } from '../step.js';
import { done, failed, recordingOf } from '../step.js';

const LONGEST_MS = 24 * 60 * 60 * 1_000;

/** Subtitles that are text; pictures of text cannot be read. */
const TEXT_CAPTIONS = ['mov_text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt', 'text', 'ttml'];

export const run: RunStep<Media, 'source'> = async (_task, tools) => {
  tools.expectParts(1);
  tools.progress(5, 'Looking at the recording');
  const file = await tools.sourceFile();
  let probed: Probed;
  try {
    probed = await tools.ffmpeg.probe(file, tools.signal);
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    await tools.log(`The file was refused: ${error.said}`);
    return { ...unreadable(recordingOf(tools.given), error.stderrTail, await beginsAsMp4(file)), cause: error };
  }
  const container = await readContainer(file);
  const refused = refuse(probed) ?? (container.encrypted ? encrypted(recordingOf(tools.given)) : null);
  if (refused) return refused;
  const extents = await tools.part('walk', recordingOf(tools.given).sha256, () => walk(file, tools));
  return describe(probed, new Map(extents));
};

/** As an array, because parts are JSON. */
async function walk(file: string, tools: Tools<'source'>): Promise<[number, Extent][]> {
  tools.progress(20, 'Measuring how long it is');
  return [...(await tools.ffmpeg.walk(file, tools.signal))];
}

/** Why ffprobe refused the file, as far as it says. */
function unreadable({ filename, sizeBytes }: GivenFile, said: string, isMp4: boolean): ReturnType<typeof failed> {
  if (sizeBytes === 0)
    return failed('not_media', `“${filename}” is empty. Make a new project with the recording itself.`);
  if (said.includes('exceeds specified max pixel count')) return tooManyPixels('too many');
  if (isMp4 && said.includes('moov atom not found')) {
    return failed(
      'incomplete',
      `“${filename}” is cut off: the index at its end is missing. Let the recording or its copying finish, then make a new project with it.`,
    );
  }
  return failed(
    'not_media',
    `“${filename}” is not a video or sound file that can be read. Make a new project with the recording itself, as MP4, MOV, MKV, WebM or MP3.`,
  );
}

/** MP4 and MOV begin with a box of one of these names (ISO/IEC 14496-12); ffprobe takes whatever is named .mp4 for one. */
async function beginsAsMp4(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return ['ftyp', 'mdat', 'wide', 'free', 'skip'].includes(buffer.toString('latin1', 4));
  } finally {
    await file.close();
  }
}

const encrypted = ({ filename }: GivenFile) =>
  failed(
    'encrypted',
    `“${filename}” is encrypted (DRM), and only who has its key can see or hear it. Make a new project with a copy that is not protected.`,
  );

const tooManyPixels = (size: string) =>
  failed('too_many_pixels', `The pictures have ${size} pixels. Export the recording at 8K or smaller.`);

function refuse({ streams }: Probed): ReturnType<typeof failed> | null {
  const video = mainVideo(streams);
  if (!video && !streams.some(isAudio)) {
    return failed('no_streams', 'There is neither picture nor sound in this file. Export the recording again.');
  }
  if (video && video.width * video.height > MAX_PIXELS) {
    return tooManyPixels(`${video.width} × ${video.height}`);
  }
  return null;
}

function describe(probed: Probed, extents: Map<number, Extent>): Outcome<Media> {
  const { streams } = probed;
  const video = mainVideo(streams);
  const audio = mainAudio(streams);
  const extent = span([video, audio].map((stream) => stream && extents.get(stream.index)));
  const durationMs = extent ? Math.round((extent.end - extent.start) * 1_000) : 0;
  if (durationMs <= 0) return failed('no_duration', 'The recording is cut off: nothing in it lasts. Export it again.');
  if (durationMs > LONGEST_MS) return failed('too_long', 'The recording claims to last longer than a day. Cut it.');
  return done({
    container: probed.format.format_name,
    durationMs,
    video: video ? upright(video) : null,
    audio: audio ? { codec: audio.codec_name, channels: audio.channels } : null,
    captions: textCaptions(streams),
    chapters: chaptersIn(probed, extent?.start ?? 0),
  });
}

/** The first stream of moving pictures: not a cover, and of several the one marked as default. */
export function mainVideo(streams: ProbedStream[]): ProbedStream | undefined {
  const videos = streams.filter(
    (stream) => stream.codec_type === 'video' && !stream.disposition.attached_pic && stream.width > 0,
  );
  return videos.find((stream) => stream.disposition.default) ?? videos[0];
}

/** The first stream of sound, and of several the one marked as default. */
export const mainAudio = (streams: ProbedStream[]): ProbedStream | undefined =>
  streams.find((stream) => isAudio(stream) && stream.disposition.default) ?? streams.find(isAudio);

const isAudio = (stream: ProbedStream): boolean => stream.codec_type === 'audio' && stream.channels > 0;

function upright(video: ProbedStream): NonNullable<Media['video']> {
  const tagged = Number(video.tags['rotate'] ?? 0);
  // Side data count counterclockwise, the tag clockwise.
  const turned = video.side_data_list.find((data) => data.rotation !== undefined)?.rotation;
  const rotation = (((turned === undefined ? tagged : -turned) % 360) + 360) % 360;
  const [width, height] =
    rotation === 90 || rotation === 270 ? [video.height, video.width] : [video.width, video.height];
  return { codec: video.codec_name, width, height, rotation };
}

function textCaptions(streams: ProbedStream[]): Media['captions'] {
  return streams
    .filter((stream) => stream.codec_type === 'subtitle')
    .map((stream, track) => ({ stream, track }))
    .filter(({ stream }) => TEXT_CAPTIONS.includes(stream.codec_name))
    .map(({ stream, track }) => ({
      track,
      codec: stream.codec_name,
      isDefault: stream.disposition.default === 1,
      language: stream.tags['language'] && stream.tags['language'] !== 'und' ? stream.tags['language'] : null,
    }));
}

/** One more than are used, so that it can be told that there are too many. */
const MOST_CHAPTERS = 501;

/** `zero`: what the file's clock shows when the recording begins. */
const chaptersIn = ({ chapters }: Probed, zero: number): FileChapter[] =>
  chapters
    .map(({ start_time, tags }) => ({
      title: titleOfFile(tags['title'] ?? ''),
      startMs: Math.max(0, Math.round((start_time - zero) * 1_000)),
    }))
    .filter(({ startMs }) => Number.isSafeInteger(startMs))
    .slice(0, MOST_CHAPTERS);

/** From the earliest start to the latest end; null when none is known. */
export function span(extents: (Extent | undefined)[]): Pick<Extent, 'start' | 'end'> | null {
  const known = extents.filter((extent) => extent !== undefined);
  if (known.length === 0) return null;
  return { start: Math.min(...known.map(({ start }) => start)), end: Math.max(...known.map(({ end }) => end)) };
}
