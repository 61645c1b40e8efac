/** What a step's calls to vendors will use, estimated from the talk before anything is sent. Pure. */
import type { OwnType } from '../content/own/own-type.js';
import type { CallKind, EstimatedCalls } from '../contract/usage.js';

/** The models that the settings name; null where none is set, or it costs nothing because it runs on this machine. */
export interface Models {
  writer: string | null;
  /** The writer, where it looks at pictures. */
  seer: string | null;
  transcriber: string | null;
  embedder: string | null;
}

/** What is known of the talk. */
export interface Talk {
  /** Of the recording; null while it is not known. */
  durationMs: number | null;
  /** Of what was said, without times; null while there is no transcript. */
  talkTokens: number | null;
  /** Of the transcript, in characters. */
  talkChars: number | null;
  /** How many chapters it has, or will have. */
  chapters: number | null;
  distinctScreenshots: number;
  /** What was read on pictures, in tokens: all titles of slides, what lists of pictures hold, and code. Null before they were read. */
  onPictures: { titles: number; lists: number; code: number } | null;
  /** It is sound only. */
  pictureless: boolean;
  /** There are captions, given or in the recording, so that no recogniser is needed. */
  captioned: boolean;
  /** Of the drafts that this model wrote lately, so many had to be asked for twice. */
  corrected: number;
  /** Kinds of drafts that people made, which can be written of it. */
  ownTypes: readonly OwnType[];
}

export type Calls = Omit<EstimatedCalls, 'key' | 'costUsd'>;

/** Which of the tasks of a step it is, where it has several. */
export interface Which {
  which: string;
  /** What the tasks of the step share, and pay for once, is counted for the first of them. */
  first: boolean;
  /** What it is told of the voice of who asks for it, in tokens. */
  told: number;
}

/** Those of one task; none while its length is not known. */
export type Cost = (talk: Talk, models: Models, which: Which) => Calls[];

/** 150 words a minute, as people speak when they explain, of six characters each; of English, four and a half to a token. */
const CHARS_PER_MINUTE = 900;
const CHARS_PER_TOKEN = 4.5;
/** What a line's time has: brackets, figures, colons. */
const TOKENS_OF_A_TIME = 5.5;
/** A line of a transcript in a prompt ends after so many characters, or so much time, on the average. */
const LINE_CHARS = 135;
const LINE_MS = 14_000;

/** The language model is asked something. */
export const chatting = (writer: string | null, tokensIn: number, tokensOut: number): Calls[] =>
  calls('chat', writer, { tokensIn: Math.round(tokensIn), tokensOut: Math.round(tokensOut), audioMs: 0 });

/** The talk is embedded. */
export const embedding: Cost = (talk, { embedder }) => {
  const tokens = tokensOf(talk);
  return tokens === null
    ? []
    : calls('embedding', embedder, { tokensIn: Math.round(tokens), tokensOut: 0, audioMs: 0 });
};

/** The recording is listened to, unless there are captions. */
export const listening: Cost = ({ captioned, durationMs }, { transcriber }) =>
  captioned || durationMs === null
    ? []
    : calls('transcription', transcriber, { tokensIn: 0, tokensOut: 0, audioMs: durationMs });

/** What was said, without times. */
function tokensOf({ talkTokens, durationMs }: Talk): number | null {
  return talkTokens ?? (durationMs === null ? null : ((durationMs / 60_000) * CHARS_PER_MINUTE) / CHARS_PER_TOKEN);
}

/** The transcript as it stands in a prompt, with its times; null while nothing is known of it. */
export function transcriptTokens(talk: Talk): number | null {
  const tokens = tokensOf(talk);
  if (tokens === null) return null;
  const chars = talk.talkChars ?? tokens * CHARS_PER_TOKEN;
  const lines = Math.max(chars / LINE_CHARS, (talk.durationMs ?? 0) / LINE_MS);
  // Where little is said, no line is longer than a sentence.
  return tokens + Math.min(lines, chars / 20) * TOKENS_OF_A_TIME;
}

/** Tokens of this talk's language for one of English that say the same, about: by how many characters a token has. */
export function density({ talkTokens, talkChars }: Talk): number {
  if (!talkTokens || !talkChars) return 1;
  const each = talkChars / talkTokens;
  // Scripts with a character for each word or syllable need fewer of them.
  return each < 2 ? 1.3 : Math.min(2, Math.max(0.8, CHARS_PER_TOKEN / each));
}

const calls = (
  kind: CallKind,
  model: string | null,
  used: Pick<Calls, 'tokensIn' | 'tokensOut' | 'audioMs'>,
): Calls[] => (model === null ? [] : [{ kind, model, ...used }]);
