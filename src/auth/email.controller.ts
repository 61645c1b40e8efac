import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import { confirmedEmail, confirmEmail } from '../contract/account.js';
import { Describe } from '../http/describe.js';
import { EmailChanges } from './email-changes.js';
import { Public } from './signed-in.guard.js';

/** Where the link leads that was mailed to a new address. */
@Controller('api/auth')
export class EmailController {
  constructor(@Inject(EmailChanges) private readonly changes: EmailChanges) {}

  /** Only POST does it, so that who looks at the links of a mail beforehand spends nothing. */
  @Post('confirm-email')
  @HttpCode(200)
  @Public()
  @Describe({
    summary: 'Confirm a new e-mail address by the link that was mailed there',
    details:
      'Needs no session: the link is what proves the address. Links for a new password that went to the old one end.',
    answer: confirmedEmail,
    problems: { 404: ['link_expired'], 409: ['email_taken'] },
  })
  async confirm(@Body({ schema: confirmEmail }) { token }: z.infer<typeof confirmEmail>): Promise<{ email: string }> {
    return { email: await this.changes.confirm(token) };
  }
}
