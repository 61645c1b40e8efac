/** The writer on a server that speaks OpenAI's API. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { clip } from '../../contract/clip.js';
import type { ChatAnswer, ChatRequest } from './chat.js';
import { chat } from './chat.js';
import type { Reach } from '../public-addresses.js';
import type { Ask } from '../vendor/ledger.js';
import type { Mode } from './structured.js';
import { correction, modes, question, readAnswer } from './structured.js';
import { MarksFilter, withoutMarks } from './marks-line.js';
import { ReadWhole } from './read-whole.js';
import { mostTokensOf } from './pictures.js';
import type { CallOptions } from '../vendor/vendor.js';
import { Vendor } from '../vendor/vendor.js';
import { VendorError } from '../vendor/vendor-error.js';
import type { Prompt, WriteOptions, Writer } from './writer.js';

export interface WriterSettings {
  writer: { baseUrl: string | undefined; apiKey: string; model: string; reach?: Reach } | null;
  aiTimeoutMs: number;
  aiConcurrency: number;
  /** With a budget no answer may be longer than what was put aside for it. */
  projectBudgetUsd?: number | null;
}

/**
 * Any hosted model of today takes it, and a talk of an hour and a half goes in whole. Where a model takes less, its server says so, or
 * it is found out, and the talk is cut smaller.
 */
const MAX_PROMPT_TOKENS = 25_000;
/** Of what a server keeps of a prompt, this much is used: the rest is for the answer, which stands in the same memory. */
const FOR_PROMPTS = 0.7;
/** Any model of today gives as much in one answer. What is longer is continued in a further one. */
const MAX_ANSWER_TOKENS = 4_096;
/** An answer that its limit cut off is continued this often. */
const CONTINUATIONS = 8;
/** How often a value is asked for before it is given up. */
const ASKED = 3;
/** A continuation may repeat this much of what went before. */
const MOST_REPEATED = 300;
const LEAST_REPEATED = 16;

/** Some servers put a rule of their own where there is none. */
const SAMPLE_TASK = 'Answer with the one word “read”.';

/** Null without a key or a base URL. */
export function createWriter(settings: WriterSettings): Writer | null {
  return settings.writer && new OpenAiWriter(settings.writer, settings);
}

/** How servers call the bound of an answer: the older ones' way, and that of models that think. */
type Bound = 'max_tokens' | 'max_completion_tokens';

class OpenAiWriter implements Writer {
  readonly identity: string;
  readonly model: string;
  maxPromptTokens = MAX_PROMPT_TOKENS;
  private readonly readWhole = new ReadWhole();
  private readonly vendor: Vendor;
  /** The strictest way of asking for values that the server has not refused. */
  private mode: Mode = 'json_schema';
  private saysUsage = true;
  private takesTemperature = true;
  private bound: Bound | null;
  private readonly timeoutMs: number;

  constructor({ baseUrl, apiKey, model, reach }: NonNullable<WriterSettings['writer']>, settings: WriterSettings) {
    this.timeoutMs = settings.aiTimeoutMs;
    this.bound = (settings.projectBudgetUsd ?? null) === null ? null : 'max_tokens';
    const calls = { timeoutMs: this.timeoutMs, concurrency: settings.aiConcurrency, ...(reach && { reach }) };
    this.vendor = new Vendor({ name: 'The language model', baseUrl, apiKey, keySetting: 'OPENAI_API_KEY', ...calls });
    this.identity = `${this.vendor.client.baseURL} ${model}`;
    this.model = model;
  }

  async write(prompt: Prompt, options: WriteOptions): Promise<string> {
    const { marks = [] } = prompt;
    const { onText } = options;
    const filter = onText && marks.length > 0 ? new MarksFilter(marks, onText) : null;
    const listening: WriteOptions = filter
      ? { ...options, onText: (text, restart) => filter.add(text, restart) }
      : options;
    const text = await this.writeAll(prompt, listening);
    filter?.end();
    return withoutMarks(text, marks).text;
  }

  private async writeAll(prompt: Prompt, options: WriteOptions): Promise<string> {
    const { messages } = asSent(prompt);
    let text = '';
    for (let pieces = 0; pieces <= CONTINUATIONS; pieces++) {
      const sofar = pieces === 0 ? [] : continuation(text);
      const question = { messages: [...messages, ...sofar] };
      const kept = await this.recall(question, options);
      const answer = kept ?? (await this.ask(question, options, text));
      if (pieces === 0) await this.checkRead(question, answer, prompt.marks ?? [], options);
      const joined = joinPieces(text, answer.text);
      if (kept || joined.length < text.length + answer.text.length) options.onText?.(joined, true);
      text = joined;
      if (answer.whole) return text;
      if (kept) continue;
      await this.keep(question, answer, options);
      options.onNews?.('The answer reached the model’s limit; it goes on from there.');
    }
    const detail = `Still cut off after ${CONTINUATIONS} continuations, ${text.length} characters.`;
    throw new VendorError('vendor_answer', 'The language model could not end its text.', detail, true);
  }

  async answer<T>(prompt: Prompt, shape: z.ZodType<T>, name: string, options: WriteOptions): Promise<T> {
    const corrections: ChatRequest['messages'] = [];
    const faults: string[] = [];
    while (faults.length < ASKED) {
      const question = { prompt: asKept(prompt), name, corrections, before: faults.length };
      const kept = await this.recall(question, options);
      const answer = kept ?? (await this.askValue(prompt, shape, name, corrections, options));
      const { text, whole } = answer;
      if (!kept) await this.checkRead(asSent(prompt), answer, [], options);
      const read = whole ? readAnswer(text, shape) : { ok: false as const, fault: 'it is too long and was cut off.' };
      if (read.ok) return read.value;
      faults.push(`${read.fault}\n${clip(text, 500)}`);
      // Not the last one: a caller that tries again wants another.
      if (!kept && faults.length < ASKED) await this.keep(question, answer, options);
      // Only the last one: all together may be too long.
      corrections.splice(0, Infinity, ...correction(text, read.fault));
      if (!kept) options.onNews?.('The language model’s answer had the wrong form; it was asked again.');
    }
    throw this.vendor.nonsense(faults.join('\n---\n'));
  }

  /** Throws `vendor_too_long` for an answer to a part of the prompt, and learns how much the server takes. */
  private async checkRead(
    { messages }: Pick<ChatRequest, 'messages'>,
    { text, promptTokens }: ChatAnswer,
    marks: readonly string[],
    options: WriteOptions,
  ): Promise<void> {
    const [system = '', ...others] = messages.map(({ content }) => (typeof content === 'string' ? content : ''));
    const sent = { system, rest: others.join('\n'), marks };
    const { found } = withoutMarks(text, marks);
    const loss = await this.readWhole.lossOf(sent, { promptTokens, found }, (sample) =>
      this.countSample(sample, options),
    );
    if (!loss) return;
    if (loss.kept !== null) this.maxPromptTokens = Math.min(this.maxPromptTokens, Math.floor(loss.kept * FOR_PROMPTS));
    throw this.vendor.readInPart(loss.detail);
  }

  /** What the server says that a few lines have; null where it does not say. Their answer is of no interest. */
  private async countSample(sample: string, options: WriteOptions): Promise<number | null> {
    const question = asSent({ system: SAMPLE_TASK, user: sample });
    const silent: WriteOptions = { ...options, onText: () => undefined };
    try {
      const kept = await this.recall(question, options);
      const answer = kept ?? (await this.ask(question, silent, ''));
      if (!kept) await this.keep(question, answer, options);
      return answer.promptTokens || null;
    } catch (error) {
      // The answer that is being checked is paid for, and kept.
      if (options.signal.aborted) return null;
      if (!(error instanceof VendorError)) throw error;
      options.onNews?.(`How its server counts could not be found out. ${error.message}`);
      return null;
    }
  }

  private async recall(question: object, { ledger }: WriteOptions): Promise<ChatAnswer | null> {
    return (await ledger.recall({ by: this.identity, ...question })) as ChatAnswer | null;
  }

  private keep(question: object, answer: ChatAnswer, { ledger }: WriteOptions): Promise<void> {
    return ledger.keep({ by: this.identity, ...question }, answer);
  }

  /** Asks in the strictest mode that works; servers that lack one refuse the request, which costs nothing. */
  private async askValue(
    prompt: Prompt,
    shape: z.ZodType,
    name: string,
    corrections: ChatRequest['messages'],
    options: WriteOptions,
  ): Promise<ChatAnswer> {
    const silent: WriteOptions = { ...options, onText: () => undefined };
    let refusal: unknown;
    for (const mode of modes.slice(modes.indexOf(this.mode))) {
      const { messages, ...format } = question(mode, prompt, shape, name);
      try {
        const answer = await this.ask({ messages: [...messages, ...corrections], ...format }, silent, '');
        this.mode = mode;
        return answer;
      } catch (error) {
        if (!(error instanceof VendorError && error.code === 'vendor_refused')) throw error;
        refusal ??= error;
      }
    }
    throw refusal;
  }

  /** One answer, asked for with the options that the server knows. */
  private async ask(request: Omit<ChatRequest, 'model'>, options: WriteOptions, before: string): Promise<ChatAnswer> {
    const measured = this.saysUsage ? { stream_options: { include_usage: true } } : {};
    const bounded = this.bound === null ? {} : { [this.bound]: MAX_ANSWER_TOKENS };
    const { temperature } = options;
    const warm = temperature === undefined || !this.takesTemperature ? {} : { temperature };
    try {
      return await this.tried({ ...request, ...measured, ...bounded, ...warm, model: this.model }, options, before);
    } catch (error) {
      if (!(error instanceof VendorError && this.learns(error))) throw error;
      return this.ask(request, options, before);
    }
  }

  /** True when the server refused an option that can be done without, or said otherwise; it is not asked so again. */
  private learns({ code, detail }: VendorError): boolean {
    if (this.saysUsage && /stream_options|include_usage/.test(detail)) {
      this.saysUsage = false;
      return true;
    }
    if (this.takesTemperature && code === 'vendor_refused' && detail.includes('temperature')) {
      this.takesTemperature = false;
      return true;
    }
    if (this.bound === 'max_tokens' && code === 'vendor_refused' && detail.includes('max_tokens')) {
      this.bound = 'max_completion_tokens';
      return true;
    }
    return false;
  }

  /** One answer, after as many tries as it takes. `before` is the text that this one goes on from. */
  private tried(
    request: ChatRequest,
    { signal, ledger, onNews, onText }: WriteOptions,
    before: string,
  ): Promise<ChatAnswer> {
    let restart = false;
    const call: CallOptions = {
      signal,
      ledger,
      ask: askOf(request),
      onNews,
      onRetry: (error, ms) => onNews?.(`${error.message} Trying again in ${Math.ceil(ms / 1_000)} s.`),
    };
    return this.vendor.call((client, signal, receipt) => {
      let told = false;
      const tell = (text: string): void => {
        onText?.(restart && !told ? before + text : text, restart && !told);
        told = true;
      };
      const listening = { signal, receipt, onText: tell, idleMs: this.timeoutMs };
      const answer = chat(this.vendor, client, request, listening);
      return answer.finally(() => (restart ||= told));
    }, call);
  }
}

/** A picture by its hash: what was asked is stored beside the answer. */
const asKept = ({ pictures, ...prompt }: Prompt): object => ({
  ...prompt,
  ...(pictures && { pictures: pictures.map((jpeg) => createHash('sha256').update(jpeg).digest('hex')) }),
});

const asSent = ({ system, user }: Prompt): Pick<ChatRequest, 'messages'> => ({
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ],
});

const askOf = (request: ChatRequest): Ask => ({
  kind: 'chat',
  model: request.model,
  audioMs: 0,
  maxTokensIn: mostTokensOf(request),
  maxTokensOut: MAX_ANSWER_TOKENS,
});

const continuation = (text: string): ChatRequest['messages'] => [
  { role: 'assistant', content: text },
  {
    role: 'user',
    content: 'You were cut off. Go on exactly where your text ends, and repeat nothing. Write nothing but the rest.',
  },
];

/** The two pieces as one text, without what the second repeats of the first one's end. */
function joinPieces(first: string, second: string): string {
  const most = Math.min(MOST_REPEATED, first.length, second.length);
  for (let length = most; length >= LEAST_REPEATED; length--) {
    if (first.endsWith(second.slice(0, length))) return first + second.slice(length);
  }
  return first + second;
}
