/**
 * How much one client may hold open where proxies stand in front: connections are the proxies' own there, each used for
 * whoever comes next, so it is requests and WebSockets that are counted.
 */
import type { RequestHandler } from 'express';
import type { IncomingMessage } from 'node:http';
import type { ClientAddress } from './client-address.js';
import { dropped, tooMany } from './connections.js';
import { sendProblem } from './problem.js';

/** Of both a request's answer and a WebSocket's connection. */
interface Closes {
  once(event: 'close', done: () => void): unknown;
}

export class OpenRequests {
  private readonly byAddress = new Map<string, number>();

  /** `most`: of one client; 0 for no limit. */
  constructor(
    private readonly most: number,
    private readonly addressOf: ClientAddress,
  ) {}

  /** Counts a request until `open` closes; false when its client holds too many already. */
  admits(request: IncomingMessage, open: Closes): boolean {
    if (this.most === 0) return true;
    const address = this.addressOf(request);
    const held = this.byAddress.get(address) ?? 0;
    if (held >= this.most) {
      dropped.inc({ which: 'new' });
      return false;
    }
    this.byAddress.set(address, held + 1);
    open.once('close', () => {
      const left = (this.byAddress.get(address) ?? 1) - 1;
      if (left === 0) this.byAddress.delete(address);
      else this.byAddress.set(address, left);
    });
    return true;
  }

  /** Refuses requests over the limit as 429 `too_many_connections`. */
  readonly guard: RequestHandler = (request, response, next) => {
    if (this.admits(request, response)) next();
    else {
      // The rest of its body is not read.
      if (!request.complete) response.set('Connection', 'close');
      sendProblem(response, tooMany(this.most));
    }
  };
}
