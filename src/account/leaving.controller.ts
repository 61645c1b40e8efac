import { Body, Controller, Delete, Get, HttpCode, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { AccountData } from '../contract/account-data.js';
import { accountData } from '../contract/account-data.js';
import type { LeaveBy, Leaving as Outcome } from '../contract/account.js';
import { leaveBy, leaving } from '../contract/account.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { AccountDataReader } from './account-data.js';
import { Leaving } from './leaving.js';

@Controller('api/me')
export class LeavingController {
  constructor(
    @Inject(Leaving) private readonly leaving: Leaving,
    @Inject(AccountDataReader) private readonly data: AccountDataReader,
  ) {}

  @Get('export')
  @Describe({
    summary: 'What is kept of you, as one file',
    details:
      'Of projects what they are and their current drafts; recordings, screenshots, earlier versions and notices are to be had there. Not in it: secrets, what lies in the bin, what webhooks have sent (`GET /api/webhooks/:id/deliveries`), and what is counted for limits.',
    answer: accountData,
    answerHeaders: { 'Content-Disposition': 'A name for the file.' },
  })
  async export(@Who() caller: Caller, @Res({ passthrough: true }) response: Response): Promise<AccountData> {
    const data = await this.data.read(caller);
    response.set('Content-Disposition', 'attachment; filename="devreel-account.json"').set('Cache-Control', 'no-store');
    return data;
  }

  @Get('leaving')
  @Describe({ summary: 'What would become of your projects if you deleted your account', answer: leaving })
  outcome(@Who() caller: Caller): Promise<Outcome> {
    return this.leaving.outcome(caller.userId);
  }

  @Delete()
  @HttpCode(204)
  @Describe({
    summary: 'Delete your account, for good and at once',
    details: 'What becomes of your projects is said by `GET /api/me/leaving`.',
    answer: null,
    problems: { 403: ['session_required', 'wrong_password', 'wrong_email'], 429: ['too_many_requests'] },
  })
  async leave(@Who() caller: Caller, @Body({ schema: leaveBy }) given: LeaveBy): Promise<void> {
    if (caller.via !== 'session') throw problems.sessionRequired();
    await this.leaving.leave(caller, given);
  }
}
