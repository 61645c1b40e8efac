/** The embedder that the settings ask for. Web processes have one, too: its client is loaded when something is first embedded. */
import type { Embedder, EmbeddingModel } from './embedder.js';

export interface EmbedderSettings {
  embedder: EmbeddingModel | null;
  aiTimeoutMs: number;
  aiConcurrency: number;
}

/** As the client has it where no other address is given. */
const OPENAI = 'https://api.openai.com/v1';

/** Null unless a model is set, and a key or a base URL. */
export function createEmbedder({ embedder: model, aiTimeoutMs, aiConcurrency }: EmbedderSettings): Embedder | null {
  if (!model) return null;
  const identity = `${model.baseUrl ?? OPENAI} ${model.model}`;
  let loaded: Promise<Embedder> | undefined;
  const load = async (): Promise<Embedder> => {
    const { OpenAiEmbedder } = await import('./openai-embedder.js');
    return new OpenAiEmbedder(identity, model, aiTimeoutMs, aiConcurrency);
  };
  return {
    identity,
    async embed(texts, options) {
      // A load that failed is tried again by the next call.
      loaded ??= load().catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      return (await loaded).embed(texts, options);
    },
  };
}
