/** What the ffmpeg at hand cannot do of what Devreel asks: builds differ in what they hold. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

type Kind = 'demuxers' | 'decoders' | 'encoders' | 'filters';

interface Need {
  kind: Kind;
  /** Any one of these will do. */
  names: readonly string[];
  /** What does not work without it. */
  for: string;
}

const filters = (names: string, what: string): Need[] =>
  names.split(' ').map((name) => ({ kind: 'filters', names: [name], for: what }));
const files = (names: string, what: string): Need[] => [{ kind: 'demuxers', names: names.split(' '), for: what }];
const coded = (names: string, what: string): Need[] => [{ kind: 'decoders', names: names.split(' '), for: what }];
const made = (names: string, what: string): Need[] => [{ kind: 'encoders', names: names.split(' '), for: what }];

/** The containers and codecs that README promises, and what `ffmpeg.ts` calls by name. */
const needs: readonly Need[] = [
  ...filters('scale fps setsar split setpts format', 'screenshots'),
  ...filters('lut3d', 'screenshots of HDR recordings'),
  ...filters('transpose hflip vflip', 'recordings that are turned'),
  ...filters('aresample aformat asetpts', 'transcripts from the sound'),
  ...filters('pan', 'sound of several channels'),
  ...made('mjpeg', 'screenshots'),
  ...made('pcm_s16le', 'transcripts from the sound'),
  ...made('libmp3lame', 'recognisers that are sent MP3'),
  ...made('subrip srt', 'captions in the recording'),
  ...files('mov', 'MP4 and MOV files'),
  ...files('matroska', 'MKV and WebM files'),
  ...files('avi', 'AVI files'),
  ...files('flv', 'FLV files'),
  ...files('mpegts', 'MPEG-TS files'),
  ...files('mpeg', 'MPEG files'),
  ...files('ogg', 'Ogg and Opus files'),
  ...files('asf', 'WMV and WMA files'),
  ...files('mxf', 'MXF files'),
  ...files('mp3', 'MP3 files'),
  ...files('wav', 'WAV files'),
  ...files('flac', 'FLAC files'),
  ...files('aac', 'AAC files'),
  ...files('aiff', 'AIFF files'),
  ...files('caf', 'CAF files'),
  ...files('amr', 'AMR files'),
  ...coded('h264', 'video in H.264'),
  ...coded('hevc', 'video in HEVC'),
  ...coded('vp8 libvpx', 'video in VP8'),
  ...coded('vp9 libvpx-vp9', 'video in VP9'),
  ...coded('av1 libdav1d libaom-av1', 'video in AV1'),
  ...coded('mpeg4', 'video in MPEG-4'),
  ...coded('mpeg2video', 'video in MPEG-2'),
  ...coded('wmv3', 'video in WMV'),
  ...coded('prores', 'video in ProRes'),
  ...coded('dnxhd', 'video in DNxHD'),
  ...coded('aac', 'sound in AAC'),
  ...coded('mp3float mp3', 'sound in MP3'),
  ...coded('opus libopus', 'sound in Opus'),
  ...coded('vorbis libvorbis', 'sound in Vorbis'),
  ...coded('flac', 'sound in FLAC'),
  ...coded('alac', 'sound in ALAC'),
  ...coded('ac3', 'sound in AC-3'),
  ...coded('amrnb libopencore_amrnb', 'sound in AMR'),
  ...coded('wmav2', 'sound in WMA'),
  ...coded('pcm_s16le', 'sound without compression'),
  ...coded('subrip srt', 'captions in the recording'),
  ...coded('webvtt', 'captions in WebM'),
  ...coded('ass ssa', 'captions in ASS'),
  ...coded('mov_text', 'captions in MP4'),
];

/** A machine that has just started is slow. */
const LIMIT_MS = 30_000;

/** What a build is asked, and whether it is ffprobe that opens files first. */
export interface Programs {
  ffmpegPath: string;
  ffprobePath: string;
  environment: NodeJS.ProcessEnv;
}

/**
 * One sentence that names what is missing, what does not work for it, and what to do; null when nothing is missing. Throws
 * what `execFile` throws when a program does not say what it can.
 */
export async function lacking({ ffmpegPath, ffprobePath, environment }: Programs): Promise<string | null> {
  const kinds = ['demuxers', 'decoders', 'encoders', 'filters'] as const;
  const lists = await Promise.all(kinds.map((kind) => namesIn(ffmpegPath, kind, environment)));
  const has = new Map<Kind, Set<string>>(kinds.map((kind, i) => [kind, lists[i] ?? new Set()]));
  // A file is opened by both.
  const opens = await namesIn(ffprobePath, 'demuxers', environment);
  const missing = needs.filter(
    ({ kind, names }) => !names.some((name) => has.get(kind)?.has(name) && (kind !== 'demuxers' || opens.has(name))),
  );
  if (missing.length === 0) return null;
  const purposes = [...new Set(missing.map((need) => need.for))];
  const what = missing.map(({ kind, names }) => `${kind.slice(0, -1)} ${names[0] ?? ''}`).join(', ');
  return `This ffmpeg cannot do all that is needed; without it fail: ${purposes.join(', ')} (missing: ${what}). Install a full build of ffmpeg, or give its path in FFMPEG_PATH and FFPROBE_PATH.`;
}

/** Such as ` V....D h264   H.264 / AVC` and ` D  mov,mp4,m4a  QuickTime / MOV`. */
const LINE = /^ (?:[A-Z.|]{2,6}|[DE]{1,2} ?d?) +(\S+)/;

async function namesIn(path: string, kind: Kind, env: NodeJS.ProcessEnv): Promise<Set<string>> {
  const { stdout } = await promisify(execFile)(path, ['-hide_banner', `-${kind}`], {
    env,
    timeout: LIMIT_MS,
    maxBuffer: 10 * 1024 ** 2,
  });
  return new Set(stdout.split('\n').flatMap((line) => LINE.exec(line)?.[1]?.split(',') ?? []));
}
