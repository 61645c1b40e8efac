/** A screenshot for every mark, stored while later ones are still being made. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { StoredMedia } from '../../recording/tracks/track.js';
import type { Colours } from '../../outside/ffmpeg/colours.js';
import { FfmpegError } from '../../outside/ffmpeg/ffprobe.js';
import { fileStream } from '../../outside/storage/file-stream.js';
import { jpegSize } from '../../outside/ffmpeg/jpeg.js';
import { projectPrefix } from '../../outside/storage/storage.js';
import { distinctPictures } from '../../recording/distinct/distinct.js';
import type { StoredScreenshot } from '../../recording/screenshots.js';
import type { RunStep, StepTask, Tools } from '../step.js';
import { done, failed, recordingOf } from '../step.js';
import { usedTrack } from '../used-tracks.js';

/** A minute of video at the usual three seconds: little is lost with a worker, and little is decoded twice. */
const MARKS_PER_BATCH = 20;
const MOST_SCREENSHOTS = 30_000;
/** They have no index: ffmpeg goes to the next key frame there, not to the one before. */
const WITHOUT_INDEX = ['mpegts', 'mpeg'];

interface Batch {
  first: number;
  count: number;
}

/** Where the pictures are: the stream's index in the file, and how long before a mark to begin. */
interface Video {
  stream: number;
  colours: Colours;
  leadMs: number;
}

/** A finished batch. `thumbnail`: its grey values, deflated, in base64. */
type Taken = (Omit<StoredScreenshot, 'distinct'> & { thumbnail: string })[];

export const run: RunStep<StoredScreenshot[], 'source' | 'media'> = async (task, tools) => {
  const { media } = tools.given;
  if (!media) throw new Error('screenshots was run before probe.');
  if (!media.video) {
    await tools.log('The recording has no video, so there are no screenshots.');
    return done([]);
  }
  const everyMs = tools.settings.screenshotEveryMs;
  const marks = Math.ceil(media.durationMs / everyMs);
  if (marks > MOST_SCREENSHOTS) {
    return failed('too_many_screenshots', `This would be ${marks} screenshots. Raise SCREENSHOT_EVERY_SECONDS.`);
  }
  const video = await videoOf(tools, media);
  const input = { source: recordingOf(tools.given).sha256, everyMs, stream: video.stream };
  const batches = await tools.part('plan', input, () => Promise.resolve(plan(marks)));
  tools.expectParts(batches.length + 1);
  const taken: Taken = [];
  for (const batch of batches) {
    tools.progress((100 * batch.first) / marks, `Taking screenshots, ${batch.first} of ${marks}`);
    const part = `marks ${batch.first} to ${batch.first + batch.count - 1}`;
    taken.push(...(await tools.part(part, { ...input, ...batch }, () => take(task, tools, video, batch))));
  }
  if (taken.length === 0) return failed('undecodable', undecodable(media.video.codec));
  return done(markDistinct(everyMark(taken, marks, everyMs)));
};

const undecodable = (codec: string): string =>
  `Not one picture of this recording (${codec}) can be decoded here. Export it again as MP4 with H.264, and make a new project with that.`;

const plan = (marks: number): Batch[] =>
  Array.from({ length: Math.ceil(marks / MARKS_PER_BATCH) }, (_, i) => ({
    first: i * MARKS_PER_BATCH,
    count: Math.min(MARKS_PER_BATCH, marks - i * MARKS_PER_BATCH),
  }));

async function videoOf(tools: Tools<'source'>, media: StoredMedia): Promise<Video> {
  const { ffmpeg, signal } = tools;
  const file = await tools.sourceFile();
  const { streams } = await ffmpeg.probe(file, signal);
  const stream = usedTrack(media, 'video', streams);
  const video = streams.find(({ index }) => index === stream);
  if (stream === null || !video) throw new Error('The video that probe found is gone.');
  const { color_space, color_transfer, color_primaries } = video;
  const colours = { color_space, color_transfer, color_primaries };
  if (!WITHOUT_INDEX.includes(media.container)) return { stream, colours, leadMs: 0 };
  const gap = (await ffmpeg.walk(file, signal)).get(stream)?.keyGap ?? 0;
  return { stream, colours, leadMs: Math.ceil(gap * 1_000) + 1_000 };
}

async function take(task: StepTask, tools: Tools<'source'>, video: Video, { first, count }: Batch): Promise<Taken> {
  const { ffmpeg, storage, signal, scratch, given, settings } = tools;
  const everyMs = settings.screenshotEveryMs;
  const folder = join(scratch, `screenshots-${first}`);
  await mkdir(folder);
  const file = await tools.sourceFile();
  const batch = { ...video, fromMs: first * everyMs, everyMs, count, folder };
  const shots = await decoded(tools, ffmpeg.screenshots(file, batch, signal), []);
  if (shots.length < count) {
    const fromMs = (first + Math.max(0, shots.length - 1)) * everyMs;
    const last = await decoded(tools, ffmpeg.lastPicture(file, { ...video, fromMs, folder }, signal), null);
    if (last) shots.push(last);
  }
  const taken: Taken = [];
  for (const [i, { path, thumbnail }] of shots.entries()) {
    const index = first + i;
    // eslint-disable-next-line devreel/whole-characters -- hexadecimal
    const key = `${projectPrefix(task.projectId)}screenshots/${recordingOf(given).sha256.slice(0, 12)}/${video.stream}-${everyMs}-${index}.jpg`;
    const size = jpegSize(await readFile(path));
    await storage.put(key, fileStream(path), { signal });
    taken.push({ index, atMs: index * everyMs, ...size, key, thumbnail: deflateRawSync(thumbnail).toString('base64') });
  }
  await rm(folder, { recursive: true });
  return taken;
}

/** A damaged stretch has no pictures, and that is no reason to give up: `none` instead. */
async function decoded<T>(tools: Tools<never>, run: Promise<T>, none: T): Promise<T> {
  try {
    return await run;
  } catch (error) {
    if (!(error instanceof FfmpegError && error.undecodable)) throw error;
    await tools.log('A stretch of the video could not be decoded.');
    return none;
  }
}

/**
 * The video may be damaged, or end long before the sound does: a mark without a picture of its own shows the one before,
 * or the very first.
 */
function everyMark(taken: Taken, marks: number, everyMs: number): Taken {
  const own = new Map(taken.map((shot) => [shot.index, shot]));
  let shown = taken[0];
  return Array.from({ length: marks }, (_, index) => {
    shown = own.get(index) ?? shown;
    return shown ? [{ ...shown, index, atMs: index * everyMs }] : [];
  }).flat();
}

function markDistinct(taken: Taken): StoredScreenshot[] {
  const picture = (i: number): Buffer => inflateRawSync(Buffer.from(taken[i]?.thumbnail ?? '', 'base64'));
  const distinct = new Set(distinctPictures(taken.length, picture));
  return taken.map(({ thumbnail: _, ...shot }, i) => ({ ...shot, distinct: distinct.has(i) }));
}
