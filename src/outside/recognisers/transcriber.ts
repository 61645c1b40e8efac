/** The port to whatever turns speech into text. */
import type { Ledger } from '../vendor/ledger.js';

export type SoundFormat = 'mp3' | 'wav16k';

/** A piece of sound as a local file. */
export interface AudioChunk {
  path: string;
  /** Where it begins in the recording. */
  startMs: number;
  durationMs: number;
}

export interface HeardWord {
  startMs: number;
  endMs: number;
  text: string;
}

export interface HeardSegment {
  startMs: number;
  endMs: number;
  text: string;
  /** What the recogniser calls who says it, where it tells voices apart: within one chunk. */
  speakerName?: string;
  /** Where it knows when each word is said. */
  words?: HeardWord[];
}

export interface Recognised {
  /** In BCP 47; null where the recogniser does not say. */
  language: string | null;
  /** Times count from the chunk's start. */
  segments: HeardSegment[];
  /** Where somebody speaks, of a recogniser that tells speech from other sounds, by the same clock; elsewhere loudness has to tell. */
  speech?: { startMs: number; endMs: number }[];
}

/** How somebody sounds. `name`: what the recogniser is to call them; `path`: some seconds of them, in its format. */
export interface KnownVoice {
  name: string;
  path: string;
}

export interface RecogniseOptions {
  signal: AbortSignal;
  /** Where what it costs is noted. */
  ledger: Ledger;
  /** What is spoken, BCP 47. */
  language?: string;
  /** How names and rare words of the talk are written. */
  prompt?: string;
  /** Who is known to speak, for a recogniser that `knowsVoices`. */
  voices?: readonly KnownVoice[];
  /** How many answers to this sound were of no use before: a recogniser that can answer otherwise does. */
  again?: number;
  /** 0 to 1, where the recogniser can say. */
  onProgress?: (share: number) => void;
  /** A line for people about what happens, such as a further try. */
  onNews?: (line: string) => void;
}

export type PrepareOptions = Pick<RecogniseOptions, 'signal' | 'onProgress' | 'onNews'>;

export interface Transcriber {
  /** Names everything that its answers depend on besides the sound: kind, address, model. Part of each part's input. */
  readonly identity: string;
  /** What one chunk may be at most. `format`: as ffmpeg should make it. */
  readonly limits: { maxBytes: number; maxMs: number; concurrency: number; format: SoundFormat };
  /** It calls people by the names it is given with samples of their voices: of so many, each so long. */
  readonly knowsVoices?: { most: number; minMs: number; maxMs: number };
  /** Brings along what it needs, such as a model, with its progress told. Throws `NoTranscriber`. */
  prepare(options: PrepareOptions): Promise<void>;
  /** Throws `VendorError` or `NoTranscriber`. */
  recognise(chunk: AudioChunk, options: RecogniseOptions): Promise<Recognised>;
}

/** There is no recogniser, or it cannot be had; the message says what to do. */
export class NoTranscriber extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NoTranscriber';
  }
}
