/** Runs ffmpeg and ffprobe, within limits of time and memory. */
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { clipStart } from '../../contract/clip.js';
import { FfmpegError, OutOfTime, saysDiskIsFull, STDERR_TAIL, TooMuchMemory } from './ffprobe.js';
import { capped, watchMemory } from './memory.js';
import { killTree } from './process-tree.js';

export interface Program {
  path: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  limitMs: number;
  maxMemoryBytes: number;
}

/** How a shell ends that could not run a program. */
const NOT_RUN = [126, 127];
/** Of what it said, so much of one chunk is looked at again with the next. */
const OVERLAP = 100;

/** What it says on stderr: the end of it, and what of it must not be missed. */
class Said {
  tail = '';
  diskIsFull = false;
  noMemory = false;

  add(chunk: string): void {
    const text = clipStart(this.tail, OVERLAP) + chunk;
    this.diskIsFull ||= saysDiskIsFull(text);
    this.noMemory ||= text.includes('Cannot allocate memory');
    this.tail = clipStart(this.tail + chunk, STDERR_TAIL);
  }
}

/**
 * Reads its output by `read`. Settles only when the process is gone. Throws `FfmpegError` when it refuses the file, `OutOfTime`
 * and `TooMuchMemory`; on abort the signal's reason; another error says nothing of the file.
 */
export async function runProgram<T>(
  { path, args, env, limitMs, maxMemoryBytes }: Program,
  stop: AbortSignal,
  read: (stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) => Promise<T>,
): Promise<T> {
  stop.throwIfAborted();
  const signal = AbortSignal.any([stop, AbortSignal.timeout(limitMs)]);
  const child = spawn(...capped(path, args, maxMemoryBytes), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  const kill = (): void => {
    // Once it has ended, its pid may be another program's, though its output is still open.
    if (pid !== undefined && child.exitCode === null && child.signalCode === null) killTree(pid);
  };
  signal.addEventListener('abort', kill, { once: true });
  const said = new Said();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => said.add(chunk));
  const watched = { tooMuch: false };
  const endWatch = watchMemory(pid ?? 0, maxMemoryBytes, () => {
    watched.tooMuch = true;
    kill();
  });
  const broken: Error[] = [];
  child.once('error', (error) => broken.push(error));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const reading = read(child.stdout, child.stderr);
  // Whoever stops reading has no more use for it; a full pipe would keep it for ever.
  reading.catch(kill);
  const code = await ended;
  endWatch();
  signal.removeEventListener('abort', kill);
  const command = [path, ...args].join(' ');
  if (stop.aborted) throw reasonOf(stop);
  if (signal.aborted) throw new OutOfTime(command, said.tail, limitMs);
  if (watched.tooMuch || (said.noMemory && code !== 0)) throw new TooMuchMemory(command, said.tail, maxMemoryBytes);
  if (broken[0] || NOT_RUN.includes(code ?? 0))
    throw new Error(`${path} does not run.`, { cause: broken[0] ?? said.tail });
  const answer = await reading;
  if (code === null) throw new Error(`${path} crashed on this file.`);
  if (code !== 0) throw new FfmpegError(command, said.tail, `${basename(path)} ended with ${code}`);
  // On a full disk ffmpeg writes nothing, says so, and ends well.
  if (said.diskIsFull) throw Object.assign(new Error('What it made could not be written'), { code: 'ENOSPC' });
  return answer;
}

/** For programs that write files: what they print besides is of no use. */
export async function nothing(stdout: NodeJS.ReadableStream): Promise<void> {
  for await (const _ of stdout);
}

/** What an aborted run rejects with: the step's own reason. */
function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
