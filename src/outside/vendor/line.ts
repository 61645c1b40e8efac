/**
 * The line to a vendor's server. Nothing may come for minutes from one that thinks; so beside a request that is long in coming,
 * the server is asked, over a connection of about the same age, something that it can answer at once. When that is swallowed,
 * so is the request.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, Client, errors, fetch as send } from 'undici';
import type { Dispatcher } from 'undici';
import type { Reach } from '../public-addresses.js';
import { connectPublic } from '../public-addresses.js';

/** In ms. */
export interface LinePatience {
  /** A request on which nothing has come for so long is asked after, each time so much has passed. */
  askEvery: number;
  /** Any answer, a refusal too, comes within this time; the connection's opening included. */
  answerWithin: number;
  /** When a request has been silent for so long, somebody is told; and again each time that has passed. */
  tellEvery: number;
}

/** Servers keep unused connections for 5 s or more, and only one that is kept can fall silent together with the request's. */
const PATIENCE: LinePatience = { askEvery: 3_000, answerWithin: 10_000, tellEvery: 30_000 };

/** Of TCP and TLS together, as the library counts it. */
const CONNECT_WITHIN_MS = 10_000;
/** Afterwards the system asks each second, and takes a machine that is gone for gone after ten times. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** Longer than `askEvery`, so that the asking connection is kept. */
const KEEP_ASKING_MS = 60_000;
/** This process may have stood still itself: then the answer lies there, and only has to be read. */
const A_MOMENT_MS = 250;

const options = { timeout: CONNECT_WITHIN_MS, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS };
const connection = (reach: Reach) => (reach === 'public' ? connectPublic(options) : options);

/** How long an answer may take is said elsewhere; the library's five minutes would cut off those that are allowed more. */
const unbounded = { headersTimeout: 0, bodyTimeout: 0 };

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** One request that is listened to. */
export interface Watch {
  /** Aborts when the line is found silent. */
  signal: AbortSignal;
  /** What the request must be sent with, for its bytes to be heard. */
  fetch: Fetch;
  end(): void;
}

export interface WatchOptions {
  /** Earlier in the same call the line was taken for silent. */
  again: boolean;
  /** Nothing has come for so many ms, and it is still waited for. */
  onSilence: (ms: number) => void;
}

export class VendorLine {
  private readonly origin: string;
  private readonly question: Dispatcher.RequestOptions;
  private silent = false;
  private looking: Promise<void> | null = null;
  /**
   * Some servers do one thing at a time, and leave everybody else without an answer meanwhile, as a silent line would. Null
   * until it is known.
   */
  private answersWhileBusy: boolean | null = null;

  /** `baseUrl`: with `/v1` and the like. `reach`: where its address may lie. */
  constructor(
    baseUrl: string,
    apiKey: string,
    private readonly patience = PATIENCE,
    private readonly reach: Reach = 'anywhere',
  ) {
    const { origin, pathname } = new URL(baseUrl);
    this.origin = origin;
    const path = `${pathname.replace(/\/$/, '')}/models`;
    // Lists of models are long: only their head. The library would close the connection after that.
    const head = { method: 'HEAD', reset: false } as const;
    this.question = { ...head, path, headers: apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` } };
  }

  get isSilent(): boolean {
    return this.silent;
  }

  /** Listens to a request that is about to be sent. */
  watch({ again, onSilence }: WatchOptions): Watch {
    const over = new AbortController();
    const dropped = new AbortController();
    const heard = { at: performance.now() };
    let unanswered = 0;
    const hear = (): void => {
      heard.at = performance.now();
      if (unanswered > 0) this.answersWhileBusy = false;
      unanswered = 0;
    };
    const onAnswer = (answer: Answer): void => {
      if (answer === 'answered') this.answersWhileBusy = true;
      if (answer !== 'none') return;
      unanswered++;
      // Whoever has never answered in the middle of work is given up once; what it is asked again, it may take its time over.
      if (this.answersWhileBusy === false || (this.answersWhileBusy === null && again)) return;
      this.silent = true;
      dropped.abort();
    };
    void this.accompany(heard, AbortSignal.any([over.signal, dropped.signal]), onAnswer, onSilence);
    // A connection of its own: one from a pool may have fallen silent while nobody used it.
    const own = new Agent({ ...unbounded, connect: connection(this.reach) });
    const end = (): void => {
      over.abort();
      void own.destroy();
    };
    return { signal: dropped.signal, fetch: listening(own, hear), end };
  }

  /** Resolves to true as soon as the server answers anything; to false when that takes longer than `ms`. */
  async awake(signal: AbortSignal, ms: number): Promise<boolean> {
    const limit = AbortSignal.timeout(ms);
    const either = AbortSignal.any([signal, limit]);
    const over = aborted(either);
    while (this.silent && !either.aborted) {
      this.looking ??= this.look().finally(() => (this.looking = null));
      await Promise.race([this.looking, over]);
    }
    signal.throwIfAborted();
    return !this.silent;
  }

  /** Asks beside the request, for as long as it lasts. Never rejects. */
  private async accompany(
    heard: { at: number },
    over: AbortSignal,
    onAnswer: (answer: Answer) => void,
    onSilence: WatchOptions['onSilence'],
  ): Promise<void> {
    const { askEvery, answerWithin, tellEvery } = this.patience;
    let companion: Client | undefined;
    let told = 0;
    while (await pause(askEvery, over)) {
      const { at } = heard;
      const silence = performance.now() - at;
      const due = Math.floor(silence / tellEvery);
      if (due > told) onSilence(due * tellEvery);
      told = due;
      if (silence < askEvery) continue;
      companion ??= this.client();
      const answer = await this.ask(companion, answerWithin, over);
      if (answer === 'none') {
        await companion.destroy();
        companion = undefined;
      }
      if (!over.aborted && heard.at === at) onAnswer(answer);
    }
    await companion?.destroy();
  }

  /** One look whether the server is there again. */
  private async look(): Promise<void> {
    const client = this.client();
    const answer = await this.ask(client, this.patience.answerWithin / 2, null);
    await client.destroy();
    this.silent = answer === 'none';
  }

  private client(): Client {
    return new Client(this.origin, { ...unbounded, connect: connection(this.reach), keepAliveTimeout: KEEP_ASKING_MS });
  }

  /** Never rejects. */
  private async ask(client: Client, ms: number, over: AbortSignal | null): Promise<Answer> {
    const asked = client.request(this.question).then(
      async ({ body }): Promise<Answer> => {
        await body.dump();
        return 'answered';
      },
      // Whoever refuses a connection, or breaks it off, keeps no silence.
      (error: unknown): Answer => (error instanceof errors.ConnectTimeoutError ? 'none' : 'refused'),
    );
    const within = async (limitMs: number): Promise<Answer | null> => {
      const done = new AbortController();
      const limit = pause(limitMs, over ? AbortSignal.any([over, done.signal]) : done.signal).then(() => null);
      return Promise.race([asked, limit]).finally(() => done.abort());
    };
    return (await within(ms)) ?? (await within(A_MOMENT_MS)) ?? 'none';
  }
}

type Answer = 'answered' | 'refused' | 'none';

/** `hear` is called as each piece of its answer comes. */
const listening =
  (dispatcher: Dispatcher, hear: () => void): Fetch =>
  async (url, init) => {
    const { status, statusText, headers, body } = await send(url instanceof Request ? url.url : url, {
      ...(init as Parameters<typeof send>[1]),
      dispatcher,
      // Each redirect is a new address, and nobody has set it.
      redirect: 'manual',
    });
    hear();
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, onwards) {
        hear();
        onwards.enqueue(chunk);
      },
    });
    return new Response(body && (body as ReadableStream<Uint8Array>).pipeThrough(heard), {
      status,
      statusText,
      headers: [...headers],
    });
  };

/** False when `over` aborts before the time has passed. */
const pause = (ms: number, over: AbortSignal | null): Promise<boolean> =>
  wait(ms, true, over ? { signal: over } : {}).catch(() => false);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
