/** The recording as a file with one clock. Several that lie one behind another in one file, as after `cat`, are joined to one first. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../outside/containers/joined.js';
import { placesOf } from '../outside/containers/joined.js';
import type { Probed } from '../outside/ffmpeg/ffprobe.js';
import { FfmpegError } from '../outside/ffmpeg/ffprobe.js';
import type { Walked } from '../outside/ffmpeg/walk.js';
import type { StoredMedia } from '../recording/tracks/track.js';
import { usableOf } from '../recording/tracks/track.js';
import { foundTracks } from './probe/found-tracks.js';
import type { Tools } from './step.js';

/** A local file, and its container as ffprobe names it. */
export interface LocalFile {
  file: string;
  container: string;
}

/** Of the file that recordings are joined to. */
const JOINED = 'matroska,webm';

/** What an attempt has joined already, by its tools. */
const joinedBefore = new WeakMap<Tools<'source'>, Promise<LocalFile>>();

/** For steps after `probe`. Joined once in an attempt, however often it is asked for. */
export function localFile(tools: Tools<'source'>, media: StoredMedia): Promise<LocalFile> {
  const before = joinedBefore.get(tools) ?? found(tools, media);
  joinedBefore.set(tools, before);
  return before;
}

async function found(tools: Tools<'source'>, { container, inside }: StoredMedia): Promise<LocalFile> {
  const file = await tools.sourceFile();
  if (inside?.joinedFrom === undefined) return { file, container };
  const { ffmpeg, signal } = tools;
  const [probed, { sections }] = [await ffmpeg.probe(file, signal), await ffmpeg.walk(file, container, signal)];
  const places = await placesOf(file, container, sections);
  const joined = places && (await joinedTo(tools, file, probed, places));
  if (!joined) throw new Error('The recordings in this file could be joined before, and cannot now.');
  return { file: joined, container: JOINED };
}

/** For `probe`. Null: it is one recording, or it cannot be made one, which the log says. */
export async function joinedFile(
  tools: Tools<'source'>,
  file: string,
  probed: Probed,
  { sections }: Pick<Walked, 'sections'>,
): Promise<{ file: string; container: string; places: number } | null> {
  const places = await placesOf(file, probed.format.format_name, sections);
  if (!places) {
    if (sections.length > 1) await tools.log('Its clock is set anew on the way, and this could not be mended.');
    return null;
  }
  try {
    const joined = await joinedTo(tools, file, probed, places);
    if (joined) return { file: joined, container: JOINED, places: places.length };
  } catch (error) {
    if (!(error instanceof FfmpegError) || error.code === 'ENOSPC') throw error;
    await tools.log(
      `${places.length} recordings lie one behind another in this file, and cannot be joined: ${error.said}`,
    );
  }
  return null;
}

/** What can be neither seen nor heard nor read is left out. Null where nothing would be left. */
async function joinedTo(
  { ffmpeg, scratch, signal }: Tools<'source'>,
  file: string,
  probed: Probed,
  places: Place[],
): Promise<string | null> {
  const tracks = foundTracks(probed.streams, new Map());
  const streams = (['video', 'audio', 'captions'] as const).flatMap((kind) => usableOf(tracks, kind));
  if (streams.length === 0) return null;
  const path = join(scratch, 'joined');
  const captionsAsText = streams.some(({ codec }) => codec === 'mov_text');
  const joining = { places, streams: streams.map(({ index }) => index), captionsAsText, path };
  try {
    await ffmpeg.join(file, joining, signal);
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
