/** Which models the settings name, and where they are. Read by env.ts and its checks only. */
import type { ChosenRecogniser } from '../outside/recognisers/recogniser.js';
import { chosenRecogniser } from '../outside/recognisers/recognisers.js';
import { seesPictures } from '../outside/language-model/pictures.js';
import type { Env } from './shape.js';

/** One model on a server that speaks OpenAI's API. */
export interface ModelSettings {
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  /** Servers of one's own often want none; then it is empty. */
  apiKey: string;
  model: string;
}

/** Null when none is set. */
interface Models {
  writer: ModelSettings | null;
  /** The writer, where it is to look at pictures. */
  seer: ModelSettings | null;
  embedder: ModelSettings | null;
  recogniser: ChosenRecogniser | null;
}

/** A key or a base URL is enough for each. */
export function modelsOf(env: Env): Models {
  const openai =
    env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined
      ? { baseUrl: env.OPENAI_BASE_URL, apiKey: env.OPENAI_API_KEY ?? '' }
      : null;
  const writer = openai && { ...openai, model: env.OPENAI_MODEL };
  const looks = env.OPENAI_VISION === 'auto' ? seesPictures(env.OPENAI_MODEL) : env.OPENAI_VISION === 'on';
  const seer = looks ? writer : null;
  const embedding = env.OPENAI_EMBEDDING_MODEL;
  const embedder = openai && embedding !== undefined ? { ...openai, model: embedding } : null;
  return { writer, seer, embedder, recogniser: chosenRecogniser(env.TRANSCRIBER, env) };
}
