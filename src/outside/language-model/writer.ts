/** The port to a language model that writes. */
import type { z } from 'zod';
import type { Ledger } from '../vendor/ledger.js';

export interface Prompt {
  system: string;
  user: string;
  /** JPEGs that stand behind `user`, for a model that sees. */
  pictures?: readonly Uint8Array[];
  /** Codes in the material that `user` asks to have back in the answer's first line, which `write` takes away. */
  marks?: readonly string[];
}

export interface WriteOptions {
  signal: AbortSignal;
  /** Where what it costs is noted. */
  ledger: Ledger;
  /** A line for people about what happens, such as a further try. */
  onNews?: (line: string) => void;
  /** The text so far has grown by `text`. After a cut stream it starts again: then `restart` is true. */
  onText?: (text: string, restart: boolean) => void;
  /** How much is left to chance, from 0 to 2. Models that know none go without. */
  temperature?: number;
}

export interface Writer {
  /** Names everything that its answers depend on besides the prompt: address and model. Part of each part's input. */
  readonly identity: string;
  /** The model's name, for people. */
  readonly model: string;
  /**
   * How much one prompt may hold, in tokens; less, once its server was found to leave out a part of what is longer. Longer talks are
   * worked through in windows.
   */
  readonly maxPromptTokens: number;
  /** One whole text, streamed. Throws `VendorError`; of a prompt that was not read whole, `vendor_too_long`. */
  write(prompt: Prompt, options: WriteOptions): Promise<string>;
  /** One value of this shape: structured output where the server has it, asked for in words where not. Throws `VendorError`. */
  answer<T>(prompt: Prompt, shape: z.ZodType<T>, name: string, options: WriteOptions): Promise<T>;
}
