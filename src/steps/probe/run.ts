/** What is this file, and how long is it really? */
import { stat } from 'node:fs/promises';
import { readContainer } from '../../outside/containers/container.js';
import type { Container } from '../../outside/containers/parts.js';
import { trackKinds } from '../../contract/project.js';
import type { Inside, StoredMedia } from '../../recording/tracks/track.js';
import type { Probed } from '../../outside/ffmpeg/ffprobe.js';
import type { Extent, Walked } from '../../outside/ffmpeg/walk.js';
import { FfmpegError, MAX_PIXELS } from '../../outside/ffmpeg/ffprobe.js';
import { chooseTracks } from '../../recording/tracks/choose.js';
import { mediaOf, usableOf } from '../../recording/tracks/track.js';
import { HAVE_THE_REST, notWhole, wholeness } from '../../transcript/ending.js';
import { titleOfFile } from '../../transcript/file-chapters.js';
import { joinedFile } from '../one-clock.js';
import type { GivenFile, RunStep, Tools } from '../step.js';
import { done, failed, recordingOf } from '../step.js';
import { damageIn } from './damage.js';
import { foundTracks } from './found-tracks.js';
import { measured } from './measure.js';
import { promisedMs } from './promised.js';
import { LONGEST_RECORDING_MS } from '../../recording/longest.js';
import { cutOff, tooManyPixels, unreadable } from './unreadable.js';

export const run: RunStep<StoredMedia, 'source' | 'media'> = async (_task, tools) => {
  tools.expectParts(3);
  tools.progress(5, 'Looking at the recording');
  const file = await tools.sourceFile();
  let probed: Probed;
  try {
    probed = await tools.ffmpeg.probe(file, tools.signal);
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    await tools.log(`The file was refused: ${error.said}`);
    return { ...(await unreadable(recordingOf(tools.given), error.stderrTail, file)), cause: error };
  }
  const container = await readContainer(file);
  const { size } = await stat(file);
  const isCut = container.sizeBytes !== null && container.sizeBytes > size;
  const given = recordingOf(tools.given);
  const refused = refuse(probed, given, isCut) ?? (container.encrypted ? encrypted(given) : null);
  if (refused) return refused;
  const looked = await onOneClock(file, probed, tools);
  const seen = { ...looked, complained: looked.complained || container.lacksParts === true };
  const found = await inside(seen, tools);
  const described = describe(probed, found);
  if ('kind' in described) return described;
  const whole = { ...described, ...(await damaged(seen, found, tools)) };
  const media = { ...whole, ...lacking(seen, whole, { container, size, probed }) };
  const said = notWhole(media);
  if (said.length === 0) return done(media);
  for (const line of said) await tools.log(`The recording is not whole: ${line}.`);
  return { kind: 'partial', result: media, coverage: wholeness(media), remedy: HAVE_THE_REST };
};

/** What cannot be read of each track. */
async function damaged(
  { file, probed, extents, complained }: Looked,
  found: Inside,
  tools: Tools<'source'>,
): Promise<Partial<StoredMedia>> {
  const format = probed.format.format_name;
  const { audio, video } = found.chosen;
  const input = [recordingOf(tools.given).sha256, audio.index, video.index];
  const hurt = new Map(
    await tools.part('damage of tracks', input, () => damageIn({ file, format, extents, complained }, found, tools)),
  );
  const tracks = found.tracks.map((track) => {
    const spans = hurt.get(track.index);
    return spans ? { ...track, damaged: spans } : track;
  });
  const inside = { ...found, tracks };
  return { ...mediaOf(inside), inside };
}

/** What the file promises and does not have. */
function lacking(
  { readTo, complained }: Looked,
  { durationMs }: StoredMedia,
  { container, size, probed }: { container: Container; size: number; probed: Probed },
): Pick<StoredMedia, 'promisedMs' | 'breaksOff'> {
  const promised = promisedMs(probed, container, { bytes: size, durationMs, readTo, complained });
  return {
    ...(promised !== null && { promisedMs: promised }),
    ...(container.breaksOff && { breaksOff: true as const }),
  };
}

/** The recording as it is looked into. */
interface Looked extends Pick<Walked, 'readTo' | 'complained'> {
  file: string;
  probed: Probed;
  extents: ReadonlyMap<number, Extent>;
  joinedFrom?: number;
}

async function onOneClock(file: string, probed: Probed, tools: Tools<'source'>): Promise<Looked> {
  tools.progress(20, 'Measuring how long it is');
  const { sha256 } = recordingOf(tools.given);
  // As arrays, because parts are JSON.
  const walk =
    (path: string, format: string) => async (): Promise<Omit<Walked, 'extents'> & { all: [number, Extent][] }> => {
      const { extents, ...walked } = await tools.ffmpeg.walk(path, format, tools.signal);
      return { all: [...extents], ...walked };
    };
  const walked = await tools.part('walk', sha256, walk(file, probed.format.format_name));
  const { sections, readTo, complained } = walked;
  const joined = await joinedFile(tools, file, probed, { sections });
  if (!joined) return { file, probed, extents: new Map(walked.all), readTo, complained };
  await tools.log(`${joined.places} recordings lie one behind another in this file; they are taken for one.`);
  const { all } = await tools.part('walk through all', sha256, walk(joined.file, joined.container));
  const whole = await tools.ffmpeg.probe(joined.file, tools.signal);
  return { file: joined.file, probed: whole, extents: new Map(all), readTo, complained, joinedFrom: joined.places };
}

const encrypted = ({ filename }: GivenFile) =>
  failed(
    'encrypted',
    `“${filename}” is encrypted (DRM), and only who has its key can see or hear it. Make a new project with a copy that is not protected.`,
  );

function refuse({ streams }: Probed, given: GivenFile, isCut: boolean): ReturnType<typeof failed> | null {
  const tracks = foundTracks(streams, new Map());
  if (usableOf(tracks, 'video').length > 0 || usableOf(tracks, 'audio').length > 0) return null;
  const large = streams.find(({ width, height }) => width * height > MAX_PIXELS);
  if (large) return tooManyPixels(`${large.width} × ${large.height}`);
  if (isCut) return cutOff(given);
  return failed('no_streams', 'There is neither picture nor sound in this file. Export the recording again.');
}

/** Which tracks there are, and which of them are used. What people chose before stays chosen. */
async function inside(
  { file, probed, extents, joinedFrom }: Looked,
  tools: Tools<'source' | 'media'>,
): Promise<Inside> {
  const tracks = foundTracks(probed.streams, extents);
  const { sha256 } = recordingOf(tools.given);
  const { seen, heard } = await tools.part('tracks', sha256, () => measured(file, tracks, extents, tools));
  const chosen = chooseTracks(tracks, { seen: new Map(seen), heard: new Map(heard) });
  const before = tools.given.media?.inside?.chosen ?? chosen;
  for (const kind of trackKinds) if (before[kind].byHand) chosen[kind] = before[kind];
  for (const kind of trackKinds) {
    const among = tracks.filter((track) => track.kind === kind).length;
    if (among > 1)
      await tools.log(`Of ${among} tracks (${kind}) ${chosen[kind].index ?? 'none'} is used. ${chosen[kind].why}.`);
  }
  return { tracks, chosen, chapters: chaptersIn(probed), ...(joinedFrom !== undefined && { joinedFrom }) };
}

function describe(probed: Probed, inside: Inside): StoredMedia | ReturnType<typeof failed> {
  const media = mediaOf(inside);
  if (media.durationMs <= 0) {
    return failed('no_duration', 'The recording is cut off: nothing in it lasts. Export it again.');
  }
  if (media.durationMs > LONGEST_RECORDING_MS) {
    return failed('too_long', 'The recording claims to last longer than a day. Cut it.');
  }
  return { container: probed.format.format_name, ...media, inside };
}

/** One more than are used, so that it can be told that there are too many. */
const MOST_CHAPTERS = 501;

const chaptersIn = ({ chapters }: Probed): Inside['chapters'] =>
  chapters
    .map(({ start_time, tags }) => ({ title: titleOfFile(tags['title'] ?? ''), start: start_time }))
    .filter(({ start }) => Number.isFinite(start) && Math.abs(start) < LONGEST_RECORDING_MS)
    .slice(0, MOST_CHAPTERS);
