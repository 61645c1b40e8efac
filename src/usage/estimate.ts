/** About what the calls still to come will cost, estimated from the length of the talk before anything is sent. Pure. */
import type { CallKind, Estimate, EstimatedCalls } from '../contract/usage.js';
import type { Prices } from '../settings/prices.js';
import { costOf } from '../settings/prices.js';

/** The models that the settings name; null where none is set, or it costs nothing because it runs on this machine. */
export interface Models {
  writer: string | null;
  transcriber: string | null;
  embedder: string | null;
}

export interface Prospect {
  /** Of the recording; null while it is not known. */
  durationMs: number | null;
  /** Of the transcript; null while there is none. */
  talkChars: number | null;
  /** There are captions, given or in the recording, so that no recogniser is needed. */
  captioned: boolean;
  /** Keys of the tasks that wait or run. */
  underWay: string[];
  /** Content types without a draft, and without a task that waits or runs. */
  notAsked: string[];
}

/** 150 words a minute, as people speak when they explain, of six characters each. */
const CHARS_PER_MINUTE = 900;
/** As in English. The tenth more is for the times: there is one before each line of 160 characters. */
const CHARS_PER_TOKEN = 4;
const TOKENS_OF_TIMES = 1.1;
/** For rules, titles, chapters and the list of screenshots. A talk that is read in pieces has more, since each piece has them. */
const TOKENS_AROUND = 900;
const CHAPTERS_TOKENS = 300;
const DRAFT_TOKENS = 1_200;

/** Leaves documents out: they cost next to nothing, and their length is not known before they are read. */
export function estimateOf(prospect: Prospect, models: Models, prices: Prices): Estimate {
  const { underWay, notAsked } = prospect;
  const coming = underWay.flatMap((key) => callsOf(key, prospect, models));
  const drafts = notAsked.flatMap((type) => callsOf(`draft:${type}`, prospect, models));
  const priced = (calls: Calls): EstimatedCalls => ({
    ...calls,
    costUsd: costOf(prices, calls.kind, calls.model, calls),
  });
  const items = coming.map(priced);
  return { costUsd: sumOf(items), items, drafts: drafts.map(priced) };
}

type Calls = Omit<EstimatedCalls, 'costUsd'>;

function callsOf(key: string, { durationMs, talkChars, captioned }: Prospect, models: Models): Calls[] {
  const chars = talkChars ?? (durationMs === null ? null : (durationMs / 60_000) * CHARS_PER_MINUTE);
  if (key === 'transcribe') {
    if (captioned || durationMs === null) return [];
    return calls(key, 'transcription', models.transcriber, { tokensIn: 0, tokensOut: 0, audioMs: durationMs });
  }
  if (chars === null) return [];
  const talk = Math.round((chars / CHARS_PER_TOKEN) * TOKENS_OF_TIMES);
  const chat = (tokensOut: number): Calls[] =>
    calls(key, 'chat', models.writer, { tokensIn: talk + TOKENS_AROUND, tokensOut, audioMs: 0 });
  if (key === 'chapters') return chat(CHAPTERS_TOKENS);
  if (key.startsWith('draft:')) return chat(DRAFT_TOKENS);
  if (key === 'index') return calls(key, 'embedding', models.embedder, { tokensIn: talk, tokensOut: 0, audioMs: 0 });
  return [];
}

const calls = (
  key: string,
  kind: CallKind,
  model: string | null,
  used: Pick<Calls, 'tokensIn' | 'tokensOut' | 'audioMs'>,
): Calls[] => (model === null ? [] : [{ key, kind, model, ...used }]);

/** Null when any of them has no price: otherwise a part of the sum would pass for the whole. */
const sumOf = (items: EstimatedCalls[]): number | null =>
  items.reduce<number | null>((sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd), 0);
