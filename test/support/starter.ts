/** Runs the real starter as a user does, and looks for what it leaves behind. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Started {
  process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  /** Resolves to the printed sign-in link; throws with the output when the starter ends instead. */
  ready(): Promise<URL>;
}

/** Keeps settings of the machine that the tests run on from the starter: an empty one counts as not set. */
const neutral = {
  DATABASE_URL: '',
  REDIS_URL: '',
  HOST: '',
  PORT: '0',
  PUBLIC_URL: '',
  LOG_LEVEL: 'error',
  TRANSCRIBER: 'none',
  OCR: 'off',
  OPENAI_VISION: 'off',
};

/** Starts `node scripts/start.mjs`, or the command given, with these settings. */
export function startDevreel(
  settings: Record<string, string>,
  command = [process.execPath, 'scripts/start.mjs'],
): Started {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: ROOT, env: { ...process.env, ...neutral, ...settings }, detached: true });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  let over = false;
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => {
      over = true;
      resolve(code ?? signal ?? 'unknown');
    });
  });
  const link = () => /^Devreel is ready: (\S+)$/m.exec(stdout)?.[1];
  const ready = async () => {
    const found = await until('the ready line', () => link() ?? (over ? 'ended' : undefined));
    if (found === 'ended') throw new Error(`The starter ended before it was ready:\n${stdout}${stderr}`);
    return new URL(found);
  };
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended, ready };
}

export interface Found {
  pid: number;
  command: string;
}

/**
 * The processes that were started for this DATA_DIR. Web and worker have it in their environment; PostgreSQL and Redis have
 * their working directories in it. Reads Linux's /proc: elsewhere nothing is found.
 */
export function processesOf(dataDir: string): Found[] {
  if (process.platform !== 'linux') return [];
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
        const inside = readlinkSync(`/proc/${name}/cwd`).startsWith(dataDir);
        if (!inside && !environment.includes(`DATA_DIR=${dataDir}`)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return command === '' ? [] : [{ pid: Number(name), command, parent: parentOf(name) }];
      } catch {
        return [];
      }
    });
  // One that was forked a moment ago, and has not begun its own program yet, still looks like its parent.
  const isFork = ({ command, parent }: (typeof all)[number]): boolean =>
    all.some((other) => other.pid === parent && other.command === command);
  return all.filter((one) => !isFork(one)).map(({ pid, command }) => ({ pid, command }));
}

/** proc(5): the name in `stat` is in brackets and may hold anything; after it come the state and the parent. */
function parentOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** The one process of this DATA_DIR whose command matches. */
export function processOf(dataDir: string, command: RegExp): Found {
  const [found, ...more] = processesOf(dataDir).filter((candidate) => command.test(candidate.command));
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} processes match ${command}`);
  return found;
}
