/** A worker process: takes tasks from Bull and runs their steps. */
import { NestFactory } from '@nestjs/core';
import { setTimeout as wait } from 'node:timers/promises';
import { loadWorkerSettings, settingsThatFollow } from './settings/env.js';
import {
  exitOnUnusableStorage,
  exitOnWrongSettings,
  keepFilesPrivate,
  reportReady,
  stopWithStarter,
} from './ops/boot.js';
import { exitOnUnusableRedis } from './ops/redis-at-start.js';
import { createLogger, createPino } from './telemetry/logger.js';
import { measureProcess } from './telemetry/metrics.js';
import { startTraces, stopTraces } from './telemetry/traces.js';
import { arm } from './telemetry/failpoints.js';
import { WorkerModule } from './worker/worker.module.js';
import { WORKER } from './worker/pipeline.processor.js';
import type { Worker } from './worker/pipeline-task.js';
import { Queue } from './tasks/queue.js';
import { Reconciler } from './worker/reconciler.js';
import { routes } from './routes.js';
import { ServicesModule } from './services.module.js';
import { DraftMailsWorkerModule } from './draft-mails/draft-mails.module.js';
import { UploadsWorkerModule } from './uploads/uploads.module.js';
import { WebhooksWorkerModule } from './webhooks/webhooks.module.js';

/** Long enough to end ffmpeg and to give the tasks back. What is left then is found by the reconciler. */
const PATIENCE_MS = 4_000;

keepFilesPrivate();
await settingsThatFollow();
const settings = exitOnWrongSettings(loadWorkerSettings);
await exitOnUnusableStorage(await settings.openStorage());

const logger = createLogger(settings.logLevel, createPino(settings.logLevel));
arm(settings.faults, (line) => void logger.warn(line, 'Failpoints'));
await startTraces(settings.tracesEndpoint, 'devreel-worker');
await exitOnUnusableRedis(settings.redisUrl, logger);
const app = await NestFactory.createApplicationContext(
  {
    module: class WorkerProcess {},
    imports: [
      ServicesModule.with(settings),
      WorkerModule.with(settings, routes),
      UploadsWorkerModule,
      WebhooksWorkerModule,
      DraftMailsWorkerModule,
    ],
  },
  { logger },
);
const worker = app.get<Worker>(WORKER, { strict: false });
const reconciler = app.get(Reconciler, { strict: false });
measureProcess('worker', worker.context.heartbeat.workerId);
reconciler.start();
worker.context.heartbeat.onDrain((draining) => {
  worker.draining = draining;
  const queue = app.get(Queue, { strict: false });
  if (draining) queue.stopTaking();
  else if (!worker.stopping) queue.takeAgain();
});
stopWithStarter(stop);
reportReady();

/**
 * No new tasks; those under way may come to their end for a while. What is left then is told to stop, and goes back to the
 * queue for another worker.
 */
async function stop(hurry: AbortSignal): Promise<void> {
  const { heartbeat } = worker.context;
  worker.stopping = true;
  const queue = app.get(Queue, { strict: false });
  queue.stopTaking();
  const { tasksUnderWay } = worker;
  if (tasksUnderWay > 0)
    logger.log(`Stopping; ${tasksUnderWay} tasks have ${settings.drainMs / 1_000} s to end`, 'Worker');
  await allEnded(settings.drainMs, hurry);
  heartbeat.abortAll('shutdown');
  await Promise.all([allEnded(PATIENCE_MS), reconciler.stop()]);
  await queue.settled();
  await heartbeat.stop();
  await Promise.race([app.close().then(stopTraces), wait(PATIENCE_MS)]);
}

/** Waits until no task is under way, but no longer than this. */
async function allEnded(withinMs: number, hurry?: AbortSignal): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (worker.tasksUnderWay > 0 && performance.now() < deadline && !hurry?.aborted) await wait(20);
}
