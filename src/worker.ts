/** A worker process: takes tasks from Bull and runs their steps. */
import { NestFactory } from '@nestjs/core';
import { setTimeout as wait } from 'node:timers/promises';
import { loadSettings, requireServices } from './env.js';
import { exitOnUnusableStorage, exitOnWrongSettings, reportReady, stopWithStarter } from './ops/boot.js';
import { createLogger, createPino } from './ops/logger.js';
import { measureProcess } from './ops/metrics.js';
import { createStorage } from './outside/create-storage.js';
import { PipelineWorkerModule } from './pipeline/pipeline.module.js';
import { WORKER } from './pipeline/pipeline.processor.js';
import type { Worker } from './pipeline/pipeline-task.js';
import { Queue } from './pipeline/queue.js';
import { Reconciler } from './pipeline/reconcile.js';
import { ServicesModule } from './services.module.js';
import { UploadsWorkerModule } from './uploads/uploads.module.js';

/** Long enough to end ffmpeg and to give the tasks back. What is left then is found by the reconciler. */
const PATIENCE_MS = 8_000;

const settings = exitOnWrongSettings(() => requireServices(loadSettings()));
await exitOnUnusableStorage(createStorage(settings));

const app = await NestFactory.createApplicationContext(
  {
    module: class WorkerModule {},
    imports: [ServicesModule.with(settings), PipelineWorkerModule.with(settings), UploadsWorkerModule],
  },
  { logger: createLogger(settings.logLevel, createPino(settings.logLevel)) },
);
const worker = app.get<Worker>(WORKER, { strict: false });
const reconciler = app.get(Reconciler, { strict: false });
measureProcess('worker', worker.shop.beat.workerId);
reconciler.start();
stopWithStarter(stop);
reportReady();

/** No new tasks; those under way are told to stop, and go back to the queue for another worker. */
async function stop(): Promise<void> {
  const { beat } = worker.shop;
  worker.stopping = true;
  app.get(Queue, { strict: false }).stopTaking();
  await reconciler.stop();
  beat.abortAll('shutdown');
  const deadline = Date.now() + PATIENCE_MS;
  while (beat.busy > 0 && Date.now() < deadline) await wait(20);
  await beat.stop();
  await Promise.race([app.close(), wait(PATIENCE_MS)]);
}
