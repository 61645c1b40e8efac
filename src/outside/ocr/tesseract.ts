/** Tesseract in child processes: started on first use, ended when they have had nothing to do for a while. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxLimits } from '../sandbox/sandbox.js';
import { Semaphore } from '../semaphore.js';
import type { Box, OcrOutcome } from './read-picture.js';
import { giveWay } from '../low-priority.js';

/** What the child is asked. */
export interface ToChild {
  /** A PGM. */
  path: string;
  /** Read as one block of lines; without it, the whole picture, by its columns and paragraphs. */
  area?: Box;
  /** Tesseract's names, such as `eng+deu`. */
  languages: string;
  /** The folders of the data: of English, which came with the packages, and of all others. */
  english: string;
  folder: string;
  limits: SandboxLimits;
}

export interface TesseractSettings {
  /** How many pictures may be read at once; the others wait. */
  atOnce: number;
  /** Of one process. */
  maxMemoryBytes: number;
  /** Where the data of other languages lies, as `deu.traineddata`, packed by gzip or not. */
  folder: string;
  /** The built child, for callers that do not run from the build. */
  program?: string;
  cpuMs?: number;
}

const PROGRAM = fileURLToPath(new URL('./tesseract-child.js', import.meta.url));
const ENGLISH = join(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng')), '4.0.0_best_int');
/** A slide takes a second or two; a picture full of noise may take a minute, and has no words. */
const CPU_MS = 60_000;
const IDLE_MS = 60_000;
/** A process that neither answers nor uses a processor hangs, for whatever reason. */
const HANGING_MS = 30 * 60_000;
/** By these a process ends itself when it can go on no longer, as V8 does without memory. */
const CRASHES = new Set<NodeJS.Signals | null>([null, 'SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE']);

export class Tesseract {
  private readonly free: ChildProcess[] = [];
  private readonly processes: Semaphore;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly settings: TesseractSettings) {
    this.processes = new Semaphore(settings.atOnce);
  }

  /**
   * Reads a local picture, a PGM. On abort the child is killed, and the reason thrown. Throws as well when the machine, not the
   * picture, ended it.
   */
  read(path: string, languages: string, signal: AbortSignal, area?: Box): Promise<OcrOutcome> {
    return this.processes.run(signal, async () => {
      clearTimeout(this.idle);
      const child = this.free.pop() ?? this.start();
      const { folder, maxMemoryBytes, cpuMs = CPU_MS } = this.settings;
      const limits = { memoryBytes: maxMemoryBytes, cpuMs };
      const task: ToChild = { path, languages, english: ENGLISH, folder, limits, ...(area && { area }) };
      try {
        const outcome = await outcomeOf(child, task, signal);
        if (outcome.kind === 'read') this.free.push(child);
        return outcome;
      } finally {
        signal.throwIfAborted();
        this.idle = setTimeout(() => this.end(), IDLE_MS).unref();
      }
    });
  }

  /** Ends the processes that have nothing to do. */
  end(): void {
    for (const child of this.free.splice(0)) child.kill('SIGKILL');
  }

  private start(): ChildProcess {
    const child = fork(this.settings.program ?? PROGRAM, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: {},
    });
    child.on('exit', () => {
      const place = this.free.indexOf(child);
      if (place >= 0) this.free.splice(place, 1);
    });
    child.on('error', () => undefined); // That it is gone says all.
    giveWay(child);
    return child;
  }
}

function outcomeOf(child: ChildProcess, task: ToChild, stop: AbortSignal): Promise<OcrOutcome> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(HANGING_MS)]);
  return new Promise((settle, reject) => {
    const kill = (): void => void child.kill('SIGKILL');
    const done = (): void => {
      signal.removeEventListener('abort', kill);
      child.off('message', hear);
      child.off('close', gone);
    };
    const hear = (outcome: unknown): void => {
      done();
      settle(outcome as OcrOutcome);
    };
    const gone = (_code: number | null, how: NodeJS.Signals | null): void => {
      done();
      if (CRASHES.has(how) || (signal.aborted && !stop.aborted)) settle({ kind: 'over', limit: 'crash' });
      else reject(new Error(`The process that reads pictures was ended from outside, by ${how}.`));
    };
    signal.addEventListener('abort', kill, { once: true });
    child.on('message', hear);
    child.once('close', gone);
    child.send(task, (error) => {
      // It has ended meanwhile; `close` tells how.
      if (error && child.exitCode === null && child.signalCode === null) kill();
    });
  });
}
