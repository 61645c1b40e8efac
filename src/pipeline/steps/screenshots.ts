/** A screenshot for every mark, stored while later ones are still being made. */
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jpegSize } from '../../outside/jpeg.js';
import type { RunStep, StepTask, StoredScreenshot, Tools } from '../step.js';
import { done, failed } from '../step.js';
import { mainVideo } from './probe.js';

/** A minute of video at the usual three seconds: little is lost with a worker, and little is decoded twice. */
const MARKS_PER_BATCH = 20;
const MOST_SCREENSHOTS = 30_000;
/** Mean difference of grey values, of 255, below which two pictures look alike. */
const LOOKS_ALIKE = 2.5;

interface Batch {
  first: number;
  count: number;
}

/** A finished batch. `thumbnail`: base64 of its grey values. */
type Taken = (Omit<StoredScreenshot, 'distinct'> & { thumbnail: string })[];

export const screenshots: RunStep<'screenshots'> = async (task, tools) => {
  const { media } = tools.given;
  if (!media) throw new Error('screenshots was run before probe.');
  if (!media.video) {
    await tools.log('The recording has no video, so there are no screenshots.');
    return done<'screenshots'>([]);
  }
  const everyMs = tools.settings.screenshotEveryMs;
  const marks = Math.ceil(media.durationMs / everyMs);
  if (marks > MOST_SCREENSHOTS) {
    return failed('too_many_screenshots', `This would be ${marks} screenshots. Raise SCREENSHOT_EVERY_SECONDS.`);
  }
  const input = { source: tools.given.source.sha256, everyMs };
  const batches = await tools.part('plan', input, () => Promise.resolve(plan(marks)));
  tools.expectParts(batches.length + 1);
  const stream = await streamIndex(tools);
  const taken: Taken = [];
  for (const batch of batches) {
    tools.progress((100 * batch.first) / marks, `Taking screenshots, ${batch.first} of ${marks}`);
    const before = taken.at(-1);
    const part = `marks ${batch.first} to ${batch.first + batch.count - 1}`;
    const shots = await tools.part(part, { ...input, ...batch }, () => take(task, tools, stream, batch));
    taken.push(...fill(shots, batch, before, everyMs));
  }
  return done<'screenshots'>(markDistinct(taken));
};

const plan = (marks: number): Batch[] =>
  Array.from({ length: Math.ceil(marks / MARKS_PER_BATCH) }, (_, i) => ({
    first: i * MARKS_PER_BATCH,
    count: Math.min(MARKS_PER_BATCH, marks - i * MARKS_PER_BATCH),
  }));

async function streamIndex(tools: Tools): Promise<number> {
  const { streams } = await tools.ffmpeg.probe(await tools.sourceFile(), tools.signal);
  const video = mainVideo(streams);
  if (!video) throw new Error('The video that probe found is gone.');
  return video.index;
}

async function take(task: StepTask, tools: Tools, stream: number, { first, count }: Batch): Promise<Taken> {
  const { ffmpeg, storage, signal, scratch, given, settings } = tools;
  const everyMs = settings.screenshotEveryMs;
  const folder = join(scratch, `screenshots-${first}`);
  await mkdir(folder);
  const file = await tools.sourceFile();
  const shots = await ffmpeg.screenshots(file, { stream, fromMs: first * everyMs, everyMs, count, folder }, signal);
  if (shots.length < count) {
    const fromMs = (first + Math.max(0, shots.length - 1)) * everyMs;
    const last = await ffmpeg.lastPicture(file, { stream, fromMs, folder }, signal);
    if (last) shots.push(last);
  }
  const taken: Taken = [];
  for (const [i, { path, thumbnail }] of shots.entries()) {
    const index = first + i;
    const key = `projects/${task.projectId}/screenshots/${given.source.sha256.slice(0, 12)}/${everyMs}-${index}.jpg`;
    const size = jpegSize(await readFile(path));
    await storage.put(key, createReadStream(path), { signal });
    taken.push({ index, atMs: index * everyMs, ...size, key, thumbnail: thumbnail.toString('base64') });
  }
  await rm(folder, { recursive: true });
  return taken;
}

/** The video may end long before the sound does: all further marks show its last picture. */
function fill(shots: Taken, { first, count }: Batch, before: Taken[number] | undefined, everyMs: number): Taken {
  const last = shots.at(-1) ?? before;
  if (!last) throw new Error('Not one picture of the video could be decoded.');
  const missing = Array.from({ length: count - shots.length }, (_, i) => {
    const index = first + shots.length + i;
    return { ...last, index, atMs: index * everyMs };
  });
  return [...shots, ...missing];
}

/** Compares each with the last distinct one, so that a slow change does not go unnoticed. */
function markDistinct(taken: Taken): StoredScreenshot[] {
  let shown: Buffer | null = null;
  return taken.map(({ thumbnail, ...shot }) => {
    const pixels = Buffer.from(thumbnail, 'base64');
    const distinct = shown === null || difference(shown, pixels) >= LOOKS_ALIKE;
    if (distinct) shown = pixels;
    return { ...shot, distinct };
  });
}

function difference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (const [i, value] of a.entries()) sum += Math.abs(value - (b[i] ?? 0));
  return sum / Math.max(1, a.length);
}
