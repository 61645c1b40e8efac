/** Who a socket is, asked once for all that come with the same credentials within a moment: after a web process died all come at once. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import { Together } from './together.js';

export class Admissions {
  private readonly callers: Together<IncomingHttpHeaders, Caller | null>;
  private readonly ended: Together<Caller, boolean>;

  constructor(accounts: Pick<Accounts, 'identify' | 'ended'>) {
    this.callers = new Together(async (_, [headers, ...others]) => {
      const caller = headers ? await accounts.identify(headers) : null;
      return [caller, ...others.map(() => caller)];
    });
    this.ended = new Together(async (_, callers) => {
      const ended = await accounts.ended(
        callers.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId])),
        callers.flatMap(({ apiKeyId }) => (apiKeyId === undefined ? [] : [apiKeyId])),
      );
      const ids = new Set(ended.map((one) => ('sessionId' in one ? one.sessionId : one.apiKeyId)));
      return callers.map(({ sessionId, apiKeyId }) => ids.has(apiKeyId ?? sessionId ?? ''));
    });
  }

  /** By an API key, or else by the session cookie; null when it is neither's. */
  identify({ authorization, cookie }: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>): Promise<Caller | null> {
    const headers = { ...(authorization !== undefined && { authorization }), ...(cookie !== undefined && { cookie }) };
    return this.callers.ask(JSON.stringify(headers), headers);
  }

  /** Whether the session or the key has ended by now. */
  hasEnded(caller: Caller): Promise<boolean> {
    return this.ended.ask('', caller);
  }
}
