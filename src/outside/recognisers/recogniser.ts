/** What a recogniser says of itself before its code is loaded. */
import type { z } from 'zod';
import type { Variables } from '../variables.js';
import type { Reach } from '../public-addresses.js';
import type { AudioChunk, RecogniseOptions, Transcriber } from './transcriber.js';

/** What every recogniser is given, besides what its own variables say. */
export interface Surroundings {
  /** A folder of this process. */
  dataDir: string;
  /** How long a server may keep silent. */
  aiTimeoutMs: number;
  /** Calls to vendors under way at once, in this process. */
  aiConcurrency: number;
  /** The most tries of one call; left out, as many as are of use. */
  tries?: number;
}

/** Where a server's address may lie; undefined stands for OpenAI's own. */
export type ReachOf = (baseUrl: string | undefined) => Reach;

interface Given extends Surroundings {
  reachOf: ReachOf;
}

/** What a recogniser is tried with: a short piece of sound, as WAV. */
export interface Trial extends Pick<RecogniseOptions, 'signal' | 'ledger'> {
  chunk: AudioChunk;
}

/** The recogniser that the settings ask for. */
export interface ChosenRecogniser {
  /** The model whose price counts; null when nothing is paid. */
  pricedModel: string | null;
  /** What it fetches on first use; null when nothing. */
  download: Download | null;
  /** Another one with other settings. It holds keys: compare it, and show it to nobody. */
  mark: string;
  open(surroundings: Surroundings): Promise<Transcriber>;
  /** Whether it does what it is there for. Throws as a `Transcriber` does. */
  tryOut(surroundings: Surroundings, trial: Trial): Promise<void>;
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
  chosen(env: Record<string, unknown>, reachOf?: ReachOf): ChosenRecogniser;
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
  open(settings: S, surroundings: Given): Promise<Transcriber>;
  /** How it is tried, where that is not by listening to the piece of sound. */
  tryOut?(settings: S, surroundings: Given, trial: Trial): Promise<void>;
}

export function defineRecogniser<V extends Variables, S>(definition: Definition<V, S>): Recogniser {
  // The settings' shape holds these variables, so that they have been checked by it.
  const own = (env: Record<string, unknown>) => env as z.infer<z.ZodObject<V>> & Shared;
  return {
    variables: definition.variables,
    isPaid: definition.pricedModel !== null,
    lacks: (env) => definition.lacks(own(env)),
    chosen(env, reachOf = () => 'anywhere') {
      const settings = definition.settings(own(env));
      return {
        pricedModel: definition.pricedModel?.(settings) ?? null,
        download: definition.download?.(settings) ?? null,
        mark: JSON.stringify(settings),
        open: (surroundings) => definition.open(settings, { ...surroundings, reachOf }),
        async tryOut(surroundings, trial) {
          const given = { ...surroundings, reachOf };
          if (definition.tryOut) return definition.tryOut(settings, given, trial);
          await (await definition.open(settings, given)).recognise(trial.chunk, trial);
        },
      };
    },
  };
}
