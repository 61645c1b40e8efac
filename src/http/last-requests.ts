/**
 * The end of a web process behind a proxy that has others: it goes on answering for a while, and closes each connection with an answer that
 * says so. A connection that is closed without a word may just be carrying a request, which nobody could answer.
 */
import type { RequestHandler, Response } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import { KEEP_ALIVE_MS } from './connections.js';

/** Longer than an idle connection is kept: by then each has carried an answer that says so, or was given up. */
const LAST_MS = KEEP_ALIVE_MS + 1_000;

export class LastRequests {
  private readonly open = new Set<Response>();
  private ending = false;

  readonly guard: RequestHandler = (_request, response, next) => {
    if (this.ending) response.set('Connection', 'close');
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
    next();
  };

  /** Resolves when no connection is kept for a next request any more; at once when nobody is left who waits for the end. */
  async end(hurry: AbortSignal): Promise<void> {
    this.ending = true;
    for (const response of this.open) if (!response.headersSent) response.set('Connection', 'close');
    await wait(LAST_MS, undefined, { signal: hurry }).catch(() => undefined);
  }
}
