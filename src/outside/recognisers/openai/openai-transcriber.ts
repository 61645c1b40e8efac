/** The recogniser on a server that speaks OpenAI's audio API. */
import { z } from 'zod';
import { fileStream } from '../../storage/file-stream.js';
import type { Ask, Ledger } from '../../vendor/ledger.js';
import type { AudioChunk, Recognised, RecogniseOptions, Transcriber } from '../transcriber.js';
import type { VendorSettings } from '../../vendor/vendor.js';
import { Vendor } from '../../vendor/vendor.js';
import { VendorError } from '../../vendor/vendor-error.js';
import type { Answer } from './answer.js';
import { answerShape, hasTimes, recognised } from './answer.js';
import type { Extra } from './request.js';
import { extrasOf, refusedBy, requestFor } from './request.js';

/** OpenAI takes 25 MB and 25 minutes; other servers less of either, rather. */
const MAX_BYTES = 24_000_000;
const MAX_MS = 20 * 60_000;

const WITHOUT_TIMES =
  'The recogniser answers without times, so that its words cannot be put in their place. Set TRANSCRIBE_MODEL to a model with segment timestamps, such as whisper-1, restart, and retry.';

export class OpenAiTranscriber implements Transcriber {
  readonly identity: string;
  readonly limits: Transcriber['limits'];
  private readonly vendor: Vendor;
  /** What the server has refused, and done without. A language it may know, and another one not. */
  private readonly refused = new Set<string>();

  constructor(
    private readonly model: string,
    settings: VendorSettings,
  ) {
    this.identity = `openai ${settings.baseUrl ?? ''} ${model}`;
    this.limits = { maxBytes: MAX_BYTES, maxMs: MAX_MS, concurrency: settings.concurrency, format: 'mp3' };
    this.vendor = new Vendor(settings);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  /** Asks for all that is of use; what the server refuses, which costs nothing, it is not asked for again in the run. */
  async recognise(chunk: AudioChunk, options: RecogniseOptions): Promise<Recognised> {
    const { ledger } = options;
    let wanted: Extra[] = [];
    for (const extra of extrasOf(this.model, options)) {
      const isRefused =
        this.refused.has(nameOf(extra, options)) || (await ledger.recall(this.question(extra, options)));
      if (!isRefused) wanted.push(extra);
    }
    const left: Extra[] = [];
    for (;;) {
      try {
        const answer = await this.asked(chunk, options, wanted);
        for (const extra of left) this.refused.add(nameOf(extra, options));
        return recognised(answer);
      } catch (error) {
        const refused = error instanceof VendorError ? refusedBy(error, wanted) : null;
        if (refused === null) throw error;
        left.push(refused);
        wanted = wanted.filter((extra) => extra !== refused);
        await this.keepRefusal(refused, options, ledger);
      }
    }
  }

  private question(extra: Extra, options: RecogniseOptions): unknown {
    return { by: this.identity, refuses: nameOf(extra, options) };
  }

  private keepRefusal(extra: Extra, options: RecogniseOptions, ledger: Ledger): Promise<void> {
    options.onNews?.(`The recogniser does not take ${WORDS[extra]}; it goes on without.`);
    return ledger.keep(this.question(extra, options), true);
  }

  private asked(chunk: AudioChunk, options: RecogniseOptions, wanted: readonly Extra[]): Promise<Answer> {
    const { signal, ledger, onNews } = options;
    const { model } = this;
    const ask: Ask = { kind: 'transcription', model, maxTokensIn: 0, maxTokensOut: 0, audioMs: chunk.durationMs };
    return this.vendor.call(
      async (client, stop, receipt) => {
        const request = { file: fileStream(chunk.path), ...requestFor(model, options, wanted) };
        const body = await this.vendor.inTime(stop, (signal) =>
          client.audio.transcriptions.create(request, { signal }),
        );
        receipt.answered = true;
        return this.read(body);
      },
      {
        signal,
        ledger,
        ask,
        onNews,
        onRetry: (error, ms) => onNews?.(`${error.message} Trying again in ${Math.ceil(ms / 1_000)} s`),
      },
    );
  }

  private read(body: unknown): Answer {
    const parsed = answerShape.safeParse(body);
    if (!parsed.success) throw this.vendor.nonsense(z.prettifyError(parsed.error));
    if (hasTimes(parsed.data)) return parsed.data;
    throw new VendorError('vendor_refused', WITHOUT_TIMES, 'An answer without segments or words', true);
  }
}

const nameOf = (extra: Extra, { language = '' }: RecogniseOptions): string =>
  extra === 'language' ? `language ${language}` : extra;

const WORDS: Record<Extra, string> = {
  words: 'the wish for word times',
  prompt: 'a list of names',
  language: 'this language',
};
