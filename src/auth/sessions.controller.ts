import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { List } from '../contract/answers.js';
import { listOf } from '../contract/answers.js';
import type { Account, MeChange, PasswordChange, Session } from '../contract/account.js';
import { account, changeMe, changePassword, session } from '../contract/account.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { mailLanguageOf } from '../mail/letter.js';
import { Accounts } from './accounts.js';
import type { Caller } from './caller.js';
import { OwnAccount } from './own-account.js';
import { Passwords } from './passwords.js';
import { Sessions } from './sessions.js';
import { Who } from './signed-in.guard.js';

/** A leaked key must not be able to take the account over. */
function requireSession({ via }: Caller): void {
  if (via !== 'session') throw problems.sessionRequired();
}

/** One's own account: who one is, the password, and where one is signed in. */
@Controller('api/me')
export class SessionsController {
  constructor(
    @Inject(OwnAccount) private readonly own: OwnAccount,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Patch()
  @Describe({
    summary: 'Change your name, or the e-mail address by which you sign in',
    details:
      'Where mail is sent, a new address is `newEmail` in `GET /api/me` until it is confirmed. The old one is told.',
    answer: account,
    problems: {
      403: ['session_required', 'wrong_password', 'password_required'],
      409: ['email_taken', 'email_is_fixed'],
      429: ['too_many_mails', 'too_many_requests'],
    },
  })
  async change(
    @Who() caller: Caller,
    @Body({ schema: changeMe }) change: MeChange,
    @Req() request: Request,
  ): Promise<Account> {
    requireSession(caller);
    await this.own.change(caller, change, mailLanguageOf(request));
    const now = (await this.accounts.findByIds([caller.userId])).get(caller.userId);
    if (!now) throw problems.unauthorized();
    return now;
  }

  @Post('password')
  @HttpCode(204)
  @Describe({
    summary: 'Change your password, and end your other sessions',
    details: 'API keys stay. Who has no password yet sends none as `current`.',
    answer: null,
    problems: {
      403: ['session_required', 'wrong_password'],
      422: ['password_too_guessable'],
      429: ['too_many_requests'],
    },
  })
  async password(@Who() caller: Caller, @Body({ schema: changePassword }) change: PasswordChange): Promise<void> {
    requireSession(caller);
    await this.passwords.change(caller, { current: change.current, next: change.new });
  }

  @Get('sessions')
  @Describe({ summary: 'Where you are signed in, the one used last first', answer: listOf(session) })
  async list(@Who() caller: Caller): Promise<List<Session>> {
    return { items: await this.sessions.list(caller.userId, caller.sessionId), nextCursor: null };
  }

  @Delete('sessions')
  @HttpCode(204)
  @Describe({ summary: 'End all of your sessions but this one', answer: null, problems: { 403: ['session_required'] } })
  async endOthers(@Who() caller: Caller): Promise<void> {
    requireSession(caller);
    await this.sessions.endOthers(caller.userId, caller.sessionId);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Describe({
    summary: 'End a session of yours, and what it holds open',
    answer: null,
    problems: { 403: ['session_required'] },
  })
  async end(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    requireSession(caller);
    await this.sessions.end(caller.userId, id);
  }
}
