import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import { AuthModule } from '../auth/auth.module.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Notices } from '../notices/notices.js';
import { NoticesController } from '../notices/notices.controller.js';
import type { SocketTools } from './realtime.gateway.js';
import { ChannelsGateway, SOCKET_TOOLS } from './realtime.gateway.js';
import { EventStreams } from './event-streams.js';
import { EventsController } from './events.controller.js';
import { Feed } from './feed.js';
import { Listener } from './subscriber.js';
import { NoticeFeed } from './notice-feed.js';
import { Rooms } from './rooms.js';
import { roomOf, Standing } from './access-recheck.js';

/** The way from the log to the tabs, and what tabs may say. */
@Module({
  imports: [AuthModule],
  controllers: [NoticesController, EventsController],
  providers: [
    Rooms,
    EventStreams,
    Notices,
    ChannelsGateway,
    { provide: Feed, inject: [DataSource, Rooms], useFactory: (db: DataSource, out: Rooms) => new Feed(db, out) },
    {
      provide: NoticeFeed,
      inject: [DataSource, Rooms],
      useFactory: (db: DataSource, out: Rooms) => new NoticeFeed(db, out),
    },
    {
      provide: Listener,
      inject: [SETTINGS, Rooms, Feed, NoticeFeed, DataSource, Accounts],
      useFactory: (
        { redisUrl }: ServerSettings,
        ...[out, feed, notices, db, accounts]: [Rooms, Feed, NoticeFeed, DataSource, Accounts]
      ) => new Listener(redisUrl, { rooms: out, feed, notices, standing: new Standing(db, accounts, out) }),
    },
    {
      provide: SOCKET_TOOLS,
      inject: [Accounts, DataSource, Feed, Notices],
      useFactory: (accounts: Accounts, db: DataSource, feed: Feed, notices: Notices): SocketTools => ({
        accounts,
        db,
        feed,
        notices,
      }),
    },
  ],
})
export class ChannelsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(Listener) private readonly listener: Listener,
    private readonly accounts: Accounts,
    private readonly out: Rooms,
  ) {}

  onApplicationBootstrap(): void {
    this.accounts.onEnded((ended) => this.out.disconnect(roomOf(ended)));
    this.listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    // They would keep the server from closing; elsewhere they go on where they were.
    this.out.streams.endAll();
    await this.listener.stop();
  }
}
