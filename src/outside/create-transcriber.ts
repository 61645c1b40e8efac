/** Which recogniser the settings ask for. */
import { OpenAiTranscriber } from './openai-transcriber.js';
import type { Transcriber } from './transcriber.js';
import { NoTranscriber } from './transcriber.js';

interface Wanted {
  transcriber:
    | { kind: 'openai'; baseUrl: string | undefined; apiKey: string; model: string }
    | { kind: 'local'; model: string; modelUrl: string | undefined }
    | { kind: 'none' };
  aiTimeoutMs: number;
  aiConcurrency: number;
}

const NO_LOCAL =
  'There are no captions, and no recogniser is set up here. Add the captions of this recording (.srt or .vtt), and the work goes on by itself; or set OPENAI_API_KEY or TRANSCRIBE_BASE_URL, restart, and retry.';

/** Null when there is to be none. */
export function createTranscriber({ transcriber, aiTimeoutMs, aiConcurrency }: Wanted): Transcriber | null {
  switch (transcriber.kind) {
    case 'none':
      return null;
    case 'local':
      return withoutLocal;
    case 'openai': {
      const { baseUrl, apiKey, model } = transcriber;
      const name = 'The recogniser';
      const server = { name, baseUrl, apiKey, timeoutMs: aiTimeoutMs, concurrency: aiConcurrency };
      return new OpenAiTranscriber(model, server);
    }
  }
}

const withoutLocal: Transcriber = {
  identity: 'none',
  limits: { maxBytes: Infinity, maxMs: Infinity, concurrency: 1, format: 'wav16k' },
  prepare: () => Promise.reject(new NoTranscriber(NO_LOCAL)),
  recognise: () => Promise.reject(new NoTranscriber(NO_LOCAL)),
};
