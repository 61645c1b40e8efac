import { Inject, Logger, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventLog } from '../events/event-log.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { Seal } from '../settings/seal.js';
import { Dispatcher } from './dispatcher.js';
import { Webhooks } from './webhooks.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({ imports: [AuthModule], controllers: [WebhooksController], providers: [Webhooks], exports: [Webhooks] })
export class WebhooksModule {}

/** In worker processes: who sends. */
@Module({
  providers: [
    {
      provide: Dispatcher,
      inject: [EventLog, SETTINGS],
      useFactory: (log: EventLog, settings: ServerSettings) =>
        settings.authSecret === undefined ? null : new Dispatcher(log, new Seal(settings.authSecret), settings),
    },
  ],
})
export class WebhooksWorkerModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Webhooks');

  /** Null in a worker without AUTH_SECRET: it cannot sign. */
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher | null) {}

  onApplicationBootstrap(): void {
    if (this.dispatcher) this.dispatcher.start();
    else this.logger.warn('This worker sends no webhooks: give it the same AUTH_SECRET as the web processes have.');
  }

  async onModuleDestroy(): Promise<void> {
    await this.dispatcher?.stop();
  }
}
