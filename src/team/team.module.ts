import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { MailModule } from '../mail/mail.module.js';
import { Invitations } from '../members/invitations.js';
import { Members } from '../members/members.js';
import { ActivityController } from './activity.controller.js';
import { Activity } from './activity.js';
import { InvitationsController } from './invitations.controller.js';
import { MembersController } from './members.controller.js';

@Module({
  imports: [AuthModule, MailModule],
  controllers: [MembersController, InvitationsController, ActivityController],
  providers: [Members, Invitations, Activity],
})
export class TeamModule {}
