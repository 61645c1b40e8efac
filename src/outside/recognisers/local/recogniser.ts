import { z } from 'zod';
import { optional, optionalUrl } from '../../variables.js';
import { defineRecogniser } from '../recogniser.js';
import { sizes } from './sizes.js';

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
    WHISPER_VAD: optional(z.enum(['auto', 'off'], 'WHISPER_VAD must be auto or off').default('auto')),
  },
  lacks: () => null,
  settings: (env) => ({
    model: env.WHISPER_MODEL,
    modelUrl: env.WHISPER_MODEL_URL,
    tellsVoices: env.WHISPER_VAD === 'auto',
  }),
  pricedModel: null,
  download: ({ model }) => ({ file: `ggml-${model}.bin`, sizeBytes: sizes.get(model) ?? null }),
  async open({ tellsVoices, ...settings }, { dataDir, aiTimeoutMs }) {
    const { LocalTranscriber } = await import('./local-transcriber.js');
    const { voiceModel } = await import('./models.js');
    const detector = tellsVoices ? voiceModel : null;
    return new LocalTranscriber({ ...settings, voiceModel: detector, dataDir, timeoutMs: aiTimeoutMs });
  },
  async tryOut({ model, modelUrl }, { dataDir, aiTimeoutMs }, trial) {
    const { LocalTranscriber } = await import('./local-transcriber.js');
    await new LocalTranscriber({ model, modelUrl, voiceModel: null, dataDir, timeoutMs: aiTimeoutMs }).tryOut(trial);
  },
});
