/** What web and worker processes share: settings, database, Redis, storage, and the doors to the log and to the queue. */
import type { DynamicModule, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { announceBy, createPublisher, PUBLISHER } from './events/announce.js';
import { EventLog } from './events/event-log.js';
import { createDataSource, migrate } from './database/data-source.js';
import { LineWatch, patientLine } from './database/line.js';
import { ModelsInUse } from './models/models-in-use.js';
import type { ServerSettings } from './settings/env.js';
import { SETTINGS } from './settings/env.js';
import { Storage } from './outside/storage/storage.js';
import { bullModules, Queue, queueProvider } from './tasks/queue.js';
import { Tasks } from './tasks/tasks.js';

const CONNECTIONS = 20;
/** One holds the lock, one migrates. */
const MIGRATING_CONNECTIONS = 2;

@Module({})
export class ServicesModule implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly db: DataSource,
    private readonly watch: LineWatch,
    @Inject(PUBLISHER) private readonly publisher: Redis,
  ) {}

  static with(settings: ServerSettings): DynamicModule {
    return {
      module: ServicesModule,
      global: true,
      imports: bullModules(settings),
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: DataSource, useFactory: () => openDatabase(settings.databaseUrl) },
        { provide: LineWatch, useFactory: () => new LineWatch(settings.databaseUrl) },
        { provide: PUBLISHER, useFactory: () => createPublisher(settings.redisUrl) },
        { provide: Storage, useFactory: () => settings.openStorage() },
        {
          provide: EventLog,
          inject: [DataSource, PUBLISHER],
          useFactory: (db: DataSource, publisher: Redis) => new EventLog(db, announceBy(publisher)),
        },
        {
          provide: ModelsInUse,
          inject: [DataSource],
          useFactory: (db: DataSource) => new ModelsInUse(db, settings),
        },
        queueProvider,
        { provide: Tasks, inject: [Queue], useFactory: (queue: Queue) => new Tasks(queue) },
      ],
      exports: [SETTINGS, DataSource, PUBLISHER, Storage, EventLog, ModelsInUse, Queue, Tasks],
    };
  }

  onModuleInit(): void {
    this.watch.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.publisher.disconnect();
    await this.watch.stop();
    await this.db.destroy();
  }
}

async function openDatabase(databaseUrl: string): Promise<DataSource> {
  const patient = await createDataSource(databaseUrl, MIGRATING_CONNECTIONS, patientLine).initialize();
  try {
    await migrate(patient);
  } finally {
    await patient.destroy();
  }
  return createDataSource(databaseUrl, CONNECTIONS).initialize();
}
