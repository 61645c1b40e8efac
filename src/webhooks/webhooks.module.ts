import { Inject, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { EventLog } from '../events/event-log.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { Dispatcher } from './dispatcher.js';
import { Webhooks } from './webhooks.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({ controllers: [WebhooksController], providers: [Webhooks] })
export class WebhooksModule {}

/** In worker processes: who sends. */
@Module({
  providers: [
    {
      provide: Dispatcher,
      inject: [EventLog, SETTINGS],
      useFactory: (log: EventLog, settings: ServerSettings) => new Dispatcher(log, settings),
    },
  ],
})
export class WebhooksWorkerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  onApplicationBootstrap(): void {
    this.dispatcher.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.dispatcher.stop();
  }
}
