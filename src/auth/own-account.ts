/** What people change of their own accounts. */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { MeChange } from '../contract/account.js';
import type { MailLanguage } from '../contract/draft-mails.js';
import { Problem, problems } from '../http/problem.js';
import type { Caller } from './caller.js';
import { EmailChanges } from './email-changes.js';
import { emailTaken, isTaken } from './email-taken.js';
import { Passwords } from './passwords.js';
import { localOwner, RESERVED_DOMAIN } from './sign-in-links.js';
import { AUTH_POOL } from './tokens.js';

/** Whether its address must stay, or the link of `npm start` would make another owner. */
export const isEmailFixed = ({ email }: Pick<Caller, 'email'>): boolean => email === localOwner.email;

/** Another address is not proved, and links for a new password that were made for the old one prove nothing of it: they end. */
const CHANGE = `
  WITH ended AS (DELETE FROM password_resets WHERE user_id = $1 AND $3::text IS NOT NULL)
  UPDATE "user" SET name = coalesce($2, name), email = coalesce(lower($3), email), "updatedAt" = now(),
    "emailVerified" = "emailVerified" AND email = coalesce(lower($3), email)
  WHERE id = $1`;

@Injectable()
export class OwnAccount {
  constructor(
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly passwords: Passwords,
    private readonly emailChanges: EmailChanges,
  ) {}

  /**
   * Where mail is sent, a new address waits until its owner has confirmed it; `language`: of that mail. Throws the problems 403 `wrong_password`, 409
   * `email_is_fixed` for the local owner, 409 `email_taken`, 422 for an address of Devreel's own, and 429.
   */
  async change(caller: Caller, { name, email, password }: MeChange, language: MailLanguage): Promise<void> {
    if (email !== undefined) await this.requireMayMove(caller, email, password);
    const waits = email !== undefined && email.toLowerCase() !== caller.email && this.emailChanges.areConfirmed;
    if (waits) await this.emailChanges.ask(caller, email, language);
    try {
      await this.pool.query(CHANGE, [caller.userId, name ?? null, waits ? null : (email ?? null)]);
    } catch (error) {
      throw isTaken(error) ? emailTaken() : error;
    }
  }

  private async requireMayMove(caller: Caller, email: string, password: string | undefined): Promise<void> {
    if (isEmailFixed(caller)) {
      throw problems.conflict(
        'email_is_fixed',
        'This account is opened by the link of npm start, and keeps its address.',
      );
    }
    if (email.toLowerCase().endsWith(`@${RESERVED_DOMAIN}`)) {
      throw problems.invalidRequest([{ path: 'email', message: `${RESERVED_DOMAIN} is for Devreel itself` }]);
    }
    if (!(await this.passwords.has(caller.userId))) {
      throw new Problem(
        403,
        'password_required',
        'Set a password first: you will sign in with it and the new address.',
      );
    }
    await this.passwords.require(caller, password === undefined ? {} : { password });
  }

  /** The account with its sessions and keys. */
  async remove(userId: string): Promise<void> {
    await this.pool.query('DELETE FROM "user" WHERE id = $1', [userId]);
  }
}
