import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { EventLog } from '../events/event-log.js';
import type { ServerSettings } from '../settings/env.js';
import { environment } from '../settings/env.js';
import { createFfmpeg } from '../outside/ffmpeg/ffmpeg.js';
import { Storage } from '../outside/storage/storage.js';
import { createTranscriber } from '../outside/recognisers/create-transcriber.js';
import { DocumentReader } from '../outside/documents/reader.js';
import { createEmbedder } from '../outside/language-model/openai-embedder.js';
import { createWriter } from '../outside/language-model/openai-writer.js';
import { PUBLISHER } from '../events/announce.js';
import { storeMetrics } from '../telemetry/metrics.js';
import { CallLedger } from '../usage/call-ledger.js';
import { Beat } from './heartbeat.js';
import { DraftStreams } from './draft-stream.js';
import { choresProcessor, processorOf, WORKER } from './pipeline.processor.js';
import type { Worker } from './pipeline-task.js';
import { ProgressPublisher } from './progress.js';
import { Queue } from '../tasks/queue.js';
import { Reconciler } from './reconciler.js';
import { Requests } from '../tasks/requests.js';
import { sweepScratch } from './scratch.js';
import { Status } from '../tasks/status.js';
import { StatusController } from '../tasks/status.controller.js';
import { Tasks } from '../tasks/tasks.js';
import { TasksController } from '../tasks/tasks.controller.js';
import { Trial } from './quarantine.js';

/** In web processes: what people ask of tasks. */
@Module({ imports: [AuthModule], controllers: [TasksController, StatusController], providers: [Requests, Status] })
export class PipelineRequestsModule {}

/** In worker processes: the lanes, and who looks after what fell out of them. */
@Module({})
export class PipelineWorkerModule {
  static with(settings: ServerSettings): DynamicModule {
    return {
      module: PipelineWorkerModule,
      providers: [
        processorOf('media', settings.mediaConcurrency),
        processorOf('ai', settings.aiConcurrency),
        choresProcessor(settings),
        {
          provide: WORKER,
          inject: [DataSource, EventLog, Tasks, Storage, PUBLISHER],
          useFactory: (...services: Parameters<typeof createWorker> extends [unknown, ...infer S] ? S : never) =>
            createWorker(settings, ...services),
        },
        {
          provide: Reconciler,
          inject: [EventLog, Tasks, Queue, WORKER],
          useFactory: (log: EventLog, tasks: Tasks, queue: Queue, { shop }: Worker) =>
            new Reconciler(log, tasks, queue, {
              leaseMs: settings.leaseMs,
              isSteady: () => shop.beat.isSteady(),
              async sweep() {
                if (shop.beat.isSteady()) await sweepScratch(log.db, scratchRoot(settings), settings.leaseMs);
                await storeMetrics(log.db, shop.beat.workerId);
              },
            }),
        },
      ],
    };
  }
}

const scratchRoot = ({ dataDir }: ServerSettings): string => join(dataDir, 'scratch');

/** Alive, says the database, before the first job can arrive. */
async function createWorker(
  settings: ServerSettings,
  db: DataSource,
  log: EventLog,
  tasks: Tasks,
  storage: Storage,
  publisher: Redis,
): Promise<Worker> {
  const beat = new Beat(settings.databaseUrl, settings.leaseMs);
  await beat.start();
  const { ffmpegPath, ffprobePath, screenshotEveryMs, mediaConcurrency: atOnce } = settings;
  return {
    log,
    tasks,
    stopping: false,
    turns: 0,
    shop: {
      db,
      beat,
      storage,
      ffmpeg: createFfmpeg({ ffmpegPath, ffprobePath, environment: environment(), atOnce }),
      transcriber: createTranscriber(settings),
      writer: createWriter(settings),
      embedder: createEmbedder(settings),
      reader: new DocumentReader(),
      publisher: new ProgressPublisher(publisher),
      drafts: new DraftStreams(db, publisher),
      trial: new Trial(),
      calls: new CallLedger(db, settings.prices, settings.projectBudgetUsd),
      scratchRoot: join(scratchRoot(settings), beat.workerId),
      settings: { screenshotEveryMs },
    },
  };
}
