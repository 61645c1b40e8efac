/** Bull's shell around the pipeline-task route. */
import { Process, Processor } from '@nestjs/bull';
import type { Type } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ServerSettings } from '../settings/env.js';
import { runChore } from './chore-runs.js';
import { Storage } from '../outside/storage/storage.js';
import type { Worker } from './pipeline-task.js';
import type { PipelineTask } from './task-routes.js';
import type { ChoreBullJob, PipelineBullJob } from '../tasks/queue.js';
import { CHORES_QUEUE, isCheck, queueNames } from '../tasks/queue.js';
import type { Lane } from '../contract/task.js';

/** Nest's tokens for what a processor is given. */
export const WORKER = Symbol('worker');
export const PIPELINE_TASK = Symbol('pipeline-task');

export const CHORES_AT_ONCE = 1;

/** The processor of the repeatable jobs. */
export function choresProcessor(settings: Pick<ServerSettings, 'retentionDays' | 'leaseMs'>): Type {
  @Processor(CHORES_QUEUE)
  class ChoresProcessor {
    constructor(
      readonly db: DataSource,
      readonly storage: Storage,
      @Inject(WORKER) readonly worker: Worker,
    ) {}

    @Process({ name: '*', concurrency: CHORES_AT_ONCE })
    async handle(job: ChoreBullJob): Promise<void> {
      if (isCheck(job)) return;
      const { db, storage } = this;
      const { retentionDays, leaseMs } = settings;
      const { workerId } = this.worker.context.heartbeat;
      const isByHand = job.data.isByHand === true;
      await runChore({ db, storage, retentionDays, now: new Date() }, job.name, { workerId, leaseMs, isByHand });
    }
  }
  return ChoresProcessor;
}

/** The processor of one lane, which works on `concurrency` tasks at a time. */
export function processorOf(lane: Lane, concurrency: number): Type {
  @Processor(queueNames[lane])
  class LaneProcessor {
    constructor(
      @Inject(WORKER) readonly worker: Worker,
      @Inject(PIPELINE_TASK) readonly pipelineTask: PipelineTask,
    ) {}

    @Process({ name: '*', concurrency })
    async handle(job: PipelineBullJob): Promise<void> {
      if (isCheck(job)) return;
      await this.pipelineTask(this.worker, lane, job.data);
    }
  }
  return LaneProcessor;
}
