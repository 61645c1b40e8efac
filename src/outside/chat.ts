/** One streamed answer of `/chat/completions`: read to its end, or known to have broken off. */
import type OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Vendor } from './vendor.js';

export type ChatRequest = Omit<ChatCompletionCreateParamsStreaming, 'stream'>;

export interface ChatAnswer {
  text: string;
  /** False when the model's limit for one answer cut it off. */
  whole: boolean;
}

export interface Listening {
  signal: AbortSignal;
  /** Silence of this length in the middle of an answer is taken for its loss. */
  idleMs: number;
  /** The text has grown by `text`. */
  onText?: (text: string) => void;
}

/**
 * Asks once, inside `Vendor.call`. Throws `VendorError` for silence, for a stream without an end, for a refusal and for
 * an empty answer; else what the library throws.
 */
export async function chat(
  vendor: Vendor,
  client: OpenAI,
  request: ChatRequest,
  { signal, idleMs, onText }: Listening,
): Promise<ChatAnswer> {
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), idleMs);
  const spoken = new Spoken(onText);
  let finish: string | null = null;
  let refusal = '';
  try {
    const both = AbortSignal.any([signal, idle.signal]);
    const stream = await client.chat.completions.create({ ...request, stream: true }, { signal: both });
    for await (const chunk of stream) {
      timer.refresh();
      const choice = firstOf(chunk);
      finish = choice?.finish_reason ?? finish;
      refusal += choice?.delta?.refusal ?? '';
      spoken.add(choice?.delta?.content ?? '');
    }
  } catch (error) {
    if (!idle.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  signal.throwIfAborted();
  if (idle.signal.aborted) throw vendor.silence();
  return answerOf(vendor, spoken.text, finish, refusal);
}

/** Servers differ from the description: chunks without choices, and choices without a delta, have been seen. */
const firstOf = (
  chunk: ChatCompletionChunk,
): { finish_reason?: string | null; delta?: { content?: string | null; refusal?: string | null } } | undefined =>
  (chunk as Partial<ChatCompletionChunk>).choices?.[0];

function answerOf(vendor: Vendor, text: string, finish: string | null, refusal: string): ChatAnswer {
  if (refusal !== '') throw vendor.declined(refusal);
  if (finish === 'content_filter') throw vendor.declined('its filter stopped it');
  if (finish === null) throw vendor.brokenOff(`The stream ended after ${text.length} characters without an end.`);
  if (text.trim() === '') throw vendor.nonsense(`An empty answer, finish_reason ${finish}.`);
  return { text, whole: finish !== 'length' };
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
