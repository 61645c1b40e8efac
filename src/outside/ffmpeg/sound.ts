/** Sound as recognisers take it: what ffmpeg is told, and how loud it is. */
import { createReadStream } from 'node:fs';
import { samplesOf } from './mono.js';
import type { Extent } from './walk.js';
import type { SoundFormat } from '../recognisers/transcriber.js';

/** What recognisers listen at; more is thrown away by them. */
export const RATE = 16_000;
export const BYTES_PER_MS = (RATE * 2) / 1_000;
/** Long enough for the lowest voices, short against a syllable. */
export const LEVEL_MS = 20;
const LEVEL_BYTES = LEVEL_MS * BYTES_PER_MS;
const SILENCE_DB = -100;

export interface SoundOptions {
  /** The stream's index in the file. */
  stream: number;
  channels: number;
  /** How ffprobe names the places of the channels, such as `5.1`; null where the file does not say. */
  layout: string | null;
  /** What the file's own clock shows, in seconds, when the recording begins. */
  zero: number;
  /** And when the file begins, from which ffmpeg seeks: streams that are not used may begin earlier. */
  begin: number;
  /** Of the recording. */
  durationMs: number;
  /** Long holes of this stream, on the file's own clock. */
  holes: Extent['holes'];
  /** Where the sound is written: raw, one channel, 16 bits, 16 kHz; byte 32 × n is millisecond n of the recording. */
  path: string;
}

export type SoundWritten = (bytes: Buffer, atMs: number) => void;

/** Both sides where there are two or more: only what is in them tells how they become one (`mono.ts`). */
export const isMixed = ({ channels }: Pick<SoundOptions, 'channels'>): boolean => channels > 1;

/**
 * In films and broadcasts the speech is in the centre, so of what is around it only half is taken, and of the deep notes a fifth. Channels of which nobody
 * says where they belong, such as those of a recorder with many microphones, all count alike.
 */
function placed({ channels, layout }: SoundOptions): string[] {
  if (channels <= 2) return [`aformat=channel_layouts=${channels === 1 ? 'mono' : 'stereo'}`];
  if (layout !== null) return ['aresample=ocl=stereo:clev=1.414:slev=0.5:lfe_mix_level=0.2'];
  const every = (first: number): string =>
    Array.from({ length: Math.ceil((channels - first) / 2) }, (_, i) => `c${first + 2 * i}`).join('+');
  return [`pan=stereo|c0<${every(0)}|c1<${every(1)}`];
}

/** A stretch of sound without long holes. */
export interface Stretch {
  /** Where it begins in the recording. */
  atMs: number;
  durationMs: number;
  /** What the file's own clock shows then, in seconds. */
  zero: number;
  /** What ffmpeg is told to seek to, in seconds since the file's beginning; null where it reads from there. */
  seek: number | null;
  /** What the file's clock shows at its end, where a hole follows. */
  end: number | null;
}

/** In seconds. Shorter holes are filled by ffmpeg, which keeps the silence in memory: of an hour, 0.2 GB. */
export const LONG_HOLE = 10 * 60;
/** In seconds. What the file's beginning is, programs disagree about. */
const SEEK_EARLIER = 2;

/** One for most recordings. */
export function stretchesOf({ zero, begin, durationMs, holes }: SoundOptions): Stretch[] {
  const end = zero + durationMs / 1_000;
  const long = holes.filter(([from, to]) => to - from >= LONG_HOLE && from >= zero && to < end);
  const starts = [zero, ...long.map(([, to]) => to)];
  return starts.map((start, i) => ({
    atMs: Math.round((start - zero) * 1_000),
    durationMs: Math.ceil(((long[i]?.[0] ?? end) - start) * 1_000),
    zero: start,
    seek: i === 0 ? null : Math.max(0, start - begin - SEEK_EARLIER),
    end: long[i]?.[0] ?? null,
  }));
}

/**
 * The sound on the recording's clock: where it begins late, or has holes, there is silence, so that its samples tell the
 * time. The silence is put in after the sound was made small, because ffmpeg keeps it in memory: an hour takes 0.2 GB so,
 * and 1.6 GB before.
 */
export const soundOptions = (options: SoundOptions, { zero, durationMs, end }: Stretch): string[] => [
  '-map',
  `0:${options.stream}`,
  '-af',
  [
    ...(end === null ? [] : [`atrim=end=${end}`]),
    `asetpts=PTS-${zero}/TB`,
    ...placed(options),
    `aresample=${RATE}`,
    'aformat=sample_fmts=s16',
    'aresample=async=1:min_hard_comp=0.1:first_pts=0',
  ].join(','),
  '-t',
  seconds(durationMs),
  '-c:a',
  'pcm_s16le',
  '-f',
  's16le',
];

export interface CutOptions {
  startMs: number;
  durationMs: number;
  format: SoundFormat;
  path: string;
}

export const cutInput = ({ startMs, durationMs }: CutOptions): string[] => [
  '-nostdin',
  '-v',
  'error',
  '-protocol_whitelist',
  'file',
  '-f',
  's16le',
  '-ar',
  String(RATE),
  '-ss',
  seconds(startMs),
  '-t',
  seconds(durationMs),
];

const codecs: Record<SoundFormat, string[]> = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-compression_level', '7', '-f', 'mp3'],
  wav16k: ['-c:a', 'pcm_s16le', '-f', 'wav'],
};

export const cutOutput = ({ format }: CutOptions): string[] => ['-map_metadata', '-1', ...codecs[format]];

/** Of a cut piece, headers included. */
export const bytesPerMs: Record<SoundFormat, number> = { mp3: 8.2, wav16k: BYTES_PER_MS + 0.1 };

const seconds = (ms: number): string => (ms / 1_000).toFixed(3);

/** How loud each 20 ms of such a sound are, in dB below full scale. The sound is never whole in memory. */
export async function soundLevels(path: string, signal: AbortSignal): Promise<number[]> {
  const meter = new LevelMeter();
  for await (const bytes of createReadStream(path, { signal, highWaterMark: 100 * LEVEL_BYTES })) {
    meter.add(bytes as Buffer);
  }
  return meter.levels;
}

/** The same, of a sound that comes bit by bit. */
export class LevelMeter {
  readonly levels: number[] = [];
  private left: Buffer = Buffer.alloc(0);

  /** How much has come, in ms. */
  get untilMs(): number {
    return this.levels.length * LEVEL_MS + this.left.length / BYTES_PER_MS;
  }

  /** What comes next begins there; what lies before, and has not come, is silent. */
  goTo(ms: number): void {
    const first = Math.floor(ms / LEVEL_MS);
    if (first <= this.levels.length) return;
    while (this.levels.length < first) this.levels.push(SILENCE_DB);
    this.left = Buffer.alloc((ms - first * LEVEL_MS) * BYTES_PER_MS);
  }

  add(bytes: Buffer): void {
    const all = this.left.length > 0 ? Buffer.concat([this.left, bytes]) : bytes;
    let at = 0;
    for (; at + LEVEL_BYTES <= all.length; at += LEVEL_BYTES) {
      this.levels.push(levelOf(all.subarray(at, at + LEVEL_BYTES)));
    }
    // Whose bytes they are may use their memory again.
    this.left = Buffer.from(all.subarray(at));
  }
}

function levelOf(bytes: Buffer): number {
  const samples = samplesOf(bytes);
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return Math.max(SILENCE_DB, 10 * Math.log10(power / samples.length / 32_768 ** 2 || Number.MIN_VALUE));
}
