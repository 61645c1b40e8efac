/** The port to a model that turns texts into vectors. */
export interface Embedder {
  /** Address and model. */
  readonly identity: string;
  /** One vector for each text, all of the same length. Throws `VendorError`. */
  embed(texts: string[], options: { signal: AbortSignal }): Promise<number[][]>;
}
