/** The port to the ledger of calls: each try is noted there before it is sent, and may be forbidden for what it may cost. */
import type { CallKind, CallOutcome } from '../../contract/usage.js';
import type { VendorError } from './vendor-error.js';

/** What one try asks of a vendor, and may use at most. */
export interface Ask {
  kind: CallKind;
  model: string;
  maxTokensIn: number;
  maxTokensOut: number;
  /** Of the sound that is sent; 0 for texts. */
  audioMs: number;
}

/** How a try ended. */
export interface CallEnd {
  outcome: Exclude<CallOutcome, 'open'>;
  /** The HTTP status of a refusal. */
  status: number | null;
  code: string | null;
  /** Null where nobody knows. */
  tokensIn: number | null;
  tokensOut: number | null;
  /** The server did not say how many tokens there were; they were estimated from the texts. */
  estimated: boolean;
}

export type Admission =
  /** It may be sent. `settle` must be told how it ended; it returns at once and never throws. */
  | { kind: 'go'; settle: (end: CallEnd) => void }
  /** Not before others have ended: ask again in `ms`. */
  | { kind: 'later'; ms: number }
  | { kind: 'never'; error: VendorError };

export interface Ledger {
  /** Call right before a request is sent. A throw is an outage: then it must not be sent. */
  begin(ask: Ask): Promise<Admission>;
  /** The answer to this question that was kept earlier in this run; null where there is none. Both are JSON. */
  recall(question: unknown): Promise<unknown>;
  /** Keeps an answer that the next call builds on, before that is made: so that, whatever happens, it is paid for once. */
  keep(question: unknown, answer: unknown): Promise<void>;
}
