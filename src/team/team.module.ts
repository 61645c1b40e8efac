import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { MailModule } from '../mail/mail.module.js';
import { Invitations } from '../members/invitations.js';
import { Members } from '../members/members.js';
import { InvitationsController } from './invitations.controller.js';
import { MembersController } from './members.controller.js';

@Module({
  imports: [AuthModule, MailModule],
  controllers: [MembersController, InvitationsController],
  providers: [Members, Invitations],
})
export class TeamModule {}
