/** Calls to servers that speak OpenAI's API: a limited number at once, each with a timeout, and retried where that helps. */
import OpenAI from 'openai';
import { clip } from '../../contract/clip.js';
import type { Admission, Ask, CallEnd, Ledger } from './ledger.js';
import { vendorSeconds, vendorTokens } from './measures.js';
import type { Reach } from '../public-addresses.js';
import type { Semaphore } from '../semaphore.js';
import { pause } from '../abort.js';
import { vendorSemaphore } from '../semaphore.js';
import { fateOf, lost, statusOf, vendorError } from './failures.js';
import type { LinePatience } from './line.js';
import { VendorLine } from './line.js';
import { VendorError } from './vendor-error.js';

export interface VendorSettings {
  /** Whose server it is, in people's words: `The recogniser`. */
  name: string;
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  apiKey: string;
  /** Where people set it: `OPENAI_API_KEY`. */
  keySetting: string;
  /** How long one try may take, or keep silent while it streams. */
  timeoutMs: number;
  /** Calls under way at once, together with all others of this process. */
  concurrency: number;
  /** Where its address may lie. Left out, anywhere: who sets the environment knows the network. */
  reach?: Reach;
  /** The most tries of one call. */
  tries?: number;
  /** Left out, that of the line itself. */
  patience?: LinePatience;
}

export interface CallOptions {
  signal: AbortSignal;
  /** Where each try is noted, and what each asks for. */
  ledger: Ledger;
  ask: Ask;
  /** Told before each further try. */
  onRetry?: (error: VendorError, inMs: number) => void;
  /** Told of an answer that is long in coming, and still waited for. */
  onNews?: ((line: string) => void) | undefined;
}

/** What came back from one try. Its reader notes each thing as soon as it is known. */
export interface Receipt {
  /** The whole answer came, whatever it is worth: it has to be paid for. */
  answered: boolean;
  tokensIn: number | null;
  tokensOut: number | null;
  estimated: boolean;
}

/** Sends one request and reads its answer. */
type Work<T> = (client: OpenAI, signal: AbortSignal, receipt: Receipt) => Promise<T>;

type Try<T> =
  | { kind: 'answer'; answer: T }
  /** `unheard`: the line was found silent. */
  | { kind: 'failure'; failure: VendorError; unheard: boolean }
  | Exclude<Admission, { kind: 'go' }>;

const TRIES = 5;
/** Silence was waited for at length, and an answer that makes no sense was paid for: less often. */
const COSTLY_TRIES = 3;
const FIRST_WAIT_MS = 500;
/** A server that wants a longer rest gets it, but nobody sits waiting: the task goes back to the queue. */
const LONGEST_WAIT_MS = 30_000;

export class Vendor {
  readonly client: OpenAI;
  private readonly semaphore: Semaphore;
  private readonly line: VendorLine;
  private readonly address: string;

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
    const { origin, pathname } = new URL(this.client.baseURL);
    // Without the name and password that some put into it.
    this.address = origin + pathname;
    this.semaphore = vendorSemaphore(settings.concurrency);
    this.line = new VendorLine(this.client.baseURL, settings.apiKey, settings.patience, settings.reach);
  }

  /**
   * Runs `work`, and again on 429, 5xx and cut connections, up to five tries in all, on silence and nonsense up to three,
   * obeying Retry-After. Over a line that is found silent nothing is sent before the server answers anything again. Each try is noted in the ledger before it is sent; while that says later, it waits. `work` must
   * pass the signal it is given on to its request, note on the receipt what came, and throw `VendorError` for an answer
   * that makes no sense.
   * Throws `VendorError`, the reason of `signal` when that aborts, or what the ledger throws.
   */
  async call<T>(work: Work<T>, options: CallOptions): Promise<T> {
    const { signal, onRetry } = options;
    let fellSilent = false;
    for (let tries = 1; ;) {
      if (!(await this.line.awake(signal, this.settings.timeoutMs))) throw this.unheard();
      const end = await this.semaphore.run(signal, () => this.tried(work, options, fellSilent));
      if (end.kind === 'answer') return end.answer;
      signal.throwIfAborted();
      if (end.kind === 'never') throw end.error;
      if (end.kind === 'later') {
        await pause(end.ms, signal);
        continue;
      }
      const { failure } = end;
      fellSilent ||= end.unheard;
      const ms = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1) * (0.75 + Math.random() / 2);
      if (
        failure.permanent ||
        tries >= Math.min(triesFor(failure), this.settings.tries ?? TRIES) ||
        ms > LONGEST_WAIT_MS
      )
        throw failure;
      onRetry?.(failure, ms);
      await pause(ms, signal);
      tries++;
    }
  }

  /** Gives one answer that is not streamed its time; the library's own limit ends with the answer's first byte. */
  async inTime<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { name, timeoutMs } = this.settings;
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      return await work(AbortSignal.any([signal, limit]));
    } catch (error) {
      if (!limit.aborted || error instanceof VendorError) throw error;
      const detail = `No whole answer after ${timeoutMs} ms`;
      throw new VendorError('vendor_timeout', `${name} did not answer in time.`, detail, false);
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
  readInPart(detail: string): VendorError {
    const message = `${this.settings.name}’s server read only a part of what it was sent, without saying so. Give it a longer context (Ollama: OLLAMA_CONTEXT_LENGTH, llama.cpp: --ctx-size), or use another model, then retry.`;
    return new VendorError('vendor_too_long', message, detail, true);
  }

  /** The error for a model that will not answer; `why` is what it or its filter said. */
  declined(why: string): VendorError {
    const message = `${this.settings.name} declined to answer (${clip(why, 200)}). Other instructions may help.`;
    return new VendorError('vendor_declined', message, why, true);
  }

  /** The error for a line that swallows what is sent. */
  private unheard(): VendorError {
    const message = `${this.settings.name} fell silent: its server answers nothing at all.`;
    return new VendorError('vendor_timeout', message, 'What was asked beside the request got no answer either.', false);
  }

  private slow(ms: number): string {
    return `${this.settings.name} has said nothing for ${Math.round(ms / 1_000)} s; it is still waited for.`;
  }

  /** One try, noted and measured. Throws what the ledger throws, or the reason of `signal` when nothing was sent. */
  private async tried<T>(work: Work<T>, options: CallOptions, again: boolean): Promise<Try<T>> {
    const { signal, ledger, ask } = options;
    // It fell silent while this waited for its place.
    if (this.line.isSilent) return { kind: 'later', ms: 0 };
    const admission = await ledger.begin(ask);
    if (admission.kind !== 'go') return admission;
    const receipt: Receipt = { answered: false, tokensIn: null, tokensOut: null, estimated: false };
    if (signal.aborted) {
      admission.settle({ ...receipt, outcome: 'unreached', status: null, code: null });
      signal.throwIfAborted();
    }
    const done = vendorSeconds.startTimer({ vendor: this.settings.name });
    const watch = this.line.watch({ again, onSilence: (ms) => options.onNews?.(this.slow(ms)) });
    try {
      const client = this.client.withOptions({ fetch: watch.fetch });
      const answer = await work(client, AbortSignal.any([signal, watch.signal]), receipt);
      done({ outcome: 'ok' });
      admission.settle(endOf({ ...receipt, answered: true }));
      return { kind: 'answer', answer };
    } catch (thrown) {
      const error = watch.signal.aborted && !receipt.answered ? this.unheard() : thrown;
      const failure = vendorError(error, this.settings.name, this.settings.keySetting);
      failure.call ??= `${ask.kind} ${ask.model} at ${this.address}`;
      done({ outcome: signal.aborted ? 'aborted' : failure.code });
      admission.settle(endOf(receipt, { error, code: failure.code, aborted: signal.aborted }));
      return { kind: 'failure', failure, unheard: watch.signal.aborted };
    } finally {
      watch.end();
      vendorTokens.inc({ model: ask.model, direction: 'in' }, receipt.tokensIn ?? 0);
      vendorTokens.inc({ model: ask.model, direction: 'out' }, receipt.tokensOut ?? 0);
    }
  }
}

interface Fault {
  error: unknown;
  code: string;
  aborted: boolean;
}

function endOf({ answered, ...tokens }: Receipt, fault?: Fault): CallEnd {
  const code = fault?.code ?? null;
  if (answered) return { ...tokens, outcome: 'answered', status: null, code };
  if (fault?.aborted) return { ...tokens, outcome: 'aborted', status: null, code: null };
  return { ...tokens, outcome: fateOf(fault?.error), status: statusOf(fault?.error), code };
}

const triesFor = ({ code }: VendorError): number =>
  code === 'vendor_timeout' || code === 'vendor_answer' ? COSTLY_TRIES : TRIES;
