import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { EventLog } from '../channels/event-log.js';
import type { ServerSettings } from '../env.js';
import { environment } from '../env.js';
import { createFfmpeg } from '../outside/ffmpeg.js';
import { Storage } from '../outside/storage.js';
import { createTranscriber } from '../outside/create-transcriber.js';
import { createWriter } from '../outside/openai-writer.js';
import { PUBLISHER } from '../channels/announce.js';
import { storeMetrics } from '../ops/metrics.js';
import { Beat } from './beat.js';
import { DraftStreams } from './draft-stream.js';
import { choresProcessor, processorOf, WORKER } from './pipeline.processor.js';
import type { Worker } from './pipeline-task.js';
import { ProgressPublisher } from './progress.js';
import { Queue } from './queue.js';
import { Reconciler } from './reconcile.js';
import { Requests } from './requests.js';
import { sweepScratch } from './scratch.js';
import { Tasks } from './tasks.js';
import { TasksController } from './tasks.controller.js';

/** In web processes: what people ask of tasks. */
@Module({ controllers: [TasksController], providers: [Requests] })
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
            new Reconciler(log, tasks, queue, async () => {
              await sweepScratch(log.db, scratchRoot(settings));
              await storeMetrics(log.db, shop.beat.workerId);
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
  const beat = new Beat(db);
  await beat.start();
  const { ffmpegPath, ffprobePath, screenshotEveryMs } = settings;
  return {
    ...{ log, tasks, stopping: false },
    shop: {
      ...{ db, beat, storage },
      ffmpeg: createFfmpeg({ ffmpegPath, ffprobePath, environment: environment() }),
      transcriber: createTranscriber(settings),
      writer: createWriter(settings),
      publisher: new ProgressPublisher(publisher),
      drafts: new DraftStreams(db, publisher),
      scratchRoot: join(scratchRoot(settings), beat.workerId),
      settings: { screenshotEveryMs },
    },
  };
}
