import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { Invitations } from '../members/invitations.js';
import { Members } from '../members/members.js';
import type { Mailer } from '../outside/mail.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { InvitationsController } from './invitations.controller.js';
import { MAILER } from './mailer.js';
import { MembersController } from './members.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [MembersController, InvitationsController],
  providers: [
    Members,
    Invitations,
    {
      provide: MAILER,
      inject: [SETTINGS],
      useFactory: async ({ mail }: Pick<ServerSettings, 'mail'>): Promise<Mailer | null> =>
        mail && new (await import('../outside/mail.js')).Mailer(mail.smtpUrl, mail.from),
    },
  ],
})
export class TeamModule {}
