/** Bull's shell around the pipeline-task route. */
import { Process, Processor } from '@nestjs/bull';
import type { Type } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { routes } from '../routes.js';
import type { Worker } from './pipeline-task.js';
import type { PipelineBullJob } from './queue.js';
import { JOB_NAME, queueNames } from './queue.js';
import type { Lane } from './step.js';

export const WORKER = Symbol('worker');

/** The processor of one lane, which works on `concurrency` tasks at a time. */
export function processorOf(lane: Lane, concurrency: number): Type {
  @Processor(queueNames[lane])
  class LaneProcessor {
    constructor(@Inject(WORKER) readonly worker: Worker) {}

    @Process({ name: JOB_NAME, concurrency })
    async handle(job: PipelineBullJob): Promise<void> {
      await routes['pipeline-task'](this.worker, job.data);
    }
  }
  return LaneProcessor;
}
