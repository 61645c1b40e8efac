import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../auth/caller.js';
import { Guesses } from '../auth/guesses.js';
import { Public, Who } from '../auth/signed-in.guard.js';
import { joinedProject, openInvitation } from '../contract/members.js';
import type { JoinedProject, OpenInvitation } from '../contract/members.js';
import { clientAddressBehind } from '../http/client-address.js';
import type { ClientAddress } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { Invitations } from '../members/invitations.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';

const OVER = { 404: ['not_found'], 410: ['invitation_over', 'project_in_bin'], 429: ['too_many_requests'] };

/** What the link of an invitation leads to. */
@Controller('api/invitations')
export class InvitationsController {
  private readonly addressOf: ClientAddress;

  constructor(
    private readonly invitations: Invitations,
    private readonly guesses: Guesses,
    @Inject(SETTINGS) settings: Pick<ServerSettings, 'trustProxy'>,
  ) {
    this.addressOf = clientAddressBehind(settings.trustProxy);
  }

  @Get(':token')
  @Public()
  @Describe({ summary: 'What one is invited to', answer: openInvitation, problems: OVER })
  read(@Param('token') token: string, @Req() request: Request): Promise<OpenInvitation> {
    return this.guesses.atLink(this.addressOf(request), () => this.invitations.read(token));
  }

  @Post(':token')
  @HttpCode(200)
  @Describe({
    summary: 'Accept an invitation',
    details: 'Who has no account gives the token as `invitation` when they make one, and is a member then.',
    answer: joinedProject,
    problems: { ...OVER, 409: ['already_member'] },
  })
  accept(@Who() caller: Caller, @Param('token') token: string, @Req() request: Request): Promise<JoinedProject> {
    return this.guesses.atLink(this.addressOf(request), () => this.invitations.accept(caller.userId, token));
  }
}
