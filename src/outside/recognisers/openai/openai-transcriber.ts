/** The recogniser on a server that speaks OpenAI's audio API. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fileStream } from '../../storage/file-stream.js';
import type { Ask, Ledger } from '../../vendor/ledger.js';
import type { AudioChunk, KnownVoice, Recognised, RecogniseOptions, Transcriber } from '../transcriber.js';
import type { VendorSettings } from '../../vendor/vendor.js';
import { Vendor } from '../../vendor/vendor.js';
import { VendorError } from '../../vendor/vendor-error.js';
import type { Answer } from './answer.js';
import { answerShape, hasTimes, recognised } from './answer.js';
import type { Extra, Refusal, Sample } from './request.js';
import { extrasOf, refusedBy, requestFor, tellsVoices } from './request.js';

/** OpenAI takes 25 MB and 25 minutes; other servers less of either, rather. */
const MAX_BYTES = 24_000_000;
const MAX_MS = 20 * 60_000;

/** As OpenAI takes them. A sample of ten seconds may be a little longer as an MP3. */
const KNOWN_VOICES = { most: 4, minMs: 2_000, maxMs: 9_000 };
/** What the server has not named may be taken the next time: it is asked for again after so long. */
const GUESSED_FOR_MS = 10 * 60_000;

const WITHOUT_TIMES =
  'The recogniser answers without times, so that its words cannot be put in their place. Set TRANSCRIBE_MODEL to a model with segment timestamps, such as whisper-1, then retry.';

export class OpenAiTranscriber implements Transcriber {
  readonly identity: string;
  readonly limits: Transcriber['limits'];
  readonly knowsVoices?: typeof KNOWN_VOICES;
  private readonly vendor: Vendor;
  /** What the server has refused, and done without, and until when it is not asked for. A language it may know, and another one not. */
  private readonly refused = new Map<string, number>();

  constructor(
    private readonly model: string,
    settings: VendorSettings,
  ) {
    this.identity = `openai ${settings.baseUrl ?? ''} ${model}`;
    this.limits = { maxBytes: MAX_BYTES, maxMs: MAX_MS, concurrency: settings.concurrency, format: 'mp3' };
    if (tellsVoices(model)) this.knowsVoices = KNOWN_VOICES;
    this.vendor = new Vendor(settings);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  /** Asks for all that is of use; what the server says that it does not take, it is not asked for again in the run. A refusal costs nothing. */
  async recognise(chunk: AudioChunk, options: RecogniseOptions): Promise<Recognised> {
    const { ledger } = options;
    let wanted: Extra[] = [];
    for (const extra of extrasOf(this.model, options)) {
      const isRefused =
        performance.now() < (this.refused.get(nameOf(extra, options)) ?? 0) ||
        (await ledger.recall(this.question(extra, options)));
      if (!isRefused) wanted.push(extra);
    }
    const left: Refusal[] = [];
    for (;;) {
      try {
        const answer = await this.asked(chunk, options, wanted);
        for (const { extra, named } of left) {
          this.refused.set(nameOf(extra, options), named ? Infinity : performance.now() + GUESSED_FOR_MS);
        }
        return recognised(answer);
      } catch (error) {
        const refused = error instanceof VendorError ? refusedBy(error, wanted) : null;
        if (refused === null) throw error;
        left.push(refused);
        wanted = wanted.filter((extra) => extra !== refused.extra);
        await this.keepRefusal(refused, options, ledger);
      }
    }
  }

  private question(extra: Extra, options: RecogniseOptions): unknown {
    return { by: this.identity, refuses: nameOf(extra, options) };
  }

  private async keepRefusal({ extra, named }: Refusal, options: RecogniseOptions, ledger: Ledger): Promise<void> {
    options.onNews?.(`The recogniser does not take ${WORDS[extra]}; it goes on without.`);
    if (named) await ledger.keep(this.question(extra, options), true);
  }

  private async asked(chunk: AudioChunk, options: RecogniseOptions, wanted: readonly Extra[]): Promise<Answer> {
    const { signal, ledger, onNews } = options;
    const samples = wanted.includes('voices') ? await Promise.all((options.voices ?? []).map(sampleOf)) : [];
    const { model } = this;
    const ask: Ask = { kind: 'transcription', model, maxTokensIn: 0, maxTokensOut: 0, audioMs: chunk.durationMs };
    return this.vendor.call(
      async (client, stop, receipt) => {
        const request = { file: fileStream(chunk.path), ...requestFor(model, options, wanted, samples) };
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

const sampleOf = async ({ name, path }: KnownVoice): Promise<Sample> => ({
  name,
  url: `data:audio/mpeg;base64,${await readFile(path, 'base64')}`,
});

const nameOf = (extra: Extra, { language = '' }: RecogniseOptions): string =>
  extra === 'language' ? `language ${language}` : extra;

const WORDS: Record<Extra, string> = {
  voices: 'samples of voices',
  words: 'the wish for word times',
  prompt: 'a list of names',
  language: 'this language',
};
