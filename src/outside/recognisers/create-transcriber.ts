/** Which recogniser the settings ask for. */
import { LocalTranscriber } from './local/local.js';
import { OpenAiTranscriber } from './openai.js';
import type { Transcriber } from './transcriber.js';

interface Wanted {
  transcriber:
    | { kind: 'openai'; baseUrl: string | undefined; apiKey: string; model: string }
    | { kind: 'local'; model: string; modelUrl: string | undefined }
    | { kind: 'none' };
  dataDir: string;
  aiTimeoutMs: number;
  aiConcurrency: number;
}

/** Null when there is to be none. */
export function createTranscriber({ transcriber, dataDir, aiTimeoutMs, aiConcurrency }: Wanted): Transcriber | null {
  switch (transcriber.kind) {
    case 'none':
      return null;
    case 'local':
      return new LocalTranscriber({ ...transcriber, dataDir, timeoutMs: aiTimeoutMs });
    case 'openai': {
      const { baseUrl, apiKey, model } = transcriber;
      return new OpenAiTranscriber(model, {
        name: 'The recogniser',
        baseUrl,
        apiKey,
        keySetting: 'TRANSCRIBE_API_KEY or OPENAI_API_KEY',
        timeoutMs: aiTimeoutMs,
        concurrency: aiConcurrency,
      });
    }
  }
}
