/** The recogniser on a server that speaks OpenAI's audio API. */
import { z } from 'zod';
import { fileStream } from '../../storage/file-stream.js';
import { languageCode } from '../language-code.js';
import type { Ask } from '../../vendor/ledger.js';
import type { AudioChunk, Recognised, RecogniseOptions, Transcriber } from '../transcriber.js';
import type { VendorSettings } from '../../vendor/vendor.js';
import { Vendor } from '../../vendor/vendor.js';
import { VendorError } from '../../vendor/vendor-error.js';

/** OpenAI takes 25 MB and 25 minutes; other servers less of either, rather. */
const MAX_BYTES = 24_000_000;
const MAX_MS = 20 * 60_000;

const verboseJson = z.object({
  text: z.string().default(''),
  language: z.string().nullish(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        no_speech_prob: z.number().nullish(),
        avg_logprob: z.number().nullish(),
      }),
    )
    .nullish(),
});
type Answer = z.infer<typeof verboseJson>;

const WITHOUT_TIMES =
  'The recogniser answers without times, so that its words cannot be put in their place. Set TRANSCRIBE_MODEL to a model with segment timestamps, such as whisper-1, restart, and retry.';

export class OpenAiTranscriber implements Transcriber {
  readonly identity: string;
  readonly limits: Transcriber['limits'];
  private readonly vendor: Vendor;

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

  async recognise(chunk: AudioChunk, options: RecogniseOptions): Promise<Recognised> {
    const { signal, ledger, language, again = 0, onNews } = options;
    const ask: Ask = {
      kind: 'transcription',
      model: this.model,
      maxTokensIn: 0,
      maxTokensOut: 0,
      audioMs: chunk.durationMs,
    };
    const answer = await this.vendor.call(
      async (client, stop, receipt) => {
        const request = {
          file: fileStream(chunk.path),
          model: this.model,
          response_format: 'verbose_json' as const,
          timestamp_granularities: ['segment' as const],
          ...(language === undefined ? {} : { language }),
          ...(again > 0 ? { temperature: Math.min(1, 0.2 * again) } : {}),
        };
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
    return recognised(answer);
  }

  private read(body: unknown): Answer {
    const parsed = verboseJson.safeParse(body);
    if (!parsed.success) throw this.vendor.nonsense(z.prettifyError(parsed.error));
    const { text, segments } = parsed.data;
    if (text.trim() === '' || (segments && segments.length > 0)) return parsed.data;
    throw new VendorError('vendor_refused', WITHOUT_TIMES, 'verbose_json without segments', true);
  }
}

const recognised = ({ language, segments }: Answer): Recognised => ({
  language: language ? languageCode(language) : null,
  segments: (segments ?? [])
    .filter((segment) => !isSilence(segment))
    .map(({ start, end, text }) => ({ startMs: start * 1_000, endMs: end * 1_000, text })),
});

/** Whisper's own rule, `no_speech_threshold` and `logprob_threshold` of its transcribe.py, which not all servers follow. */
const isSilence = ({ no_speech_prob, avg_logprob }: NonNullable<Answer['segments']>[number]): boolean =>
  (no_speech_prob ?? 0) > 0.6 && (avg_logprob ?? 0) < -1;
