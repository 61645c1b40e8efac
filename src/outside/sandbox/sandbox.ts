/** Strangers' files are read in a sandbox: a child process of its own for each, which has an end in memory and processor time. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveWay } from '../low-priority.js';

export interface SandboxLimits {
  /** All that the child may have. */
  memoryBytes: number;
  /** Of a processor, which is the file's doing. A clock on the wall would blame the file for a busy machine. */
  cpuMs: number;
}

/** What is to be done in the child. */
export interface SandboxJob {
  /** The built module that does it, in a thread, by its path from `dist/server`. It answers with `answerFromThread`. */
  module: string;
  /** Given to it as `workerData`; JSON. */
  data: unknown;
  /** What it finds on its standard input. */
  input?: Uint8Array;
}

export interface SandboxOptions {
  signal: AbortSignal;
  /** The share that is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** The last word of a job, or why it had none: it ran into a limit, or the file made its process crash. */
export type SandboxOutcome = { kind: 'answer'; answer: unknown } | { kind: 'over'; limit: 'memory' | 'time' | 'crash' };

export type FromChild = SandboxOutcome | { kind: 'progress'; share: number };

const BUILT = fileURLToPath(new URL('../../', import.meta.url));
const CHILD = 'outside/sandbox/sandbox-child.js';
/** A process that neither ends nor uses a processor hangs, for whatever reason. */
const HANGING_MS = 30 * 60_000;
/** Of a process that Node ends for an error nobody caught: the child’s own, since only its thread has to do with the file. */
const ITS_OWN_FAULT = 1;
/** By these a process ends itself when it can go on no longer, as V8 does without memory. */
const CRASHES = new Set<NodeJS.Signals | null>(['SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE']);

export class Sandbox {
  /** `built`: the folder of the built server, for callers that do not run from it. */
  constructor(private readonly built = BUILT) {}

  /** On abort the child is killed, and the reason thrown. Throws as well when the machine or the build, not the file, ended it. */
  async run(job: SandboxJob, limits: SandboxLimits, { signal, onProgress }: SandboxOptions): Promise<SandboxOutcome> {
    signal.throwIfAborted();
    const task = JSON.stringify({ module: resolve(this.built, job.module), data: job.data, limits });
    const child = fork(resolve(this.built, CHILD), [task], {
      stdio: [job.input ? 'pipe' : 'ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      env: {},
      signal,
      killSignal: 'SIGKILL',
      timeout: HANGING_MS,
    });
    giveWay(child);
    // A child that ends early closes its end; why it ended is told by its exit.
    child.stdin?.on('error', () => undefined).end(job.input);
    try {
      return await outcomeOf(child, onProgress);
    } finally {
      signal.throwIfAborted();
    }
  }
}

function outcomeOf(child: ChildProcess, onProgress: SandboxOptions['onProgress']): Promise<SandboxOutcome> {
  let outcome: SandboxOutcome | null = null;
  child.on('message', (message: FromChild) => {
    if (message.kind === 'progress') onProgress?.(message.share);
    else outcome = message;
  });
  return new Promise((settle, reject) => {
    // An abort is an error, too: then it is killed, and closes.
    child.once('error', (error) => (error.name === 'AbortError' ? undefined : reject(error)));
    // By then its pipes are closed, too, and all that it said has been heard.
    child.once('close', (code, signal) => {
      if (outcome) settle(outcome);
      else if (code === ITS_OWN_FAULT) reject(new Error('The sandbox could not begin: is the server’s build whole?'));
      else if (signal === null || CRASHES.has(signal)) settle({ kind: 'over', limit: 'crash' });
      else reject(new Error(`The sandbox was ended from outside, by ${signal}.`));
    });
  });
}
