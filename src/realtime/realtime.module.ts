import type { DynamicModule, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import { AuthModule } from '../auth/auth.module.js';
import { DraftMailsModule } from '../draft-mails/draft-mails.module.js';
import { Seen } from '../draft-mails/seen.js';
import type { Redis } from 'ioredis';
import { PUBLISHER } from '../events/announce.js';
import { EventLog } from '../events/event-log.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Dismissals } from '../notices/dismissals.js';
import { Notices } from '../notices/notices.js';
import { NoticesController } from '../notices/notices.controller.js';
import type { SocketTools } from './realtime.gateway.js';
import { RealtimeGateway, SOCKET_HANDLERS, SOCKET_TOOLS } from './realtime.gateway.js';
import { AccessRecheck, roomOf } from './access-recheck.js';
import { EventStreams } from './event-streams.js';
import { EventsController } from './events.controller.js';
import { Admissions } from './admissions.js';
import { Feed } from './feed.js';
import { Joins } from './joins.js';
import { NoticeFeed } from './notice-feed.js';
import { Presence } from './presence.js';
import { Rooms, rooms } from './rooms.js';
import type { SocketRoutes } from './socket-routes.js';
import { loadSocketHandlers } from './socket-routes.js';
import { Subscriber } from './subscriber.js';

/** Who is told of what was announced. */
type Told = [Rooms, Feed, NoticeFeed, AccessRecheck, Presence];
type Used = [Feed, Notices, Presence, Rooms, Pick<ServerSettings, 'socketsPerAccount'>];

/** The way from the log to the tabs, and what tabs may say. */
@Module({
  imports: [AuthModule, DraftMailsModule],
  controllers: [NoticesController, EventsController],
  providers: [
    Rooms,
    EventStreams,
    {
      provide: Dismissals,
      inject: [Rooms],
      useFactory: (out: Rooms): Dismissals => ({
        announce: (userId, noticeId) => out.sendEverywhere(rooms.user(userId), 'notice:dismissed', { noticeId }),
      }),
    },
    Notices,
    RealtimeGateway,
    { provide: Feed, inject: [DataSource, Rooms], useFactory: (db: DataSource, out: Rooms) => new Feed(db, out) },
    {
      provide: NoticeFeed,
      inject: [DataSource, Rooms],
      useFactory: (db: DataSource, out: Rooms) => new NoticeFeed(db, out),
    },
    {
      provide: AccessRecheck,
      inject: [DataSource, Accounts, Rooms],
      useFactory: (db: DataSource, accounts: Accounts, out: Rooms) => new AccessRecheck(db, accounts, out),
    },
    {
      provide: Joins,
      inject: [DataSource],
      useFactory: (db: DataSource) => new Joins(db),
    },
    {
      provide: Presence,
      inject: [Seen, Joins, Rooms, PUBLISHER],
      useFactory: (seen: Seen, joins: Joins, out: Rooms, redis: Redis) => new Presence({ seen, joins, out, redis }),
    },
    {
      provide: Subscriber,
      inject: [SETTINGS, Rooms, Feed, NoticeFeed, AccessRecheck, Presence],
      useFactory: ({ redisUrl }: ServerSettings, ...[out, feed, notices, recheck, presence]: Told) =>
        new Subscriber(redisUrl, { rooms: out, feed, notices, recheck, presence }),
    },
    {
      provide: SOCKET_TOOLS,
      inject: [Accounts, DataSource, Joins, Feed, Notices, Presence, Rooms, SETTINGS],
      useFactory: (
        accounts: Accounts,
        db: DataSource,
        joins: Joins,
        ...[feed, notices, presence, out, { socketsPerAccount }]: Used
      ): SocketTools => ({
        admissions: new Admissions(accounts),
        rooms: out,
        socketsPerAccount,
        db,
        joins,
        feed,
        notices,
        presence,
      }),
    },
  ],
})
export class RealtimeModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(Subscriber) private readonly subscriber: Subscriber,
    @Inject(Presence) private readonly presence: Presence,
    private readonly accounts: Accounts,
    private readonly out: Rooms,
    private readonly log: EventLog,
  ) {}

  static with(routes: SocketRoutes): DynamicModule {
    return {
      module: RealtimeModule,
      providers: [{ provide: SOCKET_HANDLERS, useFactory: () => loadSocketHandlers(routes) }],
    };
  }

  onApplicationBootstrap(): void {
    this.accounts.onEnded((ended) => this.out.disconnect(roomOf(ended)));
    this.log.onRemoved((projectId, userId) => {
      this.out.expel({ projectId, userId });
      this.presence.expel(projectId, userId);
    });
    this.subscriber.start();
    this.presence.start();
  }

  async onModuleDestroy(): Promise<void> {
    // They would keep the server from closing; elsewhere they go on where they were.
    this.out.streams.endAll();
    this.presence.stop();
    await this.subscriber.stop();
  }
}
