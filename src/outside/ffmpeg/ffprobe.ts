/** What ffprobe says of strangers' files, and how it and ffmpeg may fail. */
import { z } from 'zod';

/** 8K is 33 million. A small file of 16,000 × 16,000 pixels takes 630 MB to look at, and 840 MB to decode. */
export const MAX_PIXELS = 40_000_000;

/** ffmpeg's names of what may be read. None of them makes ffmpeg open another file or address. */
export const CONTAINERS = [
  'mov',
  'mp4',
  'm4a',
  '3gp',
  '3g2',
  'mj2',
  'matroska',
  'webm',
  'avi',
  'flv',
  'mpegts',
  'mpeg',
  'ogg',
  'asf',
  'mxf',
  'mp3',
  'wav',
  'w64',
  'flac',
  'aac',
  'aiff',
  'au',
  'caf',
  'amr',
  'ac3',
  'eac3',
  'wv',
  'tta',
  'dv',
  'gxf',
  'rm',
];

/**
 * Containers only: no playlists, no scripts, no network, no other files. Without this, an uploaded HLS playlist named .mp4
 * reads local files (measured with ffmpeg 5.1.9). Half a minute is looked at, not five seconds: pictures may come late.
 */
export const SAFE_INPUT = [
  '-max_pixels',
  String(MAX_PIXELS),
  '-analyzeduration',
  '30000000',
  '-probesize',
  '50000000',
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  CONTAINERS.join(','),
];

export const STDERR_TAIL = 2_000;
/** Of what ffprobe says about a file: tags may be as long as the file is. In characters. */
const LONGEST_ANSWER = 8_000_000;

export const saysDiskIsFull = (stderr: string): boolean => stderr.includes('No space left on device');

/** ffmpeg or ffprobe refused or failed; for operators, with the command and the end of what it said. */
export class FfmpegError extends Error {
  constructor(
    readonly command: string,
    readonly stderrTail: string,
    reason: string,
  ) {
    super(`${reason}: ${stderrTail.trim().split('\n').at(-1) ?? ''}`);
    this.name = 'FfmpegError';
  }

  /** As Node names it, when the disk is full. */
  get code(): 'ENOSPC' | undefined {
    return saysDiskIsFull(this.stderrTail) ? 'ENOSPC' : undefined;
  }

  /** The last thing it said, fit for users: without this machine's folders and addresses. */
  get said(): string {
    const line = this.stderrTail.trim().split('\n').at(-1) ?? '';
    return line.replace(/\/\S*\/([^/\s:]+)/g, '$1').replace(/ @ 0x[\da-f]+/g, '');
  }

  /** Not one picture came out: its codec is unknown here, or all of it is damaged. */
  get undecodable(): boolean {
    if (this.code === 'ENOSPC') return false;
    return /Cannot determine format of input stream|[Dd]ecoder (?:\(.*\) not )?found|Output file.* is empty/.test(
      this.stderrTail,
    );
  }
}

/** ffmpeg or ffprobe was stopped after its time. That says nothing about the file: the machine may be busy. */
export class OutOfTime extends Error {
  constructor(
    readonly command: string,
    readonly stderrTail: string,
    limitMs: number,
  ) {
    super(`Stopped after ${Math.round(limitMs / 1_000)} s: ${command}`);
    this.name = 'OutOfTime';
  }
}

/** ffmpeg or ffprobe wanted more memory than it may have. Trying again would end the same way. */
export class TooMuchMemory extends Error {
  constructor(
    readonly command: string,
    readonly stderrTail: string,
    readonly maxBytes: number,
  ) {
    super(`Stopped at ${Math.round(maxBytes / 1024 ** 2)} MiB of memory: ${command}`);
    this.name = 'TooMuchMemory';
  }
}

const sideData = z.object({ rotation: z.number().optional() });
const stream = z.object({
  index: z.number(),
  codec_type: z.string().default('unknown'),
  codec_name: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  color_space: z.string().default('unknown'),
  color_transfer: z.string().default('unknown'),
  color_primaries: z.string().default('unknown'),
  channels: z.number().default(0),
  channel_layout: z.string().default('unknown'),
  /** What is said of a stream: 1 where it is so. */
  disposition: z.record(z.string(), z.number()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  side_data_list: z.array(sideData).default([]),
});
const chapter = z.object({
  start_time: z.coerce.number().catch(NaN),
  tags: z.record(z.string(), z.string()).default({}),
});
export const probed = z.object({
  streams: z.array(stream).default([]),
  /** Seconds on the file's own clock. */
  chapters: z.array(chapter).default([]),
  format: z
    .object({ format_name: z.string().default('unknown'), duration: z.coerce.number().catch(NaN).default(NaN) })
    .prefault({}),
});

/** What the file's headers claim. */
export type Probed = z.infer<typeof probed>;
export type ProbedStream = z.infer<typeof stream>;

export type RunFfprobe = <T>(
  args: string[],
  limitMs: number,
  signal: AbortSignal,
  read: (stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) => Promise<T>,
) => Promise<T>;

/** All of the output. Throws `FfmpegError` when it is longer than any honest file's. */
export async function answerText(stdout: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stdout.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > LONGEST_ANSWER) throw new FfmpegError('ffprobe', '', 'The description of this file is endless');
  }
  return text;
}
