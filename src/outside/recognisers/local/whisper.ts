/** whisper.cpp in a child process of its own: started on first use, ended when it has had nothing to do for a while. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { clipStart } from '../../../contract/clip.js';
import { giveWay } from '../../low-priority.js';

export interface ToChild {
  path: string;
  /** Whisper's code, such as `en`; found out when absent. */
  language?: string;
  /** How names are written. */
  prompt?: string;
}

export type FromChild =
  | { kind: 'ready' }
  | { kind: 'progress'; share: number }
  | {
      kind: 'result';
      language: string | null;
      /** Times in ms. */
      segments: { text: string; t0: number; t1: number }[];
      /** Where somebody speaks, in ms; null where nothing tells. */
      speech: { t0: number; t1: number }[] | null;
    }
  | { kind: 'error'; message: string };

export type Heard = Extract<FromChild, { kind: 'result' }>;

const PROGRAM = fileURLToPath(new URL('./whisper-child.js', import.meta.url));
const IDLE_MS = 60_000;
const STDERR_TAIL = 2_000;

/** The package with whisper.cpp for this machine, or null where there is none. */
export function whisperLibrary(): string | null {
  try {
    return createRequire(import.meta.url).resolve(`@fugood/node-whisper-${process.platform}-${process.arch}`);
  } catch {
    return null;
  }
}

/** Machines for which there is a package, as npm calls them: by `process.platform` and `process.arch`. */
export const MACHINES = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

/** Why there is no package, and what to do: npm leaves optional ones out without a word. */
export function withoutLibrary(machine = `${process.platform}-${process.arch}`): string {
  return MACHINES.includes(machine)
    ? `The local recogniser for this machine (@fugood/node-whisper-${machine}) is not installed: run npm install again, with optional packages and a line to the registry.`
    : `There is no local recogniser for this kind of machine (${machine}).`;
}

/** The child died, or said that it cannot; for operators, with the end of what it printed. */
export class WhisperFailed extends Error {
  constructor(reason: string, stderrTail: string) {
    super(`${reason}: ${clipStart(stderrTail.trim(), STDERR_TAIL)}`);
    this.name = 'WhisperFailed';
  }
}

/** Paths of local files. */
export interface WhisperFiles {
  library: string;
  model: string;
  /** Null: voices are not told from other sounds. */
  voices: string | null;
}

export class Whisper {
  private child: Promise<ChildProcess> | undefined;
  private idle: NodeJS.Timeout | undefined;
  private stderr = '';

  /** `program`: the built child, for callers that do not run from the build. */
  constructor(
    private readonly files: WhisperFiles,
    /** whisper.cpp's binding says nothing at all when it fails in some ways: this long is waited for its next word. */
    private readonly silenceMs: number,
    private readonly program = PROGRAM,
  ) {}

  /** One file at a time: callers wait for each other. Throws `WhisperFailed`; on abort the child is killed, and the reason thrown. */
  async transcribe(message: ToChild, signal: AbortSignal, onProgress: (share: number) => void): Promise<Heard> {
    clearTimeout(this.idle);
    this.child ??= this.start();
    const child = await this.child;
    const kill = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    try {
      signal.throwIfAborted();
      child.send(message);
      return await this.answer(child, onProgress);
    } catch (error) {
      kill();
      this.child = undefined;
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', kill);
      this.idle = setTimeout(() => this.end(), IDLE_MS).unref();
    }
  }

  private end(): void {
    this.child?.then((child) => child.kill('SIGKILL')).catch(() => undefined);
    this.child = undefined;
  }

  private async start(): Promise<ChildProcess> {
    this.stderr = '';
    const { model, library, voices } = this.files;
    const child = fork(this.program, [model, library, voices ?? ''], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = clipStart(this.stderr + chunk.toString(), STDERR_TAIL);
    });
    child.on('exit', () => {
      this.child = undefined;
    });
    // Hours of full load must not make the pages slow.
    giveWay(child);
    await this.next(child, ({ kind }) => kind === 'ready');
    return child;
  }

  private async answer(child: ChildProcess, onProgress: (share: number) => void): Promise<Heard> {
    const last = await this.next(child, (message) => {
      if (message.kind === 'progress') onProgress(message.share);
      return message.kind === 'result' || message.kind === 'error';
    });
    if (last.kind === 'result') return last;
    throw new WhisperFailed(last.kind === 'error' ? last.message : 'No answer', this.stderr);
  }

  /** The first message that is `wanted`; throws `WhisperFailed` when the child ends before. */
  private next(child: ChildProcess, wanted: (message: FromChild) => boolean): Promise<FromChild> {
    return new Promise((resolve, reject) => {
      const hear = (message: unknown): void => {
        timer.refresh();
        if (!wanted(message as FromChild)) return;
        settle();
        resolve(message as FromChild);
      };
      const gone = (code: number | null, how: string | null): void => {
        settle();
        reject(new WhisperFailed(`The local recogniser ended (${how ?? code ?? 'unknown'})`, this.stderr));
      };
      const timer = setTimeout(() => {
        settle();
        reject(new WhisperFailed('The local recogniser fell silent', this.stderr));
      }, this.silenceMs);
      const settle = (): void => {
        clearTimeout(timer);
        child.off('message', hear);
        child.off('exit', gone);
      };
      child.on('message', hear);
      child.on('exit', gone);
    });
  }
}
