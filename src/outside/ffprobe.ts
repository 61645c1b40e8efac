/** Running ffprobe on strangers' files, and what it says. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/**
 * Containers only: no playlists, no scripts, no network, no other files. Without this, an uploaded HLS playlist named .mp4
 * reads local files (measured with ffmpeg 5.1.9).
 */
export const SAFE_INPUT = [
  ...['-protocol_whitelist', 'file'],
  ...['-format_whitelist', 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,ogg,asf,mp3,wav,flac,aac'],
];

export const STDERR_TAIL = 2_000;

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
}

const sideData = z.object({ rotation: z.number().optional() });
const stream = z.object({
  index: z.number(),
  codec_type: z.string().default('unknown'),
  codec_name: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  channels: z.number().default(0),
  disposition: z.object({ default: z.number().default(0), attached_pic: z.number().default(0) }).prefault({}),
  tags: z.record(z.string(), z.string()).default({}),
  side_data_list: z.array(sideData).default([]),
});
export const probed = z.object({
  streams: z.array(stream).default([]),
  format: z.object({ format_name: z.string().default('unknown') }).prefault({}),
});

/** What the file's headers claim. */
export type Probed = z.infer<typeof probed>;
export type ProbedStream = z.infer<typeof stream>;

/** First and last moment of a stream in seconds, from its packets, on the file's own clock. */
export interface Extent {
  start: number;
  end: number;
}

export type RunFfprobe = <T>(
  args: string[],
  signal: AbortSignal,
  read: (stdout: NodeJS.ReadableStream) => Promise<T>,
) => Promise<T>;

/** Runs ffprobe, which fluent-ffmpeg could neither stop nor bound, and reads its output by `read`. */
export async function runFfprobe<T>(
  path: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  read: (stdout: NodeJS.ReadableStream) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-STDERR_TAIL);
  });
  const ended = new Promise<string | number | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  const [answer, code] = await Promise.all([read(child.stdout), ended]);
  if (signal.aborted) throw reasonOf(signal);
  if (code === null) throw new Error(`${path} crashed on this file.`);
  if (code !== 0) throw new FfmpegError([path, ...args].join(' '), stderr, `ffprobe ended with ${code}`);
  return answer;
}

/** What an aborted run rejects with: the step's own reason, or that it took too long. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Reads lines of `stream,pts,dts,duration,flags`. A packet to discard (D) is cut away by the file's edit list. */
export async function extents(stdout: NodeJS.ReadableStream): Promise<Map<number, Extent>> {
  const found = new Map<number, Extent>();
  for await (const line of createInterface({ input: stdout })) {
    const [numbers, flags] = [line.split(',', 4).map(Number), line.split(',')[4]];
    if (flags?.includes('D')) continue;
    const [index, pts, dts, duration] = numbers;
    const start = Number.isFinite(pts) ? pts : dts;
    if (index === undefined || !Number.isInteger(index) || start === undefined || !Number.isFinite(start)) continue;
    const end = start + (duration !== undefined && duration > 0 ? duration : 0);
    const known = found.get(index);
    found.set(index, { start: Math.min(known?.start ?? start, start), end: Math.max(known?.end ?? end, end) });
  }
  return found;
}
