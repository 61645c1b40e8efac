import { Inject, Logger, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { MailModule } from '../mail/mail.module.js';
import { Mails } from '../mail/mails.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings, WebSettings } from '../settings/env.js';
import { DraftMailChoices } from './choices.js';
import { DraftMailsController } from './draft-mails.controller.js';
import { Seen } from './seen.js';
import { DraftMailSender } from './sender.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/** In web processes: who wants mails, and when they were last there. */
@Module({
  imports: [AuthModule, MailModule],
  controllers: [DraftMailsController],
  providers: [
    { provide: DraftMailChoices, inject: [DataSource], useFactory: (db: DataSource) => new DraftMailChoices(db) },
    { provide: Seen, inject: [DataSource], useFactory: (db: DataSource) => new Seen(db) },
    {
      provide: UnsubscribeLinks,
      inject: [SETTINGS],
      useFactory: ({ authSecret, publicUrl }: WebSettings) => new UnsubscribeLinks(authSecret, publicUrl),
    },
  ],
  exports: [Seen],
})
export class DraftMailsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(Seen) private readonly seen: Seen,
    @Inject(Mails) private readonly mails: Mails,
  ) {}

  onApplicationBootstrap(): void {
    if (this.mails.areSent) this.seen.start();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.mails.areSent) await this.seen.stop();
  }
}

/** In worker processes: who sends them. */
@Module({
  imports: [MailModule],
  providers: [
    {
      provide: DraftMailSender,
      inject: [DataSource, Mails, SETTINGS],
      useFactory: (db: DataSource, mails: Mails, { authSecret, publicUrl }: ServerSettings) =>
        authSecret === undefined || !mails.areSent
          ? null
          : new DraftMailSender(db, mails, new UnsubscribeLinks(authSecret, publicUrl), publicUrl),
    },
  ],
})
export class DraftMailsWorkerModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Draft mails');

  /** Null where no mail server is set, and in a worker without AUTH_SECRET: it cannot sign. */
  constructor(
    @Inject(DraftMailSender) private readonly sender: DraftMailSender | null,
    @Inject(Mails) private readonly mails: Mails,
  ) {}

  onApplicationBootstrap(): void {
    if (this.sender) this.sender.start();
    else if (this.mails.areSent) {
      this.logger.warn('This worker sends no mails: give it the same AUTH_SECRET as the web processes have.');
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.sender?.stop();
  }
}
