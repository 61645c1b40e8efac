/** The port to a model that turns texts into vectors. */
import type { Reach } from '../public-addresses.js';
import type { Ledger } from '../vendor/ledger.js';

/** On a server that speaks OpenAI's API. */
export interface EmbeddingModel {
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  apiKey: string;
  model: string;
  /** Where its address may lie; left out, anywhere. */
  reach?: Reach;
}

export interface EmbedOptions {
  signal: AbortSignal;
  ledger: Ledger;
  /** A line for people about what happens, such as a further try. */
  onNews?: (line: string) => void;
}

export interface Embedder {
  /** Address and model. */
  readonly identity: string;
  /** One vector for each text, all of the same length. Throws `VendorError`. */
  embed(texts: string[], options: EmbedOptions): Promise<number[][]>;
}
