import { Body, Controller, HttpCode, Inject, Logger, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import type { ResetLink } from '../contract/account.js';
import { requestReset, reset, resetAnswer, resetLink } from '../contract/account.js';
import type { MailLanguage } from '../contract/draft-mails.js';
import { clientAddressBehind } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { mailLanguageOf } from '../mail/letter.js';
import { Mails } from '../mail/mails.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Accounts } from './accounts.js';
import type { Caller } from './caller.js';
import { Guesses } from './guesses.js';
import { Passwords } from './passwords.js';
import { passwordsOff } from './passwords-off.js';
import { RESET_LINK_HOURS, resetLink as resetLinkWith } from './reset-links.js';
import { RESET_MAIL_HOURS, resetMail } from './reset-mail.js';
import { Public, Who } from './signed-in.guard.js';

/** Between two mails to one account, so that nobody fills somebody's mailbox. */
const MINUTES_BETWEEN = 2;

/** A forgotten password. Without mail, who runs this Devreel makes the link and passes it on. */
@Controller('api')
export class ResetController {
  private readonly logger = new Logger('Mail');

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl' | 'trustProxy' | 'passwordSignIn'>,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(Mails) private readonly mails: Mails,
  ) {}

  @Post('auth/request-reset')
  @HttpCode(202)
  @Public()
  @Describe({
    summary: 'Ask for a link that sets a new password',
    details: 'The answer is the same whether there is such an account or not. A mail comes at most every two minutes.',
    answer: resetAnswer,
    problems: { 403: ['password_sign_in_off'], 429: ['too_many_requests'] },
  })
  async request(
    @Req() request: Request,
    @Body({ schema: requestReset }) { email }: z.infer<typeof requestReset>,
  ): Promise<z.infer<typeof resetAnswer>> {
    if (!this.settings.passwordSignIn) throw passwordsOff();
    if (!this.mails.areSent) return { byMail: false };
    await this.guesses.countReset(clientAddressBehind(this.settings.trustProxy)(request));
    // Not waited for, so that how long the answer takes does not tell whether there is such an account.
    this.mail(email, mailLanguageOf(request)).catch((error: unknown) =>
      this.logger.error(`A new password was not mailed: ${String(error)}`),
    );
    return { byMail: true };
  }

  private async mail(email: string, language: MailLanguage): Promise<void> {
    const made = await this.passwords.createReset(email, { hours: RESET_MAIL_HOURS, quietMinutes: MINUTES_BETWEEN });
    if (!made) return;
    const link = resetLinkWith(this.settings.publicUrl, made.token);
    this.mails.post(resetMail({ to: email, link, language }), 'A new password');
  }

  @Post('auth/reset')
  @HttpCode(204)
  @Public()
  @Describe({
    summary: 'Set a new password by such a link, and end all sessions',
    answer: null,
    problems: {
      403: ['password_sign_in_off'],
      404: ['link_expired'],
      422: ['password_too_guessable'],
      429: ['too_many_requests'],
    },
  })
  async reset(
    @Req() request: Request,
    @Body({ schema: reset }) { token, password }: z.infer<typeof reset>,
  ): Promise<void> {
    if (!this.settings.passwordSignIn) throw passwordsOff();
    const client = clientAddressBehind(this.settings.trustProxy)(request);
    await this.guesses.atLink(client, () => this.passwords.reset(token, password));
  }

  @Post('password-resets')
  @Describe({
    summary: 'Make a link by which somebody sets a new password, for administrators',
    details: 'It is good once, for a day. Pass it on to nobody else.',
    answer: resetLink,
    problems: { 403: ['forbidden'], 404: ['not_found'] },
  })
  async create(
    @Who() caller: Caller,
    @Body({ schema: requestReset }) { email }: z.infer<typeof requestReset>,
  ): Promise<ResetLink> {
    this.accounts.requireAdministrator(caller);
    const made = await this.passwords.createReset(email, { hours: RESET_LINK_HOURS });
    if (!made) throw problems.notFound('An account with this e-mail address');
    return { url: resetLinkWith(this.settings.publicUrl, made.token), expiresAt: made.expiresAt };
  }
}
