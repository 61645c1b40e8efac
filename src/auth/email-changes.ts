/** A new e-mail address counts when its owner has followed a link that was mailed to it. Until then the account keeps the old one. */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Problem } from '../http/problem.js';
import { hashOf, newSecret } from '../http/secrets.js';
import { Mails } from '../mail/mails.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import type { Caller } from './caller.js';
import { confirmMail, warningMail } from './email-mails.js';
import { emailTaken, isTaken } from './email-taken.js';
import { AUTH_POOL } from './tokens.js';

const HOURS_GOOD = 24;
/** Between two of one account, so that nobody fills somebody's mailbox. */
const SECONDS_BETWEEN = 120;

/** A newer one takes the place of an earlier one, unless that was made just now. */
const ASK = `
  INSERT INTO email_changes AS c (user_id, email, token_hash, expires_at)
  VALUES ($1, lower($2), $3, now() + make_interval(hours => ${HOURS_GOOD}))
  ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, token_hash = excluded.token_hash,
    expires_at = excluded.expires_at, created_at = now()
  WHERE c.created_at <= now() - make_interval(secs => ${SECONDS_BETWEEN})
  RETURNING email`;

const WAIT = `
  SELECT ceil(extract(epoch FROM created_at + make_interval(secs => ${SECONDS_BETWEEN}) - now()))::int AS wait
  FROM email_changes WHERE user_id = $1`;

/** Links for a new password that went to the old address lead nowhere any more. */
const CONFIRM = `
  WITH spent AS (DELETE FROM email_changes WHERE token_hash = $1 AND expires_at > now() RETURNING user_id, email),
  ended AS (DELETE FROM password_resets r USING spent WHERE r.user_id = spent.user_id)
  UPDATE "user" u SET email = spent.email, "updatedAt" = now() FROM spent WHERE u.id = spent.user_id RETURNING u.email`;

@Injectable()
export class EmailChanges {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl'>,
    @Inject(AUTH_POOL) private readonly pool: Pool,
    @Inject(Mails) private readonly mails: Mails,
  ) {}

  /** Whether an address is to be confirmed: only where a mail can go there. */
  get areConfirmed(): boolean {
    return this.mails.areSent;
  }

  /** Mails a link to the new address, and to the old one that it was asked for. Throws the problems 409 `email_taken` and 429. */
  async ask(caller: Caller, email: string): Promise<void> {
    const token = newSecret();
    const others = await this.pool.query('SELECT FROM "user" WHERE email = lower($1)', [email]);
    if (others.rowCount !== 0) throw emailTaken();
    const { rows } = await this.pool.query<{ email: string }>(ASK, [caller.userId, email, hashOf(token)]);
    const [asked] = rows;
    if (!asked) throw await this.tooSoon(caller.userId);
    const { publicUrl } = this.settings;
    const confirm = { to: asked.email, link: `${publicUrl}/confirm-email?token=${token}`, hours: HOURS_GOOD };
    this.mails.post(confirmMail(confirm), 'A new e-mail address');
    this.mails.post(
      warningMail({ to: caller.email, wanted: asked.email, link: `${publicUrl}/forgot` }),
      'That an e-mail address is to change',
    );
  }

  /** The address that waits for its link to be followed. */
  async waiting(userId: string): Promise<string | null> {
    const sql = 'SELECT email FROM email_changes WHERE user_id = $1 AND expires_at > now()';
    const { rows } = await this.pool.query<{ email: string }>(sql, [userId]);
    return rows[0]?.email ?? null;
  }

  /** The address by which one signs in from now on. Throws the problems 404 `link_expired` and 409 `email_taken`. */
  async confirm(token: string): Promise<string> {
    const { rows } = await this.pool.query<{ email: string }>(CONFIRM, [hashOf(token)]).catch((error: unknown) => {
      throw isTaken(error) ? emailTaken() : error;
    });
    const [changed] = rows;
    if (!changed) {
      const detail = 'This link was used already, is too old, or another one was asked for since.';
      throw new Problem(404, 'link_expired', detail);
    }
    return changed.email;
  }

  private async tooSoon(userId: string): Promise<Problem> {
    const { rows } = await this.pool.query<{ wait: number }>(WAIT, [userId]);
    const wait = String(Math.max(1, rows[0]?.wait ?? 1));
    const detail = `A link was mailed just now. Ask for another one in ${wait} seconds.`;
    return new Problem(429, 'too_many_requests', detail, undefined, { headers: { 'Retry-After': wait } });
  }
}
