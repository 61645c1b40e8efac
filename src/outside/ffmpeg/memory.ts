/**
 * How much memory a program may take: a small file can make ffmpeg take all there is. It is watched and ended; and the system keeps
 * it from growing far beyond at once. Only Linux tells and obeys; `memoryIsLimited` says whether this one does.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 100;
/**
 * What the system allows, for each byte that is allowed here. Buffers grow by doubling: with less, ffmpeg would be refused the
 * doubled one, and many of its parts then go on without a word, with half of the work.
 */
const CAP = 2;
/** Bounds against hanging only. */
const CHECK_LIMIT_MS = 10_000;

/** The program and arguments that run this one under the system's own limit (ulimit -d, getrlimit(2): RLIMIT_DATA). */
export function capped(path: string, args: string[], maxBytes: number): [string, string[]] {
  if (process.platform !== 'linux') return [path, args];
  return ['/bin/sh', ['-c', `ulimit -d ${kilobytes(CAP * maxBytes)} 2>/dev/null; exec "$0" "$@"`, path, ...args]];
}

/** Calls `onTooMuch` once, when the process has more than that; until the returned function is called. */
export function watchMemory(pid: number, maxBytes: number, onTooMuch: () => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  const timer = setInterval(() => {
    if (memoryOf(pid) <= maxBytes) return;
    clearInterval(timer);
    onTooMuch();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Bytes that the process has for itself (proc(5): VmData), with those it has not touched yet. 0 when it is gone. */
function memoryOf(pid: number): number {
  try {
    return Number(/^VmData:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // It has ended meanwhile.
  }
}

/** Whether this system keeps to such limits, by trying it: with next to no memory, the program must not run. */
export function memoryIsLimited(path: string): boolean {
  if (process.platform !== 'linux') return false;
  const [program, args] = capped(path, ['-version'], 1024);
  return spawnSync(program, args, { timeout: CHECK_LIMIT_MS }).status !== 0;
}

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1024);
