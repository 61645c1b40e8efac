import type { Request } from 'express';
import type { Account } from '../contract/account.js';
import { problems } from '../http/problem.js';

/** Who makes a request or opened a socket, and by what. */
export interface Caller {
  userId: string;
  name: string;
  email: string;
  via: 'session' | 'api-key';
  /** Null for an API key. */
  sessionId: string | null;
  apiKeyId?: string;
  /** False for a key that may only read. */
  mayWrite: boolean;
  /** False for a key without that scope, whoever made it. */
  mayAdminister: boolean;
  /** By a group of the identity provider. */
  administrator: boolean;
  /** Whether the address was proved: by a link that was mailed there or given by who runs this, or by the identity provider. */
  emailVerified: boolean;
}

/** A session or API key that has ended, so that its sockets can be closed. */
export type Ended = { sessionId: string } | { apiKeyId: string };

/** Emits, within this process, that a session or an API key has ended. */
export class Endings {
  private readonly listeners = new Set<(ended: Ended) => void>();

  listen(listener: (ended: Ended) => void): void {
    this.listeners.add(listener);
  }

  announce(ended: Ended): void {
    for (const listener of this.listeners) listener(ended);
  }
}

const callers = new WeakMap<Request, Caller>();

/** Stores who makes this request. Called by the guard. */
export function setCaller(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

/** Who makes this request. Throws 401 where the guard did not ask, as on public routes. */
export function callerOf(request: Request): Caller {
  const caller = callers.get(request);
  if (!caller) throw problems.unauthorized();
  return caller;
}

export const accountOf = ({ userId: id, name, email }: Caller): Account => ({ id, name, email });
