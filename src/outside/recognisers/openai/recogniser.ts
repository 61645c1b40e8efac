import { z } from 'zod';
import { optional, optionalUrl, text } from '../../variables.js';
import { defineRecogniser } from '../recogniser.js';

/** On a server that speaks OpenAI's audio API. A key or a base URL is enough: its own, or otherwise the writer's. */
export const openai = defineRecogniser({
  variables: {
    TRANSCRIBE_BASE_URL: optionalUrl('TRANSCRIBE_BASE_URL', ['http:', 'https:'], 'https://api.openai.com/v1'),
    TRANSCRIBE_API_KEY: text(),
    TRANSCRIBE_MODEL: optional(z.string().default('whisper-1')),
  },
  lacks(env) {
    const given = [env.TRANSCRIBE_API_KEY, env.TRANSCRIBE_BASE_URL, env.OPENAI_API_KEY, env.OPENAI_BASE_URL];
    const remedy = 'set OPENAI_API_KEY, TRANSCRIBE_API_KEY or a base URL, too';
    return given.every((value) => value === undefined) ? remedy : null;
  },
  settings: (env) => ({
    baseUrl: env.TRANSCRIBE_BASE_URL ?? env.OPENAI_BASE_URL,
    // The writer's key is for the writer's server: another server for sound must not be sent it.
    apiKey: env.TRANSCRIBE_API_KEY ?? (env.TRANSCRIBE_BASE_URL === undefined ? (env.OPENAI_API_KEY ?? '') : ''),
    model: env.TRANSCRIBE_MODEL,
  }),
  pricedModel: ({ model }) => model,
  async open({ baseUrl, apiKey, model }, { aiTimeoutMs, aiConcurrency, reachOf, tries }) {
    const { OpenAiTranscriber } = await import('./openai-transcriber.js');
    return new OpenAiTranscriber(model, {
      name: 'The recogniser',
      baseUrl,
      apiKey,
      keySetting: 'TRANSCRIBE_API_KEY or OPENAI_API_KEY',
      timeoutMs: aiTimeoutMs,
      concurrency: aiConcurrency,
      reach: reachOf(baseUrl),
      ...(tries !== undefined && { tries }),
    });
  },
});
