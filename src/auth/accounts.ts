import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import { Pool } from 'pg';
import type { Account } from '../contract/account.js';
import { problems } from '../http/problem.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { ApiKeys } from './api-keys.js';
import { causeOf } from './auth.js';
import type { Auth } from './auth.js';
import { Endings } from './caller.js';
import type { Caller, Ended } from './caller.js';
import { originAllowed } from './origin.js';
import { Sessions } from './sessions.js';
import { createSignInToken, localOwner } from './sign-in-links.js';
import { AUTH, AUTH_POOL } from './tokens.js';

const ENDED = `
  SELECT jsonb_build_object('sessionId', id) AS ended FROM unnest($1::uuid[]) AS asked (id)
  WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = asked.id AND s."expiresAt" > now())
  UNION ALL
  SELECT jsonb_build_object('apiKeyId', id) FROM unnest($2::uuid[]) AS asked (id)
  WHERE NOT EXISTS (
    SELECT 1 FROM api_keys k WHERE k.id = asked.id AND (k.expires_at IS NULL OR k.expires_at > now()))`;

/** Accounts with one of these addresses, which is not proved. */
const UNPROVED = `
  SELECT email FROM "user" WHERE email = ANY ($1) AND NOT "emailVerified" AND administrator IS NOT TRUE ORDER BY email`;

/** What the rest of Devreel asks about people: who sends a request, and which account is whose. */
@Injectable()
export class Accounts implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Accounts.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl' | 'admins' | 'isLoopbackOnly'>,
    @Inject(AUTH) private readonly auth: Auth,
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly apiKeys: ApiKeys,
    private readonly endings: Endings,
    private readonly sessions: Sessions,
  ) {}

  /** Whoever could administer before addresses were to be proved would wonder otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    const { admins, isLoopbackOnly } = this.settings;
    if (isLoopbackOnly || admins.length === 0) return;
    const { rows } = await this.pool.query<{ email: string }>(UNPROVED, [admins]);
    for (const { email } of rows) {
      this.logger.warn(
        `${email} is in ADMINS and has an account, but the address is not proved, so it administers nothing. To mend it: node dist/server/reset-link.js ${email}`,
      );
    }
  }

  /**
   * Who sends these headers: by the API key if there is a bearer token, valid or not; else by the session cookie; else null.
   * For a socket whose handshake brings a key, ask with `{ authorization: 'Bearer <key>' }`.
   * With `onCookies`, a session in daily use is prolonged: it is called with the Set-Cookie values that the browser needs.
   */
  async identify(headers: IncomingHttpHeaders, onCookies?: (cookies: string[]) => void): Promise<Caller | null> {
    const bearer = /^bearer(?:\s+(.*))?$/i.exec(headers.authorization ?? '');
    if (bearer) return this.byApiKey(bearer[1]?.trim() ?? '');
    return headers.cookie ? this.bySession(headers.cookie, onCookies) : null;
  }

  /** False when a page of another origin sent the request. Made for Socket.IO's `allowRequest`. */
  originAllowed(headers: IncomingHttpHeaders): boolean {
    return originAllowed(headers, this.settings.publicUrl);
  }

  /** A fresh link that signs in as the local owner, once, within 15 minutes. */
  async createSignInLink(): Promise<string> {
    return `${this.settings.publicUrl}/sign-in?token=${await createSignInToken(this.pool)}`;
  }

  /** Calls `listener` when a session or API key ends in this process, so that its sockets can be closed everywhere. */
  onEnded(listener: (ended: Ended) => void): void {
    this.endings.listen(listener);
  }

  /** Which of these sessions and API keys have ended or expired. */
  async ended(sessionIds: readonly string[], apiKeyIds: readonly string[]): Promise<Ended[]> {
    if (sessionIds.length + apiKeyIds.length === 0) return [];
    const { rows } = await this.pool.query<{ ended: Ended }>(ENDED, [sessionIds, apiKeyIds]);
    return rows.map(({ ended }) => ended);
  }

  /** The account with this e-mail address, upper or lower case alike; null when there is none. */
  async findByEmail(email: string): Promise<Account | null> {
    const { rows } = await this.pool.query<Account>('SELECT id, name, email FROM "user" WHERE email = lower($1)', [
      email,
    ]);
    return rows[0] ?? null;
  }

  /** The accounts with these ids, by id. Deleted ones are missing. */
  async findByIds(ids: readonly string[]): Promise<Map<string, Account>> {
    const { rows } = await this.pool.query<Account>('SELECT id, name, email FROM "user" WHERE id = ANY($1::uuid[])', [
      ids,
    ]);
    return new Map(rows.map((me) => [me.id, me]));
  }

  /**
   * Whether this user administers the installation: the local owner, and whomever the settings name, or a group that they name. A named
   * address must be proved where others reach this Devreel: anybody could have made an account for it.
   */
  isAdministrator({ email, emailVerified, administrator, mayAdminister }: Caller): boolean {
    const isNamed = this.isNamed(email) && (emailVerified || this.settings.isLoopbackOnly);
    return (administrator || email === localOwner.email || isNamed) && mayAdminister;
  }

  /** Throws the problem 403 for who does not administer the installation. Whom the settings name learns what is missing. */
  requireAdministrator(caller: Caller): void {
    if (this.isAdministrator(caller)) return;
    if (!this.administersOnceProved(caller)) throw problems.forbidden('Only who runs this Devreel may do this.');
    throw problems.forbidden(
      'Your address is in ADMINS, but it is not proved to be yours. Set a new password by a link: it is mailed at /forgot, or who runs this Devreel gives you one.',
    );
  }

  /** Whom the settings name, but who has not proved the address. */
  administersOnceProved(caller: Caller): boolean {
    return !this.isAdministrator(caller) && this.isNamed(caller.email) && !caller.emailVerified;
  }

  private isNamed(email: string): boolean {
    return this.settings.admins.includes(email.toLowerCase());
  }

  /** After the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async byApiKey(key: string): Promise<Caller | null> {
    const found = await this.apiKeys.find(key);
    if (!found) return null;
    const { id, name, email } = found.user;
    return {
      userId: id,
      name,
      email,
      via: 'api-key',
      sessionId: null,
      apiKeyId: found.apiKeyId,
      mayWrite: found.mayWrite,
      mayAdminister: found.mayAdminister,
      administrator: found.administrator,
      emailVerified: found.emailVerified,
    };
  }

  private async bySession(cookie: string, onCookies?: (cookies: string[]) => void): Promise<Caller | null> {
    const found = await this.auth.api
      .getSession({
        headers: new Headers({ cookie }),
        query: onCookies ? {} : { disableRefresh: true },
        returnHeaders: true,
      })
      .catch((error: unknown) => {
        // Signed out by another request while this one was being looked at.
        if (isAPIError(error) && error.statusCode === 401) return null;
        throw causeOf(error);
      });
    if (!found?.response) return null;
    const cookies = found.headers.getSetCookie();
    if (cookies.length > 0) onCookies?.(cookies);
    const { user, session } = found.response;
    await this.sessions.noteSeen(session.id);
    return {
      userId: user.id,
      name: user.name,
      email: user.email,
      via: 'session',
      sessionId: session.id,
      mayWrite: true,
      mayAdminister: true,
      administrator: user.administrator === true,
      emailVerified: user.emailVerified,
    };
  }
}
