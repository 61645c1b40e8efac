/** Calls to servers that speak OpenAI's API: each waits for its turn, has a time limit, and is tried again where that helps. */
import OpenAI, { APIConnectionError, APIError } from 'openai';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { vendorSeconds } from './measures.js';
import type { Turns } from './turns.js';
import { turnsAt } from './turns.js';

export interface VendorSettings {
  /** Whose server it is, in people's words: `The recogniser`. */
  name: string;
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  apiKey: string;
  /** How long one try may take, or keep silent while it streams. */
  timeoutMs: number;
  /** Calls under way at once, together with all others of this process at the same server. */
  concurrency: number;
}

export type VendorErrorCode =
  | 'vendor_key'
  | 'vendor_quota'
  | 'vendor_refused'
  /** The model will not answer this, or a filter took its answer away. */
  | 'vendor_declined'
  /** The question is longer than the model can take. */
  | 'vendor_too_long'
  | 'vendor_busy'
  | 'vendor_unavailable'
  | 'vendor_timeout'
  | 'vendor_answer';

/** A call that failed for good, or after all its tries. `message` is fit for people, `detail` is for operators. */
export class VendorError extends Error {
  constructor(
    readonly code: VendorErrorCode,
    message: string,
    readonly detail: string,
    /** True when trying again cannot help until somebody changes something. */
    readonly permanent: boolean,
    /** When the server wants to be asked again, if it said so. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'VendorError';
  }
}

export interface CallOptions {
  signal: AbortSignal;
  /** Told before each further try. */
  onRetry?: (error: VendorError, inMs: number) => void;
}

const TRIES = 5;
/** Silence was waited for at length, and an answer that makes no sense was paid for: less often. */
const COSTLY_TRIES = 3;
const FIRST_WAIT_MS = 500;
/** A server that wants a longer rest gets it, but nobody sits waiting: the task goes back to the queue. */
const LONGEST_WAIT_MS = 30_000;

export class Vendor {
  readonly client: OpenAI;
  private readonly turns: Turns;

  constructor(private readonly settings: VendorSettings) {
    this.client = new OpenAI({
      // The library wants a key even for servers that want none.
      apiKey: settings.apiKey || 'none',
      ...(settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl }),
      maxRetries: 0,
      // It would print what models said.
      logLevel: 'off',
      timeout: settings.timeoutMs,
    });
    this.turns = turnsAt(this.client.baseURL, settings.concurrency);
  }

  /**
   * Runs `work`, and again on 429, 5xx and cut connections, up to five tries in all, on silence and nonsense up to three,
   * obeying Retry-After. `work` must pass the signal it is given on to its request, and must throw `VendorError` for an
   * answer that makes no sense.
   * Throws `VendorError`, or the reason of `signal` when that aborts.
   */
  async call<T>(
    work: (client: OpenAI, signal: AbortSignal) => Promise<T>,
    { signal, onRetry }: CallOptions,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.turns.take(signal, () => this.measured(signal, () => work(this.client, signal)));
      } catch (error) {
        signal.throwIfAborted();
        const failure = vendorError(error, this.settings.name);
        const ms = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1) * (0.75 + Math.random() / 2);
        if (failure.permanent || tries >= triesFor(failure) || ms > LONGEST_WAIT_MS) throw failure;
        onRetry?.(failure, ms);
        await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  /** The error for an answer that arrived and makes no sense; it is asked for again. */
  nonsense(detail: string): VendorError {
    return new VendorError('vendor_answer', `${this.settings.name} answered something unusable.`, detail, false);
  }

  /** The error for an answer that stopped in the middle. */
  brokenOff(detail: string): VendorError {
    return lost(new Error(detail), this.settings.name);
  }

  /** The error for silence in the middle of an answer. */
  silence(): VendorError {
    const detail = `Nothing came for ${this.settings.timeoutMs} ms.`;
    return new VendorError('vendor_timeout', `${this.settings.name} fell silent.`, detail, false);
  }

  /** The error for a prompt of which the server read only a part, without a word. */
  tooLong(detail: string): VendorError {
    return new VendorError('vendor_too_long', tooLong(this.settings.name), detail, true);
  }

  /** The error for a model that will not answer; `why` is what it or its filter said. */
  declined(why: string): VendorError {
    const message = `${this.settings.name} declined to answer (${why.slice(0, 200)}). Other instructions may help.`;
    return new VendorError('vendor_declined', message, why, true);
  }

  private async measured<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const done = vendorSeconds.startTimer({ vendor: this.settings.name });
    try {
      const answer = await work();
      done({ outcome: 'ok' });
      return answer;
    } catch (error) {
      done({ outcome: signal.aborted ? 'aborted' : vendorError(error, this.settings.name).code });
      throw error;
    }
  }
}

const triesFor = ({ code }: VendorError): number =>
  code === 'vendor_timeout' || code === 'vendor_answer' ? COSTLY_TRIES : TRIES;

function vendorError(error: unknown, name: string): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof APIConnectionError) return lost(error, name);
  if (error instanceof APIError) return refused(error as APIError, name);
  // What a cut stream or a body that is no JSON throws.
  return lost(error, name);
}

function lost(error: unknown, name: string): VendorError {
  const detail = inspect(error, { depth: 2 });
  const silent = error instanceof Error && /timed? ?out/i.test(`${error.name} ${error.message}`);
  return silent
    ? new VendorError('vendor_timeout', `${name} did not answer in time.`, detail, false)
    : new VendorError('vendor_unavailable', `${name} cannot be reached, or broke off its answer.`, detail, false);
}

function refused(error: APIError, name: string): VendorError {
  const { status } = error;
  const detail = `${status ?? ''} ${error.message}`.trim();
  const end = (code: VendorErrorCode, message: string): VendorError => new VendorError(code, message, detail, true);
  const later = (code: VendorErrorCode, message: string): VendorError =>
    new VendorError(code, message, detail, false, retryAfterOf(error.headers));
  // Faults have codes; some servers write the same into the type, and an error inside a stream has no status.
  const code = `${error.code ?? ''} ${error.type ?? ''}`;
  if (/insufficient_quota|billing/.test(code) || status === 402) {
    return end('vendor_quota', `The account at ${lower(name)} has run out of credit. Add some, then retry.`);
  }
  if (status === 401 || (status === 403 && !code.includes('model_not_found'))) {
    const settings = 'OPENAI_API_KEY or TRANSCRIBE_API_KEY';
    return end('vendor_key', `${name} refused the key. Set a valid one (${settings}), restart, and retry.`);
  }
  if (code.includes('context_length_exceeded') || status === 413 || (status === 400 && TOO_LONG.test(error.message))) {
    return end('vendor_too_long', tooLong(name));
  }
  if (code.includes('content_filter')) {
    return end(
      'vendor_declined',
      `${name} declined to answer (its filter stopped the question). Other instructions may help.`,
    );
  }
  if (status === 429) return later('vendor_busy', `${name} is busy.`);
  if (status === 408 || status === 409 || status === undefined || status >= 500) {
    return later('vendor_unavailable', `${name} had a fault of its own.`);
  }
  return end('vendor_refused', `${name} refused the request (${detail.slice(0, 200)}).`);
}

/** How servers that know no code for it say that a prompt is too long: vLLM, llama.cpp, Mistral. */
const TOO_LONG =
  /context (?:length|size|window)|maximum context|too (?:long|large)|exceeds? .{0,40}(?:context|tokens)/i;

const tooLong = (name: string): string => `${name} cannot take a text of this length at once.`;

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Seconds or a date, RFC 9110 §10.2.3; OpenAI's own header has milliseconds. */
function retryAfterOf(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) return ms;
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  if (seconds >= 0) return seconds * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
