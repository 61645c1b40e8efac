import { Module } from '@nestjs/common';
import type { Mailer } from '../outside/mail.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { MAILER, Mails } from './mails.js';

/** Needs `SETTINGS` from a global module. */
@Module({
  providers: [
    Mails,
    {
      provide: MAILER,
      inject: [SETTINGS],
      // Loaded only where mail is sent.
      useFactory: async ({ mail }: Pick<ServerSettings, 'mail'>): Promise<Mailer | null> =>
        mail ? new (await import('../outside/mail.js')).Mailer(mail.smtpUrl, mail.from) : null,
    },
  ],
  exports: [Mails],
})
export class MailModule {}
