/** One streamed answer of `/chat/completions`: read to its end, or known to have broken off. */
import type OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { clean } from '../../contract/text.js';
import { likelyTokensOf } from './pictures.js';
import { likelyTokens } from './tokens.js';
import type { Receipt, Vendor } from '../vendor/vendor.js';

/** Between two pieces of a text that has begun. */
const LONGEST_PAUSE_MS = 25_000;
/** An answer that goes on for ever, a little at a time, is none: so many times what silence may last. */
const WHOLE_ANSWER = 6;
const ENDLESS = Symbol('endless');

export type ChatRequest = Omit<ChatCompletionCreateParamsStreaming, 'stream'>;

export interface ChatAnswer {
  text: string;
  /** False when the model's limit for one answer cut it off. */
  whole: boolean;
  /** What the server says that the prompt had; 0 where it does not say. */
  promptTokens: number;
}

export interface Listening {
  signal: AbortSignal;
  /** Silence of this length is taken for the answer's loss; once its text has begun, a shorter one is. */
  idleMs: number;
  /** The text has grown by `text`. */
  onText?: (text: string) => void;
  receipt: Receipt;
}

/**
 * Asks once, inside `Vendor.call`. Throws `VendorError` for silence, for a stream without an end, for a refusal and for an empty
 * answer; else what the library throws.
 */
export async function chat(
  vendor: Vendor,
  client: OpenAI,
  request: ChatRequest,
  { signal, idleMs, onText, receipt }: Listening,
): Promise<ChatAnswer> {
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), idleMs);
  const whole = setTimeout(() => idle.abort(ENDLESS), idleMs * WHOLE_ANSWER);
  // Models think before they speak, not in the middle of a sentence.
  const between = setTimeout(() => spoken.text !== '' && idle.abort(), Math.min(idleMs, LONGEST_PAUSE_MS));
  const spoken = new Spoken(onText);
  const end: End = { finish: null, refusal: '', promptTokens: 0, answerTokens: 0 };
  try {
    const both = AbortSignal.any([signal, idle.signal]);
    const stream = await client.chat.completions.create({ ...request, stream: true }, { signal: both });
    for await (const chunk of stream) {
      timer.refresh();
      spoken.add(take(chunk, end));
      between.refresh();
    }
  } catch (error) {
    // What comes, or does not, after the end of the text is of no interest.
    if (!idle.signal.aborted && end.finish === null) throw error;
  } finally {
    for (const each of [timer, whole, between]) clearTimeout(each);
  }
  // A whole answer is paid for, so it is kept, even if nobody needs it any more.
  if (end.finish === null) signal.throwIfAborted();
  if (idle.signal.aborted && end.finish === null) {
    throw idle.signal.reason === ENDLESS ? vendor.brokenOff('The answer came to no end.') : vendor.silence();
  }
  const text = clean(spoken.text);
  if (end.finish !== null) note(receipt, request, text, end);
  return answerOf(vendor, text, end);
}

/** What a stream says besides its text. */
interface End {
  finish: string | null;
  refusal: string;
  /** 0 where the server does not say. */
  promptTokens: number;
  answerTokens: number;
}

function note(receipt: Receipt, request: ChatRequest, text: string, { promptTokens, answerTokens }: End): void {
  receipt.answered = true;
  receipt.estimated = promptTokens === 0;
  receipt.tokensIn = promptTokens || likelyTokensOf(request);
  receipt.tokensOut = receipt.estimated ? likelyTokens(text) : answerTokens;
}

/** Servers differ from the description: chunks without choices, and choices without a delta, have been seen. */
interface LooseChunk {
  choices?: { finish_reason?: string | null; delta?: { content?: string | null; refusal?: string | null } }[];
  usage?: { prompt_tokens?: number; completion_tokens?: number } | null;
}

/** Notes what a chunk says about the end; returns its text. */
function take({ choices, usage }: LooseChunk, end: End): string {
  const choice = choices?.[0];
  end.finish = choice?.finish_reason ?? end.finish;
  end.refusal += choice?.delta?.refusal ?? '';
  end.promptTokens = usage?.prompt_tokens ?? end.promptTokens;
  end.answerTokens = usage?.completion_tokens ?? end.answerTokens;
  return choice?.delta?.content ?? '';
}

function answerOf(vendor: Vendor, text: string, { finish, refusal, promptTokens }: End): ChatAnswer {
  if (refusal !== '') throw vendor.declined(refusal);
  if (finish === 'content_filter') throw vendor.declined('its filter stopped it');
  if (finish === null) throw vendor.brokenOff(`The stream ended after ${text.length} characters without an end.`);
  if (text.trim() === '') throw vendor.nonsense(`An empty answer, finish_reason ${finish}.`);
  return { text, whole: finish !== 'length', promptTokens };
}

const THOUGHT = '<think>';
const THOUGHT_END = '</think>';

/** What a model says, without what some think aloud before it. */
class Spoken {
  text = '';
  private thought: string | null = '';

  constructor(private readonly onText?: (text: string) => void) {}

  add(text: string): void {
    const spoken = this.thought === null ? text : this.after(this.thought + text);
    if (spoken === '') return;
    this.text += spoken;
    this.onText?.(spoken);
  }

  /** What follows the thought; nothing while it may still go on. */
  private after(all: string): string {
    const begun = all.trimStart();
    this.thought = all;
    if (THOUGHT.startsWith(begun)) return '';
    const end = begun.startsWith(THOUGHT) ? begun.indexOf(THOUGHT_END) : 0;
    if (end === -1) return '';
    this.thought = null;
    return end === 0 ? all : begun.slice(end + THOUGHT_END.length).trimStart();
  }
}
