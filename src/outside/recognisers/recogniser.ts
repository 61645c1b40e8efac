/** What a recogniser says of itself before its code is loaded. */
import type { z } from 'zod';
import type { Variables } from '../variables.js';
import type { Transcriber } from './transcriber.js';

/** What every recogniser is given, besides what its own variables say. */
export interface Surroundings {
  /** A folder of this process. */
  dataDir: string;
  /** How long a server may keep silent. */
  aiTimeoutMs: number;
  /** Calls to vendors under way at once, in this process. */
  aiConcurrency: number;
}

/** The recogniser that the settings ask for. */
export interface ChosenRecogniser {
  /** The model whose price counts; null when nothing is paid. */
  pricedModel: string | null;
  /** What it fetches on first use; null when nothing. */
  download: Download | null;
  open(surroundings: Surroundings): Promise<Transcriber>;
}

/** A model that is fetched once, into the folder `models` of a worker. */
export interface Download {
  file: string;
  /** About; null where nobody knows before. */
  sizeBytes: number | null;
}

/** Variables of other parts of Devreel that recognisers may look at, too: those of the language model. */
interface Shared {
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
}

export interface Recogniser {
  /** The variables of the environment that are its own. */
  variables: Variables;
  /** Its calls cost money. */
  isPaid: boolean;
  /** `env`: all variables, checked. What else must be set before it can be used: `set X, too`. Null: nothing. */
  lacks: (env: Record<string, unknown>) => string | null;
  chosen(env: Record<string, unknown>): ChosenRecogniser;
}

interface Definition<V extends Variables, S> {
  /** With their checks and defaults. */
  variables: V;
  /** See `Recogniser`. */
  lacks(env: z.infer<z.ZodObject<V>> & Shared): string | null;
  /** What it is opened with. */
  settings(env: z.infer<z.ZodObject<V>> & Shared): S;
  /** The model whose price counts; null when its calls cost nothing. */
  pricedModel: ((settings: S) => string) | null;
  /** What it fetches on first use. */
  download?(settings: S): Download;
  /** Imports what it needs only here: processes that recognise nothing do not load it. */
  open(settings: S, surroundings: Surroundings): Promise<Transcriber>;
}

export function defineRecogniser<V extends Variables, S>(definition: Definition<V, S>): Recogniser {
  // The settings' shape holds these variables, so that they have been checked by it.
  const own = (env: Record<string, unknown>) => env as z.infer<z.ZodObject<V>> & Shared;
  return {
    variables: definition.variables,
    isPaid: definition.pricedModel !== null,
    lacks: (env) => definition.lacks(own(env)),
    chosen(env) {
      const settings = definition.settings(own(env));
      return {
        pricedModel: definition.pricedModel?.(settings) ?? null,
        download: definition.download?.(settings) ?? null,
        open: (surroundings) => definition.open(settings, surroundings),
      };
    },
  };
}
