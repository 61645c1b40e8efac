/** A screenshot for every mark, stored while later ones are still being made. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { StoredMedia } from '../../recording/tracks/track.js';
import type { Colours } from '../../outside/ffmpeg/colours.js';
import { spanOf, trackOf } from '../../recording/tracks/track.js';
import { FfmpegError } from '../../outside/ffmpeg/ffprobe.js';
import { jpegSize } from '../../outside/ffmpeg/jpeg.js';
import { projectPrefix } from '../../outside/storage/storage.js';
import { distinctRuns } from '../../recording/distinct/distinct.js';
import type { StoredScreenshot } from '../../recording/screenshots.js';
import { smallKey } from '../../recording/screenshots.js';
import type { TakenScreenshot } from '../../outside/ffmpeg/port.js';
import { smallWidths } from '../../contract/small-widths.js';
import type { StepStorage } from '../step-storage.js';
import type { GivenFile, RunStep, StepTask, Tools } from '../step.js';
import { done, failed, recordingOf } from '../step.js';
import { inSlices } from '../in-slices.js';
import { localFile } from '../one-clock.js';
import { usedTrack } from '../used-tracks.js';
import type { Place } from './thumbnails.js';
import { Thumbnails } from './thumbnails.js';

/** A minute of video at the usual three seconds: little is lost with a worker, and little is decoded twice. */
const MARKS_PER_BATCH = 20;
/** Their pictures are in the scratch folder together, before they are stored. */
const MOST_PER_BATCH = 3_000;
const MOST_SCREENSHOTS = 30_000;
/** They have no index: ffmpeg goes to the next key frame there, not to the one before. */
const WITHOUT_INDEX = ['mpegts', 'mpeg'];

interface Batch {
  first: number;
  count: number;
}

/**
 * Where the pictures are: the stream's index in the file, and how long before a mark to begin. `keyGapMs`: the longest time
 * without a key frame; `endMs`: when its last picture begins; `holes`: from its last picture before to the next, in ms. All only
 * where `probe` has told them.
 */
export interface Video {
  file: string;
  stream: number;
  colours: Colours;
  leadMs: number;
  keyGapMs: number;
  endMs: number;
  holes: [number, number][];
}

type Shot = Omit<StoredScreenshot, 'distinct' | 'sinceMs'>;
/** A finished batch. `thumbnail`: its grey values, deflated, in base64. */
type Batched = (Shot & { thumbnail: string })[];
/** All of them. `thumbnail`: where its grey values are. */
type Taken = (Shot & { thumbnail: Place })[];

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
  const batches = await tools.part('plan', input, () =>
    Promise.resolve(plan(marks, Math.ceil(video.keyGapMs / everyMs))),
  );
  tools.expectParts(batches.length + 1);
  const thumbnails = new Thumbnails(join(tools.scratch, 'thumbnails'));
  try {
    const taken: Taken = [];
    for (const batch of batches) {
      tools.progress((100 * batch.first) / marks, `Taking screenshots, ${batch.first} of ${marks}`);
      const part = `marks ${batch.first} to ${batch.first + batch.count - 1}`;
      const shots = await tools.part(part, { ...input, ...batch }, () => take(task, tools, video, batch));
      for (const shot of shots) taken.push({ ...shot, thumbnail: thumbnails.add(shot.thumbnail) });
    }
    if (taken.length === 0) return failed('undecodable', undecodable(media.video.codec));
    tools.progress(99, 'Looking for those that differ');
    return done(await markDistinct(everyMark(taken, marks, everyMs), thumbnails, tools.signal));
  } finally {
    thumbnails.close();
  }
};

const undecodable = (codec: string): string =>
  `Not one picture of this recording (${codec}) can be decoded here. Export it again as MP4 with H.264, and make a new project with that.`;

/**
 * Each batch is decoded from the key frame before it. Where key frames are rare, batches grow until they are as long as the time
 * without one, so that not much more is decoded than twice the whole. `gap`: that time in marks.
 */
export function plan(marks: number, gap: number): Batch[] {
  const batches: Batch[] = [];
  for (let first = 0; first < marks;) {
    const count = Math.min(Math.max(MARKS_PER_BATCH, Math.min(first, gap, MOST_PER_BATCH)), marks - first);
    batches.push({ first, count });
    first += count;
  }
  return batches;
}

/** The video that is used, and how it is read. */
export async function videoOf(tools: Tools<'source'>, media: StoredMedia): Promise<Video> {
  const { ffmpeg, signal } = tools;
  const { file, container } = await localFile(tools, media);
  const { streams } = await ffmpeg.probe(file, signal);
  const stream = usedTrack(media, 'video', streams);
  const found = streams.find(({ index }) => index === stream);
  if (stream === null || !found) throw new Error('The video that probe found is gone.');
  const { color_space, color_transfer, color_primaries } = found;
  const colours = { color_space, color_transfer, color_primaries };
  const extent = media.inside && trackOf(media.inside, stream)?.extent;
  const start = (media.inside && spanOf(media.inside)?.start) ?? 0;
  const keyGapMs = Math.ceil((extent?.keyGap ?? 0) * 1_000);
  const endMs = extent ? (extent.end - start) * 1_000 : Infinity;
  const holes = (extent?.holes ?? []).map(([from, to]): [number, number] => [
    (from - start) * 1_000,
    (to - start) * 1_000,
  ]);
  const video = { file, stream, colours, leadMs: 0, keyGapMs, endMs, holes };
  if (!WITHOUT_INDEX.includes(container)) return video;
  const gap = (await ffmpeg.walk(file, container, signal)).extents.get(stream)?.keyGap ?? 0;
  return { ...video, leadMs: Math.ceil(gap * 1_000) + 1_000 };
}

async function take(task: StepTask, tools: Tools<'source'>, video: Video, { first, count }: Batch): Promise<Batched> {
  const { ffmpeg, storage, signal, scratch, given, settings } = tools;
  const everyMs = settings.screenshotEveryMs;
  // Long after the last picture, or within a hole: each mark shows the one before, which an earlier batch has found.
  if (first * everyMs > video.endMs + MARKS_PER_BATCH * everyMs) return [];
  const [before, last] = [(first - 1) * everyMs, (first + count - 1) * everyMs];
  if (video.holes.some(([from, to]) => from <= before && to > last)) return [];
  const folder = join(scratch, `screenshots-${first}`);
  await mkdir(folder);
  const { file, stream, colours, leadMs } = video;
  const common = { stream, colours, leadMs, smaller: smallWidths, folder };
  const batch = { ...common, fromMs: first * everyMs, everyMs, count };
  const shots = await decoded(tools, ffmpeg.screenshots(file, batch, signal), []);
  if (shots.length < count) {
    const fromMs = (first + Math.max(0, shots.length - 1)) * everyMs;
    const last = await decoded(tools, ffmpeg.lastPicture(file, { ...common, fromMs }, signal), null);
    if (last) shots.push(last);
  }
  const taken: Batched = [];
  const stored = new Map<string, number>();
  for (const [i, shot] of shots.entries()) {
    const index = first + i;
    const jpeg = await readFile(shot.path);
    const size = jpegSize(jpeg);
    const key = keyOf(task, recordingOf(given), jpeg);
    const sizeBytes = stored.get(key) ?? (await store(storage, key, shot, size.width, signal));
    stored.set(key, sizeBytes);
    const packed = deflateRawSync(shot.thumbnail).toString('base64');
    taken.push({ index, atMs: index * everyMs, ...size, key, sizeBytes, thumbnail: packed });
  }
  await rm(folder, { recursive: true });
  return taken;
}

/** Answers how many bytes it takes, with its smaller ones. They are stored first: where there is a picture, there are these. */
async function store(
  storage: StepStorage,
  key: string,
  { path, smaller }: TakenScreenshot,
  width: number,
  signal: AbortSignal,
): Promise<number> {
  let sizeBytes = 0;
  for (const small of smallWidths) {
    const smallPath = smaller.get(small);
    if (small >= width || smallPath === undefined) continue;
    sizeBytes += (await storage.put(smallKey(key, small), smallPath, signal)).sizeBytes;
  }
  return sizeBytes + (await storage.put(key, path, signal)).sizeBytes;
}

/** By what is in the picture: a still of a day is one object, whichever marks show it. */
function keyOf({ projectId }: StepTask, { sha256 }: GivenFile, jpeg: Buffer): string {
  const picture = createHash('sha256').update(jpeg).digest('hex');
  // eslint-disable-next-line devreel/whole-characters -- hexadecimal
  return `${projectPrefix(projectId)}screenshots/${sha256.slice(0, 12)}/${picture.slice(0, 40)}.jpg`;
}

/** A damaged stretch has no pictures, and that is no reason to give up: `none` instead. */
export async function decoded<T>(tools: Tools<never>, run: Promise<T>, none: T): Promise<T> {
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

/** Of equal pictures one after another, so many at either end tell all that there is to tell of them. */
const ENOUGH_EQUAL = 12;

async function markDistinct(taken: Taken, thumbnails: Thumbnails, signal: AbortSignal): Promise<StoredScreenshot[]> {
  const told = taken.flatMap(({ key }, i) => {
    const isWithin = [i - ENOUGH_EQUAL, i + ENOUGH_EQUAL].every((other) => taken[other]?.key === key);
    return isWithin && isAllEqual(taken, i) ? [] : [i];
  });
  const picture = (i: number): Buffer => {
    const shot = taken[told[i] ?? 0];
    if (!shot) throw new Error(`There is no screenshot ${i}.`);
    return thumbnails.read(shot.thumbnail);
  };
  const runs = await inSlices(distinctRuns(told.length, picture), signal);
  const distinct = new Map(runs.map(({ index, from }) => [told[index], told[from]]));
  return taken.map(({ thumbnail: _, ...shot }, i) => ({
    ...shot,
    distinct: distinct.has(i),
    sinceMs: taken[distinct.get(i) ?? i]?.atMs ?? shot.atMs,
  }));
}

/** Whether all marks around this one show the same. */
const isAllEqual = (taken: Taken, i: number): boolean =>
  taken.slice(i - ENOUGH_EQUAL, i + ENOUGH_EQUAL).every(({ key }) => key === taken[i]?.key);
