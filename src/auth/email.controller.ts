import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { confirmedEmail, confirmEmail } from '../contract/account.js';
import type { ConfirmedEmail } from '../contract/account.js';
import { clientAddressBehind } from '../http/client-address.js';
import type { ClientAddress } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { Accounts } from './accounts.js';
import { EmailChanges } from './email-changes.js';
import { Guesses } from './guesses.js';
import { Public } from './signed-in.guard.js';

/** Where the link leads that was mailed to an address. */
@Controller('api/auth')
export class EmailController {
  private readonly addressOf: ClientAddress;

  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(EmailChanges) private readonly changes: EmailChanges,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(SETTINGS) settings: Pick<ServerSettings, 'trustProxy'>,
  ) {
    this.addressOf = clientAddressBehind(settings.trustProxy);
  }

  /** Only POST does it, so that who looks at the links of a mail beforehand spends nothing. */
  @Post('confirm-email')
  @HttpCode(200)
  @Public()
  @Describe({
    summary: 'Confirm a new e-mail address by the link that was mailed there',
    details:
      'Needs no session to change the address; it is proved only with a session of the account that asked. Without one a link to the address that the account has already does nothing: 403. Links for a new password that went to an old address end.',
    answer: confirmedEmail,
    problems: { 403: ['session_required'], 404: ['link_expired'], 409: ['email_taken'], 429: ['too_many_requests'] },
  })
  async confirm(
    @Req() request: Request,
    @Body({ schema: confirmEmail }) { token }: z.infer<typeof confirmEmail>,
  ): Promise<ConfirmedEmail> {
    const caller = await this.accounts.identify(request.headers);
    const signedIn = caller?.via === 'session' ? caller.userId : null;
    return this.guesses.atLink(this.addressOf(request), () => this.changes.confirm(token, signedIn));
  }
}
