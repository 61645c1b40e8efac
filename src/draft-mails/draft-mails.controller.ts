import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../auth/caller.js';
import { EmailChanges } from '../auth/email-changes.js';
import { Guesses } from '../auth/guesses.js';
import { Public, Who } from '../auth/signed-in.guard.js';
import type { DraftMails, DraftMailsChoice, Unsubscribe } from '../contract/draft-mails.js';
import { chooseDraftMails, draftMails, unsubscribe } from '../contract/draft-mails.js';
import { clientAddressBehind } from '../http/client-address.js';
import type { ClientAddress } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { Mails } from '../mail/mails.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { DraftMailChoices } from './choices.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/** Which mails one gets about drafts. */
@Controller()
export class DraftMailsController {
  private readonly addressOf: ClientAddress;

  constructor(
    @Inject(DraftMailChoices) private readonly choices: DraftMailChoices,
    @Inject(UnsubscribeLinks) private readonly links: UnsubscribeLinks,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(EmailChanges) private readonly emailChanges: EmailChanges,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(SETTINGS) settings: Pick<ServerSettings, 'trustProxy'>,
  ) {
    this.addressOf = clientAddressBehind(settings.trustProxy);
  }

  @Get('api/me/draft-mails')
  @Describe({ summary: 'Which mails you get about drafts that are ready', answer: draftMails })
  async read(@Who() { userId, emailVerified }: Caller): Promise<DraftMails> {
    const choice = await this.choices.read(userId);
    const linkMailed = !emailVerified && (await this.emailChanges.isOwnMailed(userId));
    return { ...choice, areSent: this.mails.areSent, isConfirmed: emailVerified, linkMailed };
  }

  @Put('api/me/draft-mails')
  @Describe({
    summary: 'Say which mails you get about drafts that are ready',
    details:
      'Where your address is not proved yet, a link is mailed there, at most every two minutes, and none while a new address waits; mails come once it is followed.',
    answer: draftMails,
    problems: { 403: ['session_required'], 409: ['no_mail'], 429: ['too_many_mails'] },
  })
  async choose(
    @Who() caller: Caller,
    @Body({ schema: chooseDraftMails }) wanted: DraftMailsChoice,
  ): Promise<DraftMails> {
    // Whoever finds a key must not be able to have somebody's mailbox filled, or kept quiet.
    if (caller.via !== 'session') throw problems.sessionRequired();
    if (wanted.when !== 'off' && !this.mails.areSent) {
      throw problems.conflict('no_mail', 'This Devreel sends no mail. Ask who runs it to set a mail server.');
    }
    if (wanted.when !== 'off' && !caller.emailVerified) await this.emailChanges.askOwn(caller.userId, wanted.language);
    await this.choices.choose(caller.userId, wanted);
    return this.read(caller);
  }

  /** Only POST does it, so that who looks at the links of a mail beforehand turns nothing off. */
  @Post('unsubscribe')
  @HttpCode(204)
  @Public()
  @Describe({
    summary: 'Turn these mails off by the link in one of them',
    details: 'Needs no account. Mail programs send it at one press (RFC 8058); what they send as body is not read.',
    answer: null,
    problems: { 404: ['not_found'], 429: ['too_many_requests'] },
  })
  async unsubscribe(@Req() request: Request, @Query({ schema: unsubscribe }) { token }: Unsubscribe): Promise<void> {
    await this.guesses.atLink(this.addressOf(request), () => this.turnOffBy(token));
  }

  private async turnOffBy(token: string): Promise<void> {
    const userId = this.links.userOf(token);
    if (userId === null) throw problems.notFound('This link');
    await this.choices.turnOff(userId);
  }
}
