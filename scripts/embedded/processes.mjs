/** Processes: who is alive, since when, and how to end or call one. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** sysexits' EX_CONFIG: a setting is wrong, and nothing was touched. */
export const WRONG_SETTINGS = 78;

/** Something the user can mend: its message is one line with the remedy, printed without a stack. */
export class Trouble extends Error {
  /** @param {string} message  @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * What tells a process from a later one with the same pid: boot and start time. Undefined when it has ended or is a zombie.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function identity(pid) {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform !== 'linux') return identityByPs(pid);
  try {
    // proc(5): the name is in brackets and may hold spaces; after it, state is field 3 and starttime field 22.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function identityByPs(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return undefined;
  }
  const ps = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  if (ps.error) return 'alive';
  const line = ps.stdout.trim();
  return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
}

/** @param {number} pid  @param {string | undefined} since what `identity` said earlier */
export const isStill = (pid, since) => since !== undefined && identity(pid) === since;

/**
 * Asks `check` again until it answers something true, which is returned; undefined when the time is over.
 * @template T
 * @param {() => T | Promise<T>} check
 * @param {number} timeoutMs
 * @param {number} [everyMs]
 */
export async function until(check, timeoutMs, everyMs = 20) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await check();
    if (answer) return answer;
    if (Date.now() >= end) return undefined;
    await sleep(everyMs);
  }
}

/**
 * Sends the signals one after the other, and waits for the end after each. A later process with the same pid is left alone.
 * @param {number} pid
 * @param {string | undefined} since its identity
 * @param {[NodeJS.Signals, number][]} signals each with the milliseconds to wait after it
 * @returns {Promise<boolean>} whether it has ended
 */
export async function end(pid, since, signals) {
  for (const [signal, waitMs] of signals) {
    if (!isStill(pid, since)) return true;
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the look and the signal: the next look finds that.
    }
    if (await until(() => !isStill(pid, since), waitMs)) return true;
  }
  return !isStill(pid, since);
}

const calls = new Set();

/** Ends every program that `call` still waits for. Callers go on, as after a failure. */
export function interruptCalls(signal = 'SIGTERM') {
  for (const child of calls) child.kill(signal);
}

const services = new Map();

/**
 * Notes a service of ours, so that it can be ended at once when there is no time for its `stop`.
 * @param {number} pid  @param {string | undefined} since  @param {NodeJS.Signals} signal what ends it at once, its data unharmed
 */
export const noteService = (pid, since, signal) => services.set(pid, { since, signal });

export function killServices() {
  for (const [pid, { since, signal }] of services) if (isStill(pid, since)) process.kill(pid, signal);
}

/** proc(5): what follows the name's closing bracket begins with field 3, so that starttime, field 22, is the twentieth. */
const STARTED_LINUX = 's=$(cat "/proc/$2/stat" 2>/dev/null); set -- "$@" ${s##*) }; at=${23}';
const STARTED_BY_PS = 'at=$(echo $(ps -o lstart= -p "$2"))';

/**
 * Has a process ended as soon as this one is gone, even by kill -9: a shell waits for a pipe of ours to close. A later process with
 * the same pid is left alone.
 * @param {number} pid  @param {string | undefined} since its identity  @param {NodeJS.Signals} signal
 * @returns {() => void} ends the guard
 */
export function endWithMe(pid, since, signal) {
  const linux = process.platform === 'linux';
  const started = (linux ? since?.split(':').at(-1) : since?.replace(/\s+/g, ' ')) ?? '';
  const script = `read -r _; ${linux ? STARTED_LINUX : STARTED_BY_PS}; [ "$at" = "$3" ] && kill -s "$1" "$2"`;
  const guard = spawn('sh', ['-c', script, 'sh', signal.replace('SIG', ''), String(pid), started], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {});
  guard.unref();
  guard.stdin.unref?.();
  return () => guard.kill('SIGKILL');
}

/**
 * Runs a program to its end, its output kept.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{code: number | null, stdout: string, stderr: string, error?: Error}>} `error` when it could not start
 */
export function call(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    calls.add(child);
    const output = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text) => (output.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output.stderr += text));
    child.on('error', (error) => {
      calls.delete(child);
      resolve({ code: null, ...output, error });
    });
    child.on('close', (code) => {
      calls.delete(child);
      resolve({ code, ...output });
    });
  });
}

/** Whether `file args` runs and exits with 0, e.g. `--version`. */
export const runs = async (file, args, options) => (await call(file, args, options)).code === 0;

/** The last lines of a text, for messages. */
export const tail = (text, lines = 5) => text.trim().split('\n').slice(-lines).join('\n');
