/** What a step's calls to vendors will use, estimated from the length of the talk before anything is sent. Pure. */
import type { CallKind, EstimatedCalls } from '../contract/usage.js';

/** The models that the settings name; null where none is set, or it costs nothing because it runs on this machine. */
export interface Models {
  writer: string | null;
  transcriber: string | null;
  embedder: string | null;
}

/** What is known of the talk. */
export interface Talk {
  /** Of the recording; null while it is not known. */
  durationMs: number | null;
  /** Of the transcript; null while there is none. */
  talkChars: number | null;
  /** There are captions, given or in the recording, so that no recogniser is needed. */
  captioned: boolean;
}

export type Calls = Omit<EstimatedCalls, 'key' | 'costUsd'>;

/** Those of one task; none while its length is not known. */
export type Cost = (talk: Talk, models: Models) => Calls[];

/** 150 words a minute, as people speak when they explain, of six characters each. */
const CHARS_PER_MINUTE = 900;
/** As in English. The tenth more is for the times: there is one before each line of 160 characters. */
const CHARS_PER_TOKEN = 4;
const TOKENS_OF_TIMES = 1.1;
/** For rules, titles, chapters and the list of screenshots. A talk that is read in pieces has more, since each piece has them. */
const TOKENS_AROUND = 900;

/** The language model reads the talk, and writes so many tokens. */
export const reading =
  (tokensOut: number): Cost =>
  (talk, { writer }) => {
    const tokens = tokensOf(talk);
    return tokens === null ? [] : calls('chat', writer, { tokensIn: tokens + TOKENS_AROUND, tokensOut, audioMs: 0 });
  };

/** The talk is embedded. */
export const embedding: Cost = (talk, { embedder }) => {
  const tokens = tokensOf(talk);
  return tokens === null ? [] : calls('embedding', embedder, { tokensIn: tokens, tokensOut: 0, audioMs: 0 });
};

/** The recording is listened to, unless there are captions. */
export const listening: Cost = ({ captioned, durationMs }, { transcriber }) =>
  captioned || durationMs === null
    ? []
    : calls('transcription', transcriber, { tokensIn: 0, tokensOut: 0, audioMs: durationMs });

function tokensOf({ talkChars, durationMs }: Talk): number | null {
  const chars = talkChars ?? (durationMs === null ? null : (durationMs / 60_000) * CHARS_PER_MINUTE);
  return chars === null ? null : Math.round((chars / CHARS_PER_TOKEN) * TOKENS_OF_TIMES);
}

const calls = (
  kind: CallKind,
  model: string | null,
  used: Pick<Calls, 'tokensIn' | 'tokensOut' | 'audioMs'>,
): Calls[] => (model === null ? [] : [{ kind, model, ...used }]);
