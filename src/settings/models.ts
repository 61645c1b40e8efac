/** Which models the settings name, and where they are. Read by env.ts and its checks only. */
import type { Env } from './shape.js';

/** One model on a server that speaks OpenAI's API. */
export interface ModelSettings {
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  /** Servers of one's own often want none; then it is empty. */
  apiKey: string;
  model: string;
}

export type TranscriberSettings =
  | ({ kind: 'openai' } & ModelSettings)
  | { kind: 'local'; model: string; modelUrl: string | undefined }
  | { kind: 'none' };

/** Null, and `none`: there is none. */
interface Models {
  writer: ModelSettings | null;
  embedder: ModelSettings | null;
  transcriber: TranscriberSettings;
}

/** A key or a base URL is enough for each; the recogniser has its own, or else the writer's. */
export function modelsOf(env: Env): Models {
  const openai =
    env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined
      ? { baseUrl: env.OPENAI_BASE_URL, apiKey: env.OPENAI_API_KEY ?? '' }
      : null;
  const writer = openai && { ...openai, model: env.OPENAI_MODEL };
  const embedding = env.OPENAI_EMBEDDING_MODEL;
  const embedder = openai && embedding !== undefined ? { ...openai, model: embedding } : null;
  return { writer, embedder, transcriber: transcriberOf(env, openai) };
}

function transcriberOf(env: Env, openai: Omit<ModelSettings, 'model'> | null): TranscriberSettings {
  const given = env.TRANSCRIBE_BASE_URL !== undefined || env.TRANSCRIBE_API_KEY !== undefined;
  const kind = env.TRANSCRIBER === 'auto' ? (given || openai ? 'openai' : 'local') : env.TRANSCRIBER;
  if (kind === 'none') return { kind };
  if (kind === 'local') return { kind, model: env.WHISPER_MODEL, modelUrl: env.WHISPER_MODEL_URL };
  // The writer's key is for the writer's server: another server for sound must not be sent it.
  const own = env.TRANSCRIBE_BASE_URL !== undefined;
  return {
    kind,
    baseUrl: env.TRANSCRIBE_BASE_URL ?? openai?.baseUrl,
    apiKey: env.TRANSCRIBE_API_KEY ?? (own ? '' : (openai?.apiKey ?? '')),
    model: env.TRANSCRIBE_MODEL,
  };
}
