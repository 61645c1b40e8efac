import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import { AuthModule } from '../auth/auth.module.js';
import type { ServerSettings } from '../env.js';
import { SETTINGS } from '../env.js';
import { Notices } from '../notices/notices.js';
import { NoticesController } from '../notices/notices.controller.js';
import type { SocketTools } from './channels.gateway.js';
import { ChannelsGateway, SOCKET_TOOLS } from './channels.gateway.js';
import { Feed } from './feed.js';
import { Listener } from './listener.js';
import { NoticeFeed } from './notice-feed.js';
import { Rooms, rooms } from './rooms.js';

/** The way from the log to the tabs, and what tabs may say. */
@Module({
  imports: [AuthModule],
  controllers: [NoticesController],
  providers: [
    Rooms,
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
      inject: [SETTINGS, Rooms, Feed, NoticeFeed],
      useFactory: ({ redisUrl }: ServerSettings, out: Rooms, feed: Feed, notices: NoticeFeed) =>
        new Listener(redisUrl, out, feed, notices),
    },
    {
      provide: SOCKET_TOOLS,
      inject: [Accounts, DataSource, Feed, Notices],
      useFactory: (accounts: Accounts, db: DataSource, feed: Feed, notices: Notices): SocketTools => ({
        ...{ accounts, db, feed, notices },
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
    this.accounts.onEnded((ended) => {
      this.out.disconnect('sessionId' in ended ? rooms.session(ended.sessionId) : rooms.apiKey(ended.apiKeyId));
    });
    this.listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener.stop();
  }
}
