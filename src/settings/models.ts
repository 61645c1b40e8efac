/** Which models the settings name, and where they are. Read by env.ts and its checks only. */
import type { ChosenRecogniser, ReachOf } from '../outside/recognisers/recogniser.js';
import { chosenRecogniser } from '../outside/recognisers/recognisers.js';
import { seesPictures } from '../outside/language-model/pictures.js';
import type { Reach } from '../outside/public-addresses.js';
import type { Env } from './shape.js';

/** One model on a server that speaks OpenAI's API. */
export interface ModelSettings {
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  /** Servers of one's own often want none; then it is empty. */
  apiKey: string;
  model: string;
  /** Where the address may lie. */
  reach: Reach;
}

/** Null when none is set. */
export interface Models {
  /** The language model that writes. Null: the offline writer does. */
  writer: ModelSettings | null;
  /** The writer, where it is to look at pictures of talks. */
  seer: ModelSettings | null;
  /** The model that finds related passages. Null: full text only. */
  embedder: ModelSettings | null;
  recogniser: ChosenRecogniser | null;
}

const anywhere: ReachOf = () => 'anywhere';

/** A key or a base URL is enough for each. `forSound`: the same, as the recogniser is to see it. */
export function modelsOf(env: Env, reachOf = anywhere, forSound = env): Models {
  const { OPENAI_BASE_URL: baseUrl } = env;
  const openai =
    env.OPENAI_API_KEY !== undefined || baseUrl !== undefined
      ? { baseUrl, apiKey: env.OPENAI_API_KEY ?? '', reach: reachOf(baseUrl) }
      : null;
  const writer = openai && { ...openai, model: env.OPENAI_MODEL };
  const looks = env.OPENAI_VISION === 'auto' ? seesPictures(env.OPENAI_MODEL) : env.OPENAI_VISION === 'on';
  const seer = looks ? writer : null;
  const embedding = env.OPENAI_EMBEDDING_MODEL;
  const embedder = openai && embedding !== undefined ? { ...openai, model: embedding } : null;
  return { writer, seer, embedder, recogniser: chosenRecogniser(env.TRANSCRIBER, forSound, reachOf) };
}
