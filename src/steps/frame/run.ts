/** The very frame that is on screen at a moment. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jpegSize } from '../../outside/ffmpeg/jpeg.js';
import { frameName, ownPictureKey } from '../../recording/own-pictures.js';
import { whichOf } from '../keys.js';
import { decoded, videoOf } from '../screenshots/run.js';
import type { RunStep } from '../step.js';
import { done, failed } from '../step.js';

export interface Frame {
  atMs: number;
  width: number;
  height: number;
  sizeBytes: number;
  /** So that the nightly sweep knows the file before a row names it. */
  key: string;
}

const NOTHING = 'This moment of the recording cannot be decoded. Choose one a little before or after it.';

export const run: RunStep<Frame, 'source' | 'media'> = async (task, tools) => {
  const { media } = tools.given;
  const atMs = Number(whichOf(task.key));
  if (!media?.video) return failed('no_video', 'The recording has no video, so it has no frames.');
  const { file, ...video } = await videoOf(tools, media);
  const folder = join(tools.scratch, 'frame');
  await mkdir(folder);
  const common = { ...video, smaller: [], folder, fromMs: atMs };
  const { ffmpeg, signal } = tools;
  const [first] = await decoded(tools, ffmpeg.screenshots(file, { ...common, everyMs: 1_000, count: 1 }, signal), []);
  const shot = first ?? (await decoded(tools, ffmpeg.lastPicture(file, common, signal), null));
  if (!shot) return failed('undecodable', NOTHING);
  const size = jpegSize(await readFile(shot.path));
  const key = ownPictureKey(task.projectId, frameName(atMs));
  const { sizeBytes } = await tools.storage.put(key, shot.path, signal);
  return done({ atMs, ...size, sizeBytes, key });
};
