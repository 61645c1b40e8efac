/**
 * A new e-mail address counts when its owner has followed a link that was mailed to it. Until then the account keeps the old one. It is
 * proved only when who follows the link is signed in to the account that asked: anybody can ask for any address, and its owner follows
 * the link in good faith. So an address that the account has already is proved, too.
 */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ConfirmedEmail } from '../contract/account.js';
import type { MailLanguage } from '../contract/draft-mails.js';
import { Problem } from '../http/problem.js';
import { hashOf, newSecret } from '../http/secrets.js';
import { Mails } from '../mail/mails.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import type { Caller } from './caller.js';
import { Guesses } from './guesses.js';
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

/**
 * $2: who is signed in. For others a link to the address that the account has already is left as it is. Links for a new password that
 * went to an old address lead nowhere any more.
 */
const CONFIRM = `
  WITH spent AS (
    DELETE FROM email_changes c USING "user" u
    WHERE c.token_hash = $1 AND c.expires_at > now() AND u.id = c.user_id AND (c.user_id = $2::uuid OR c.email <> u.email)
    RETURNING c.user_id, c.email),
  ended AS (DELETE FROM password_resets r USING spent WHERE r.user_id = spent.user_id)
  UPDATE "user" u SET email = spent.email, "emailVerified" = coalesce(u.id = $2::uuid, false), "updatedAt" = now()
  FROM spent WHERE u.id = spent.user_id RETURNING u.email, u."emailVerified" AS "isProved"`;

const WHOSE = 'SELECT email FROM email_changes WHERE token_hash = $1 AND expires_at > now()';

@Injectable()
export class EmailChanges {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl'>,
    @Inject(AUTH_POOL) private readonly pool: Pool,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Guesses) private readonly guesses: Guesses,
  ) {}

  /** Whether an address is to be confirmed: only where a mail can go there. */
  get areConfirmed(): boolean {
    return this.mails.areSent;
  }

  /** Mails a link to the new address, and to the old one that it was asked for. Throws the problems 409 `email_taken` and 429, also `too_many_mails`. */
  async ask(caller: Caller, email: string, language: MailLanguage): Promise<void> {
    const token = newSecret();
    const others = await this.pool.query('SELECT FROM "user" WHERE email = lower($1)', [email]);
    if (others.rowCount !== 0) throw emailTaken();
    const asked = await this.write(caller.userId, ASK, [caller.userId, email, hashOf(token)]);
    if (!asked) throw await this.tooSoon(caller.userId);
    const { publicUrl } = this.settings;
    this.mails.post(confirmMail({ ...this.linkTo(asked.email, token), language }), 'A new e-mail address');
    this.mails.post(
      warningMail({ to: caller.email, wanted: asked.email, link: `${publicUrl}/forgot`, language }),
      'That an e-mail address is to change',
    );
  }

  /**
   * Mails a link to the account's own address, by which it is proved; nothing where it is already, one was mailed just now, or a new
   * address waits. Throws the problem 429 `too_many_mails`.
   */
  async askOwn(userId: string, language: MailLanguage): Promise<void> {
    const token = newSecret();
    const asked = await this.write(userId, ASK_OWN, [userId, hashOf(token)]);
    if (asked)
      this.mails.post(proveMail({ ...this.linkTo(asked.email, token), language }), 'A link to prove an address');
  }

  /** What was asked for; null where that is not to be mailed now. Nothing is changed where too many mails went there. */
  private async write(userId: string, sql: string, values: unknown[]): Promise<{ email: string } | null> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ email: string }>(sql, values);
      const [asked] = rows;
      if (asked) await this.guesses.countInvitation(userId, asked.email);
      await client.query('COMMIT');
      return asked ?? null;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  private linkTo(to: string, token: string): { to: string; link: string; hours: number } {
    return { to, link: `${this.settings.publicUrl}/confirm-email?token=${token}`, hours: HOURS_GOOD };
  }

  /** Whether a link by which the account's own address is proved was mailed there, and is still good. */
  async isOwnMailed(userId: string): Promise<boolean> {
    const sql = `SELECT FROM email_changes c JOIN "user" u ON u.id = c.user_id
      WHERE c.user_id = $1 AND c.expires_at > now() AND c.email = u.email AND NOT u."emailVerified"`;
    return (await this.pool.query(sql, [userId])).rowCount !== 0;
  }

  /** The new address that waits for its link to be followed. */
  async waiting(userId: string): Promise<string | null> {
    const sql = `SELECT c.email FROM email_changes c JOIN "user" u ON u.id = c.user_id
      WHERE c.user_id = $1 AND c.expires_at > now() AND c.email <> u.email`;
    const { rows } = await this.pool.query<{ email: string }>(sql, [userId]);
    return rows[0]?.email ?? null;
  }

  /**
   * The address by which one signs in from now on. `signedIn`: who has followed the link, by their session; it is proved for them alone.
   * Throws the problems 403 `session_required` where it could only be proved, and is not; 404 `link_expired` and 409 `email_taken`.
   */
  async confirm(token: string, signedIn: string | null): Promise<ConfirmedEmail> {
    const asked = this.pool.query<ConfirmedEmail>(CONFIRM, [hashOf(token), signedIn]);
    const { rows } = await asked.catch((error: unknown) => {
      throw isTaken(error) ? emailTaken() : error;
    });
    return rows[0] ?? (await this.refuse(token));
  }

  private async refuse(token: string): Promise<never> {
    const { rows } = await this.pool.query<{ email: string }>(WHOSE, [hashOf(token)]);
    const [own] = rows;
    if (own) throw new Problem(403, 'session_required', `Sign in as ${own.email}, then follow the link again.`);
    const detail = 'This link was used already, is too old, or another one was asked for since.';
    throw new Problem(404, 'link_expired', detail);
  }

  private async tooSoon(userId: string): Promise<Problem> {
    const { rows } = await this.pool.query<{ wait: number }>(WAIT, [userId]);
    const wait = String(Math.max(1, rows[0]?.wait ?? 1));
    const detail = `A link was mailed just now. Ask for another one in ${wait} seconds.`;
    return new Problem(429, 'too_many_requests', detail, undefined, { headers: { 'Retry-After': wait } });
  }
}
