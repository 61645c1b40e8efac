import type { DynamicModule } from '@nestjs/common';
import { Logger, Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { lanes } from '../contract/task.js';
import { WorkerRow } from '../database/entities/task.entity.js';
import { EventLog } from '../events/event-log.js';
import type { ServerSettings } from '../settings/env.js';
import { environment } from '../settings/env.js';
import type { Programs } from '../outside/ffmpeg/abilities.js';
import { lacking } from '../outside/ffmpeg/abilities.js';
import { createFfmpeg } from '../outside/ffmpeg/ffmpeg.js';
import { memoryIsLimited } from '../outside/ffmpeg/memory.js';
import { Storage } from '../outside/storage/storage.js';
import { DocumentReader } from '../outside/documents/reader.js';
import { createOcr } from '../outside/ocr/ocr.js';
import type { Ocr } from '../outside/ocr/ocr.js';
import { ModelsInUse } from '../models/models-in-use.js';
import { PUBLISHER } from '../events/announce.js';
import { storeMetrics } from '../telemetry/metrics.js';
import { descriptorOf, steps } from '../steps/lookup.js';
import { CaptionsReader } from '../transcript/captions/reader.js';
import { CallLedger } from '../usage/call-ledger.js';
import { Heartbeat } from './heartbeat.js';
import { DraftStreams } from './draft-stream.js';
import { CHORES_AT_ONCE, choresProcessor, PIPELINE_TASK, processorOf, WORKER } from './pipeline.processor.js';
import type { Worker } from './pipeline-task.js';
import { OpenModels } from './open-models.js';
import { ProgressPublisher } from './progress.js';
import type { QueueName } from '../tasks/queue.js';
import { Queue } from '../tasks/queue.js';
import { Reconciler } from './reconciler.js';
import { sweepScratch } from './scratch.js';
import { Tasks } from '../tasks/tasks.js';
import { Quarantine } from './quarantine.js';
import type { TaskRoutes } from './task-routes.js';

/** In worker processes: the lanes, and who looks after what fell out of them. */
@Module({})
export class WorkerModule {
  static with(settings: ServerSettings, routes: TaskRoutes): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        {
          provide: PIPELINE_TASK,
          useFactory: async () => (await routes['pipeline-task']()).pipelineTask,
        },
        ...lanes.map((lane) => processorOf(lane, placesOf(settings)[lane])),
        choresProcessor(settings),
        {
          provide: WORKER,
          inject: [DataSource, EventLog, Tasks, Storage, PUBLISHER, ModelsInUse],
          useFactory: (...services: Parameters<typeof createWorker> extends [unknown, ...infer S] ? S : never) =>
            createWorker(settings, ...services),
        },
        {
          provide: Reconciler,
          inject: [EventLog, Tasks, Queue, WORKER],
          useFactory: (log: EventLog, tasks: Tasks, queue: Queue, { context }: Worker) =>
            new Reconciler(log, tasks, queue, {
              leaseMs: settings.leaseMs,
              isSteady: () => context.heartbeat.isSteady(),
              async sweep() {
                if (context.heartbeat.isSteady()) await sweepScratch(log.db, scratchRoot(settings), settings.leaseMs);
                await storeMetrics(log.db, context.heartbeat.workerId);
              },
            }),
        },
      ],
    };
  }
}

/** Tasks that look at what arrives, and their processes. They mostly read, so these come on top of `MEDIA_CONCURRENCY`. */
const INTAKE_CONCURRENCY = 8;
const INTAKE_PROCESSES = 4;

/** How many jobs of each queue a worker works on at a time. */
const placesOf = (settings: ServerSettings): Record<QueueName, number> => ({
  intake: INTAKE_CONCURRENCY,
  media: settings.mediaConcurrency,
  ai: settings.aiConcurrency,
  chores: CHORES_AT_ONCE,
});

const UNLIMITED_MEMORY =
  'On this system nothing keeps one process of ffmpeg from taking all memory (MEDIA_MEMORY_BYTES has no effect): run workers on Linux, or in a container with a limit.';

const scratchRoot = ({ dataDir }: ServerSettings): string => join(dataDir, 'scratch');

const ocrFor = ({ ocrDataUrl, dataDir, aiTimeoutMs, mediaConcurrency, maxMemoryBytes }: ServerSettings): Ocr | null =>
  ocrDataUrl === null
    ? null
    : createOcr({
        folder: join(dataDir, 'models'),
        dataUrl: ocrDataUrl,
        silenceMs: aiTimeoutMs,
        atOnce: mediaConcurrency,
        maxMemoryBytes,
      });

/** At the start, not at the first task: a step that cannot be loaded stops the worker, and a build under way cannot mix versions. */
const loadSteps = (): Promise<unknown> => Promise.all(steps.map((step) => descriptorOf(step).load()));

/** What cannot be done on this machine, each with its remedy. */
async function warningsOf(programs: Programs): Promise<string[]> {
  const unlimited = memoryIsLimited(programs.ffmpegPath) ? null : UNLIMITED_MEMORY;
  try {
    return [unlimited, await lacking(programs)].filter((warning) => warning !== null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return [`ffmpeg or ffprobe does not say what it can do (${code}): recordings may fail.`];
  }
}

/** Alive, says the database, before the first job can arrive. */
async function createWorker(
  settings: ServerSettings,
  db: DataSource,
  log: EventLog,
  tasks: Tasks,
  storage: Storage,
  publisher: Redis,
  inUse: ModelsInUse,
): Promise<Worker> {
  await loadSteps();
  const heartbeat = new Heartbeat(settings.databaseUrl, settings.leaseMs);
  await heartbeat.start();
  const { ffmpegPath, ffprobePath, screenshotEveryMs, mediaConcurrency, yieldAfterMs } = settings;
  const { maxMemoryBytes } = settings;
  const programs = { ffmpegPath, ffprobePath, environment: environment(), maxMemoryBytes };
  const warnings = await warningsOf(programs);
  for (const warning of warnings) new Logger('Worker').warn(warning);
  const models = new OpenModels(inUse, settings);
  await models.now();
  const sealMark = inUse.seal?.mark ?? null;
  await db.manager.update(WorkerRow, heartbeat.workerId, { about: { places: placesOf(settings), warnings, sealMark } });
  return {
    log,
    tasks,
    stopping: false,
    draining: false,
    tasksUnderWay: 0,
    context: {
      db,
      heartbeat,
      storage,
      ffmpeg: createFfmpeg({ ...programs, atOnce: mediaConcurrency }),
      intakeFfmpeg: createFfmpeg({ ...programs, atOnce: INTAKE_PROCESSES }),
      // Parts are cut while the sound is still being read: so many processes for each. They are small beside those with pictures.
      soundFfmpeg: createFfmpeg({ ...programs, atOnce: mediaConcurrency }),
      models,
      ocr: ocrFor(settings),
      reader: new DocumentReader(),
      captionsReader: new CaptionsReader(),
      publisher: new ProgressPublisher(publisher),
      drafts: new DraftStreams(db, publisher),
      quarantine: new Quarantine(),
      calls: new CallLedger(db, settings.prices, settings.projectBudgetUsd),
      yieldAfterMs,
      storageLimitBytes: settings.storageLimitBytes,
      scratchRoot: join(scratchRoot(settings), heartbeat.workerId),
      settings: { screenshotEveryMs },
    },
  };
}
