import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { ResetLink } from '../contract/account.js';
import { requestReset, reset, resetAnswer, resetLink } from '../contract/account.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Accounts } from './accounts.js';
import type { Caller } from './caller.js';
import { Passwords } from './passwords.js';
import { Public, Who } from './signed-in.guard.js';

/** A forgotten password. Without mail, who runs this Devreel makes the link and passes it on. */
@Controller('api')
export class ResetController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl'>,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  @Post('auth/request-reset')
  @HttpCode(202)
  @Public()
  @Describe({
    summary: 'Ask for a link that sets a new password',
    details: 'The answer is the same whether there is such an account or not.',
    answer: resetAnswer,
  })
  request(@Body({ schema: requestReset }) _asked: z.infer<typeof requestReset>): z.infer<typeof resetAnswer> {
    return { byMail: false };
  }

  @Post('auth/reset')
  @HttpCode(204)
  @Public()
  @Describe({
    summary: 'Set a new password by such a link, and end all sessions',
    answer: null,
    problems: { 404: ['link_expired'], 422: ['password_too_guessable'] },
  })
  async reset(@Body({ schema: reset }) { token, password }: z.infer<typeof reset>): Promise<void> {
    await this.passwords.reset(token, password);
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
    if (!this.accounts.isAdministrator(caller)) throw problems.forbidden('Only who runs this Devreel may do this.');
    const made = await this.passwords.createReset(email);
    if (!made) throw problems.notFound('An account with this e-mail address');
    return { url: `${this.settings.publicUrl}/reset?token=${made.token}`, expiresAt: made.expiresAt };
  }
}
