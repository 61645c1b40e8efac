/** Caption files as strangers bring them. Each is read in a sandbox, never in the process that serves people. */
import type { NamedSegment } from '../speakers.js';
import type { SandboxLimits } from '../../outside/sandbox/sandbox.js';
import { Sandbox } from '../../outside/sandbox/sandbox.js';
import { Semaphore } from '../../outside/semaphore.js';
import { CaptionsError } from './cue.js';

/** What the thread is asked for: whether the file is captions, with its text as it is kept; or its lines. */
export type Asked = 'check' | 'segments';

export interface Checked {
  /** Decoded, to be read again later. */
  text: string;
  cues: number;
}

export type Told = { checked: Checked } | { segments: NamedSegment[] } | { refused: string; line: number | null };

/** A day of speech, with a caption for each word, is less. Of a file, or of a track in a recording. */
export const MAX_CAPTIONS_BYTES = 5 * 1024 * 1024;

/** The largest files that people may give take 5 s and 300 MB on a slow machine. */
const LIMITS: SandboxLimits = { memoryBytes: 800_000_000, cpuMs: 30_000 };
/** In one process. The others wait, so that many files at once do not take all processors. */
const AT_ONCE = 2;

const GIVE_LESS = 'Export the captions as plain SubRip (.srt) or WebVTT (.vtt), without anything else in the file.';
const OVER = {
  memory: `Reading them takes too much memory. ${GIVE_LESS}`,
  time: `Reading them takes too much work. ${GIVE_LESS}`,
  crash: `The file is broken. ${GIVE_LESS}`,
};

export class CaptionsReader {
  private readonly places = new Semaphore(AT_ONCE);

  constructor(
    private readonly sandbox = new Sandbox(),
    private readonly limits = LIMITS,
  ) {}

  /** Throws `CaptionsError`; on abort the reason. */
  async check(file: Uint8Array, signal: AbortSignal): Promise<Checked> {
    const told = await this.ask('check', file, signal);
    if ('checked' in told) return told.checked;
    throw new Error('The captions were read, but not checked.');
  }

  /** As `parseCaptions` has them. Throws `CaptionsError`; on abort the reason. */
  async segments(file: Uint8Array, signal: AbortSignal): Promise<NamedSegment[]> {
    const told = await this.ask('segments', file, signal);
    if ('segments' in told) return told.segments;
    throw new Error('The captions were checked, but not read.');
  }

  private async ask(asked: Asked, input: Uint8Array, signal: AbortSignal): Promise<Told> {
    const job = { module: 'transcript/captions/read-thread.js', data: asked, input };
    const outcome = await this.places.run(signal, () => this.sandbox.run(job, this.limits, { signal }));
    if (outcome.kind === 'over') throw new CaptionsError(null, OVER[outcome.limit]);
    const told = outcome.answer as Told;
    if ('refused' in told) throw new CaptionsError(told.line, told.refused);
    return told;
  }
}
