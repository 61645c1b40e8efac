/** Strangers' documents as text. Each is parsed in a child process of its own, which has an end in time and memory. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { DocumentKind } from '../../contract/documents.js';
import type { DocumentFault } from './refusal.js';
import { DocumentRefused } from './refusal.js';

export interface ToParse {
  path: string;
  kind: DocumentKind;
}

export type FromChild =
  | { kind: 'progress'; share: number }
  | { kind: 'result'; text: string }
  | { kind: 'refused'; code: DocumentFault; message: string; detail?: string };

export interface ReadOptions {
  signal: AbortSignal;
  /** The share of the document that is read, 0 to 1. */
  onProgress?: (share: number) => void;
}

export interface ReaderLimits {
  /** All that the child may have. */
  memoryBytes: number;
  timeoutMs: number;
}

const PROGRAM = fileURLToPath(new URL('./reader-child.js', import.meta.url));
/** pdf.js alone takes 100 MB; scanned books of 25 MB stay below 500. */
const LIMITS: ReaderLimits = { memoryBytes: 1_000_000_000, timeoutMs: 180_000 };

export class DocumentReader {
  /** `program`: the built child, for callers that do not run from the build. */
  constructor(
    private readonly limits = LIMITS,
    private readonly program = PROGRAM,
  ) {}

  /**
   * The text of a local file: paragraphs with an empty line between them, without characters that are none. Throws
   * `DocumentRefused`; on abort the child is killed, and the reason thrown.
   */
  async read({ path, kind }: ToParse, { signal, onProgress }: ReadOptions): Promise<string> {
    signal.throwIfAborted();
    const child = fork(this.program, [path, kind, String(this.limits.memoryBytes)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: {},
      signal,
      killSignal: 'SIGKILL',
      timeout: this.limits.timeoutMs,
    });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const answer = await last(child, onProgress);
    signal.throwIfAborted();
    if (answer?.kind === 'result') return answer.text;
    if (answer) throw new DocumentRefused(answer.code, answer.message, { cause: answer.detail });
    const message = 'Reading it takes too long. Save the part of it that matters as text, and give that.';
    throw new DocumentRefused('too_complex', message);
  }
}

/** Its last word, or null when it was killed before it had one. */
function last(
  child: ChildProcess,
  onProgress: ReadOptions['onProgress'],
): Promise<Exclude<FromChild, { kind: 'progress' }> | null> {
  let answer: Exclude<FromChild, { kind: 'progress' }> | null = null;
  child.on('message', (message: FromChild) => {
    if (message.kind === 'progress') onProgress?.(message.share);
    else answer = message;
  });
  return new Promise((resolve, reject) => {
    // An abort is an error, too; it is told apart by the signal.
    child.once('error', (error) => (error.name === 'AbortError' ? resolve(null) : reject(error)));
    // By then all that it said has been heard, which its exit does not promise.
    child.once('disconnect', () => resolve(answer));
  });
}
