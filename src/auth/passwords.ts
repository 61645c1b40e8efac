/** Passwords of accounts that there are: asked, changed, and set anew by a link. better-auth hashes them and keeps them. */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Problem } from '../http/problem.js';
import { hashOf } from '../http/secrets.js';
import { ApiKeys } from './api-keys.js';
import type { Auth } from './auth.js';
import type { Caller } from './caller.js';
import { Guesses } from './guesses.js';
import { refuseGuessable } from './password-strength.js';
import { createResetToken } from './reset-links.js';
import { Sessions } from './sessions.js';
import { AUTH, AUTH_POOL } from './tokens.js';

/** The link was mailed to the address, or given by who runs this Devreel: so it proves it. */
const SPEND = `
  WITH spent AS (
    UPDATE password_resets SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()
    RETURNING user_id)
  UPDATE "user" u SET "emailVerified" = true FROM spent JOIN "user" was ON was.id = spent.user_id
  WHERE u.id = spent.user_id RETURNING u.id, u.email, was."emailVerified" AS "wasProved"`;

@Injectable()
export class Passwords {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly sessions: Sessions,
    private readonly guesses: Guesses,
    private readonly apiKeys: ApiKeys,
  ) {}

  /** Whether the account has one: who came by a link only has none. */
  async has(userId: string): Promise<boolean> {
    return (await this.stored(userId)) !== null;
  }

  /**
   * Throws the problems 403 `wrong_password`, and 429 `too_many_requests` after many of them. An account without a password has
   * nothing to ask for: then the e-mail address, typed again, says that it is meant.
   */
  async require(caller: Caller, { password, email }: { password?: string; email?: string }): Promise<void> {
    const stored = await this.stored(caller.userId);
    if (stored === null) {
      if (email?.toLowerCase() === caller.email) return;
      throw new Problem(403, 'wrong_email', 'This is not the e-mail address of your account.');
    }
    const { password: hasher } = await this.auth.$context;
    await this.guesses.atPassword({ email: caller.email }, 'wrong_password', async () => {
      if (password !== undefined && (await hasher.verify({ hash: stored, password }))) return;
      throw new Problem(403, 'wrong_password', 'This is not your password.');
    });
  }

  /** Sets the password and ends all other sessions, so that who knew the old one is out. Throws what `require` does. */
  async change(caller: Caller, given: { current?: string | undefined; next: string }): Promise<void> {
    const isFirst = !(await this.has(caller.userId));
    const current = given.current === undefined ? {} : { password: given.current };
    if (!isFirst) await this.require(caller, current);
    await refuseGuessable(given.next, [caller.name, caller.email]);
    await this.set(caller.userId, given.next);
    await this.sessions.endOthers(caller.userId, caller.sessionId);
  }

  /** A token for `reset`: see `createResetToken`. */
  createReset(
    email: string,
    quiet: { hours: number; quietMinutes?: number },
  ): Promise<{ token: string; expiresAt: string } | null> {
    return createResetToken(this.pool, email, quiet);
  }

  /**
   * Sets the password and ends every session; where nobody knew whose the address was, the API keys, too: whoever made the account may have
   * made them for the day on which it is proved. Throws the problem 404 `link_expired`.
   */
  async reset(token: string, password: string): Promise<void> {
    // Before the link is spent on what is refused.
    await refuseGuessable(password, []);
    const { rows } = await this.pool.query<{ id: string; email: string; wasProved: boolean }>(SPEND, [hashOf(token)]);
    const [user] = rows;
    if (!user)
      throw new Problem(404, 'link_expired', 'This link was used already, or is too old. Ask for another one.');
    await this.set(user.id, password);
    await this.pool.query('UPDATE password_resets SET used_at = now() WHERE user_id = $1 AND used_at IS NULL', [
      user.id,
    ]);
    await this.sessions.endOthers(user.id, null);
    if (!user.wasProved) for (const { id } of await this.apiKeys.list(user.id)) await this.apiKeys.remove(user.id, id);
    await this.guesses.letIn(user.email);
  }

  /** An address that whoever knew the old password has asked for does not come to count any more. */
  private async set(userId: string, password: string): Promise<void> {
    await this.pool.query('DELETE FROM email_changes WHERE user_id = $1', [userId]);
    const hash = await (await this.auth.$context).password.hash(password);
    const { rowCount } = await this.pool.query(
      `UPDATE account SET password = $2, "updatedAt" = now() WHERE "userId" = $1 AND "providerId" = 'credential'`,
      [userId, hash],
    );
    if (rowCount !== 0) return;
    await this.pool.query(
      `INSERT INTO account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       VALUES (gen_random_uuid(), $1, 'credential', $1::uuid, $2, now(), now())`,
      [userId, hash],
    );
  }

  private async stored(userId: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ password: string | null }>(
      `SELECT password FROM account WHERE "userId" = $1 AND "providerId" = 'credential'`,
      [userId],
    );
    return rows[0]?.password ?? null;
  }
}
