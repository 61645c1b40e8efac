import { z } from 'zod';
import { optional, optionalUrl } from '../../variables.js';
import { defineRecogniser } from '../recogniser.js';

/** whisper.cpp on this machine: needs nothing. */
export const local = defineRecogniser({
  variables: {
    WHISPER_MODEL: optional(
      z
        .string()
        .regex(/^[\w.-]+$/, 'WHISPER_MODEL must be a name such as base')
        .default('base'),
    ),
    WHISPER_MODEL_URL: optionalUrl(
      'WHISPER_MODEL_URL',
      ['http:', 'https:'],
      'https://models.example.org/ggml-base.bin',
    ),
  },
  lacks: () => null,
  settings: (env) => ({ model: env.WHISPER_MODEL, modelUrl: env.WHISPER_MODEL_URL }),
  pricedModel: null,
  async open(settings, { dataDir, aiTimeoutMs }) {
    const { LocalTranscriber } = await import('./local-transcriber.js');
    return new LocalTranscriber({ ...settings, dataDir, timeoutMs: aiTimeoutMs });
  },
});
