/**
 * A new e-mail address counts when its owner has followed a link that was mailed to it. Until then the account keeps the old one. By such
 * a link the address that the account has already is proved, too.
 */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { MailLanguage } from '../contract/draft-mails.js';
import { Problem } from '../http/problem.js';
import { hashOf, newSecret } from '../http/secrets.js';
import { Mails } from '../mail/mails.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import type { Caller } from './caller.js';
import { confirmMail, proveMail, warningMail } from './email-mails.js';
import { emailTaken, isTaken } from './email-taken.js';
import { AUTH_POOL } from './tokens.js';

const HOURS_GOOD = 24;
/** Between two of one account, so that nobody fills somebody's mailbox. */
const SECONDS_BETWEEN = 120;

/** A newer one takes the place of an earlier one, unless that was made just now. One for the account's own address is in nobody's way. */
const ASK = `
  INSERT INTO email_changes AS c (user_id, email, token_hash, expires_at)
  VALUES ($1, lower($2), $3, now() + make_interval(hours => ${HOURS_GOOD}))
  ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, token_hash = excluded.token_hash,
    expires_at = excluded.expires_at, created_at = now()
  WHERE c.created_at <= now() - make_interval(secs => ${SECONDS_BETWEEN})
    OR c.email = (SELECT email FROM "user" WHERE id = $1)
  RETURNING email`;

/** An address that waits to be confirmed goes first: with it, this one is no longer needed. */
const ASK_OWN = `
  INSERT INTO email_changes AS c (user_id, email, token_hash, expires_at)
  SELECT id, email, $2, now() + make_interval(hours => ${HOURS_GOOD}) FROM "user" WHERE id = $1 AND NOT "emailVerified"
  ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, token_hash = excluded.token_hash,
    expires_at = excluded.expires_at, created_at = now()
  WHERE c.created_at <= now() - make_interval(secs => ${SECONDS_BETWEEN})
    AND (c.email = excluded.email OR c.expires_at <= now())
  RETURNING email`;

const WAIT = `
  SELECT ceil(extract(epoch FROM created_at + make_interval(secs => ${SECONDS_BETWEEN}) - now()))::int AS wait
  FROM email_changes WHERE user_id = $1`;

/** Links for a new password that went to the old address lead nowhere any more. */
const CONFIRM = `
  WITH spent AS (DELETE FROM email_changes WHERE token_hash = $1 AND expires_at > now() RETURNING user_id, email),
  ended AS (DELETE FROM password_resets r USING spent WHERE r.user_id = spent.user_id)
  UPDATE "user" u SET email = spent.email, "emailVerified" = true, "updatedAt" = now() FROM spent WHERE u.id = spent.user_id RETURNING u.email`;

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
  async ask(caller: Caller, email: string, language: MailLanguage): Promise<void> {
    const token = newSecret();
    const others = await this.pool.query('SELECT FROM "user" WHERE email = lower($1)', [email]);
    if (others.rowCount !== 0) throw emailTaken();
    const { rows } = await this.pool.query<{ email: string }>(ASK, [caller.userId, email, hashOf(token)]);
    const [asked] = rows;
    if (!asked) throw await this.tooSoon(caller.userId);
    const { publicUrl } = this.settings;
    this.mails.post(confirmMail({ ...this.linkTo(asked.email, token), language }), 'A new e-mail address');
    this.mails.post(
      warningMail({ to: caller.email, wanted: asked.email, link: `${publicUrl}/forgot`, language }),
      'That an e-mail address is to change',
    );
  }

  /** Mails a link to the account's own address, by which it is proved; nothing where it is already, or one was mailed just now. */
  async askOwn(userId: string, language: MailLanguage): Promise<void> {
    const token = newSecret();
    const { rows } = await this.pool.query<{ email: string }>(ASK_OWN, [userId, hashOf(token)]);
    for (const { email } of rows)
      this.mails.post(proveMail({ ...this.linkTo(email, token), language }), 'A link to prove an address');
  }

  private linkTo(to: string, token: string): { to: string; link: string; hours: number } {
    return { to, link: `${this.settings.publicUrl}/confirm-email?token=${token}`, hours: HOURS_GOOD };
  }

  /** The new address that waits for its link to be followed. */
  async waiting(userId: string): Promise<string | null> {
    const sql = `SELECT c.email FROM email_changes c JOIN "user" u ON u.id = c.user_id
      WHERE c.user_id = $1 AND c.expires_at > now() AND c.email <> u.email`;
    const { rows } = await this.pool.query<{ email: string }>(sql, [userId]);
    return rows[0]?.email ?? null;
  }

  /** The address by which one signs in from now on; it is proved. Throws the problems 404 `link_expired` and 409 `email_taken`. */
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
