/**
 * The only file that knows Bull. A job wakes a worker that is free: it says only that there is something to take in its lane. What
 * comes first is decided when it is taken (`line.ts`), so jobs have no priority, and adding one takes as long however many wait.
 * The truth is in PostgreSQL.
 */
import { BullModule, getQueueToken } from '@nestjs/bull';
import type { DynamicModule } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import type { Job, JobOptions, Queue as BullQueue, QueueOptions } from 'bull';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { openRedis, WAIT_FOR_JOB_SECONDS } from '../outside/redis/connection.js';
import { HASH_TAG } from '../outside/redis/nodes.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import type { ServerSettings } from '../settings/env.js';
import type { Lane } from '../contract/task.js';
import { lanes } from '../contract/task.js';

/** For whom a job was added: workers of earlier versions take that task. */
export interface PipelineJob {
  taskId: string;
  attempt: number;
}

/** What a job of scheduled work carries. */
export interface ChoreJob {
  /** Somebody asked for it now. */
  isByHand?: boolean;
}

export const JOB_NAME = 'pipeline-task';
export const queueNames = { intake: 'intake', media: 'media', ai: 'ai' } satisfies Record<Lane, string>;
/** Repeatable jobs, named by what is to be done. */
export const CHORES_QUEUE = 'chores';
export type QueueName = Lane | typeof CHORES_QUEUE;
/** All of them. */
const allQueues = [...lanes.map((lane) => queueNames[lane]), CHORES_QUEUE];
/** A job that only proves that jobs arrive. */
const CHECK_NAME = 'check';
export const isCheck = ({ name }: Pick<Job, 'name'>): boolean => name === CHECK_NAME;
const CHECK_EVERY_MS = 20;

/** What became of a job that only proves that jobs arrive. */
export interface Checked {
  taken: boolean;
  /** Nobody takes anything from this queue until somebody resumes it. */
  paused: boolean;
  /** How many jobs of the queue are being worked on. */
  active: number;
}
/** By which Bull's processes hear of each other. */
export const queueChannels = allQueues.map((name) => `${HASH_TAG}:${name}:delayed`);

const queueOptions = (redisUrl: string, leaseMs: number): QueueOptions => ({
  prefix: HASH_TAG,
  createClient: () => openRedis(redisUrl, { enableReadyCheck: false }),
  settings: {
    drainDelay: WAIT_FOR_JOB_SECONDS,
    // A job whose worker dies is given to another one, two looks after the lock has ended; it may find that there is nothing to take.
    lockDuration: leaseMs,
    stalledInterval: leaseMs / 2,
    // Whether a task's worker is alive is decided in PostgreSQL; Bull must never give a job up by itself.
    maxStalledCount: 1_000_000,
  },
  // Finished jobs are removed. Otherwise adding one again would do nothing, because of the old one with the same id.
  defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
});

/** Nest's module for both lanes' queues on this Redis. */
export function bullModules({ redisUrl, leaseMs }: Pick<ServerSettings, 'redisUrl' | 'leaseMs'>): DynamicModule[] {
  return [
    BullModule.forRoot(queueOptions(redisUrl, leaseMs)),
    ...allQueues.map((name) => BullModule.registerQueue({ name })),
  ];
}

/** Bull waits for ever while Redis is away; requests and reconcilers do not. */
const GIVE_UP_AFTER_MS = 1_000;
/** So that a delayed job does not arrive just before its time by the database's clock. */
const DELAY_MARGIN_MS = 50;

type Queued = Pick<TaskRow, 'id' | 'lane' | 'attempt'>;

export class Queue {
  private readonly logger = new Logger(Queue.name);
  private silentUntil = 0;
  private readonly adding = new Map<string, Promise<void>>();
  private readonly toppingUp = new Set<Lane>();

  constructor(
    private readonly queues: Record<Lane, BullQueue<PipelineJob>>,
    private readonly chores: BullQueue<ChoreJob>,
  ) {
    for (const queue of this.boards()) {
      queue.on('error', (error) => this.complain(error));
      this.outliveItsBeginning(queue);
    }
  }

  /** All queues, for a board that shows them. */
  boards(): BullQueue[] {
    return [...Object.values(this.queues), this.chores];
  }

  /** Plans a chore again and again. Planning what is planned changes nothing; after Redis was emptied it is needed. */
  plan(name: string, cron: string): void {
    const planned = this.chores.add(name, {}, { repeat: { cron, tz: 'UTC' } });
    planned.catch((error: unknown) => this.complain(error));
  }

  /** Has a chore done whose planned moment passed without it. Asking again before it is done changes nothing. */
  makeUp(name: string): void {
    this.chores.add(name, {}, { jobId: `${name}.overdue` }).catch((error: unknown) => this.complain(error));
  }

  /** Has a chore done now. Resolves to whether Redis has taken it. */
  async trigger(name: string): Promise<boolean> {
    const added = this.chores.add(name, { isByHand: true }, { jobId: `${name}.by-hand` }).then(
      () => true,
      (error: unknown) => {
        this.complain(error);
        return false;
      },
    );
    return Promise.race([added, wait(GIVE_UP_AFTER_MS, false)]);
  }

  /**
   * Wakes a worker for a task, not awaited by anybody: if it gets lost, the reconciler tops up. `inMs`: when the task is due, as a
   * hint that goes by the clocks of these machines.
   */
  add(task: Queued, inMs = 0): void {
    const { id, attempt } = task;
    this.addJob(task, inMs > 0 ? `${id}.${attempt}.later` : `${id}.${attempt}`, inMs > 0 ? inMs + DELAY_MARGIN_MS : 0);
  }

  /**
   * As many jobs as tasks are due in the lane, which are `due`, or the first of very many. Not awaited. One job more than needed finds
   * nothing to take. They have ids of their own: what an accident left of others does not keep them away.
   */
  topUp(lane: Lane, due: readonly Queued[]): void {
    if (due.length === 0 || this.toppingUp.has(lane)) return;
    this.toppingUp.add(lane);
    this.queues[lane]
      .getWaitingCount()
      .then((waiting) => {
        for (const task of due.slice(waiting)) this.addJob(task, `${task.id}.${task.attempt}.${randomUUID()}`);
      })
      .catch((error: unknown) => this.complain(error))
      .finally(() => this.toppingUp.delete(lane));
  }

  private addJob({ id: taskId, attempt, lane }: Queued, jobId: string, delay = 0): void {
    // While Redis hangs a retry may be asked for again and again.
    if (this.adding.has(jobId)) return;
    const options: JobOptions = { jobId, ...(delay > 0 && { delay }) };
    const added = this.queues[lane].add(JOB_NAME, { taskId, attempt }, options);
    const timer = setTimeout(() => this.complain(new Error('Redis does not answer')), GIVE_UP_AFTER_MS);
    const settled = added
      .then(
        () => undefined,
        (error: unknown) => this.complain(error),
      )
      .finally(() => {
        clearTimeout(timer);
        this.adding.delete(jobId);
      });
    this.adding.set(jobId, settled);
  }

  /**
   * Sends a job through a queue that does nothing, and sees whether a worker takes it, as one with a free place does at once.
   * Rejects with what Redis refuses; while Redis is away it takes as long.
   */
  async check(name: QueueName, withinMs: number): Promise<Checked> {
    const queue: BullQueue = name === CHORES_QUEUE ? this.chores : this.queues[name];
    const jobId = `check.${randomUUID()}`;
    // First, whatever waits.
    await queue.add(CHECK_NAME, {}, { jobId, lifo: true });
    const until = performance.now() + withinMs;
    for (;;) {
      const job = await queue.getJob(jobId);
      if (job === null) return { taken: true, paused: false, active: 0 };
      if (performance.now() > until) {
        const [paused, active] = await Promise.all([queue.isPaused(), queue.getActiveCount()]);
        // In the last moment a worker may have taken it: then it is that worker's, and cannot be removed.
        const taken = await job.remove().then(
          () => false,
          () => true,
        );
        return { taken, paused, active };
      }
      await wait(CHECK_EVERY_MS);
    }
  }

  /** Resolves when what was added has arrived, or Redis does not answer. */
  async settled(): Promise<void> {
    await Promise.race([Promise.all(this.adding.values()), wait(GIVE_UP_AFTER_MS)]);
  }

  /** No new jobs for this process; those under way go on. Not awaited: Redis may be away. */
  stopTaking(): void {
    for (const queue of this.boards()) {
      queue.pause(true, true).catch((error: unknown) => this.complain(error));
    }
  }

  /** Takes jobs again after `stopTaking`. */
  takeAgain(): void {
    for (const queue of this.boards()) {
      queue.resume(true).catch((error: unknown) => this.complain(error));
    }
  }

  /** A queue that is closed while it begins is told of by promises which nobody keeps, and those would end the process in disorder. */
  private outliveItsBeginning(queue: BullQueue): void {
    const methods = queue as unknown as Record<string, (...args: unknown[]) => Promise<void>>;
    // Nest lets go of what the first one promises, and Bull of what the second one does.
    for (const name of ['process', 'setWorkerName']) {
      const method = methods[name]?.bind(queue);
      if (!method) throw new Error(`Bull's queues have no ${name} any more: what keeps their promises now?`);
      methods[name] = (...args) => {
        const promised = method(...args);
        promised.catch((error: unknown) => this.complain(error));
        return promised;
      };
    }
  }

  private complain(error: unknown): void {
    if (Date.now() < this.silentUntil) return;
    this.silentUntil = Date.now() + 5_000;
    this.logger.warn(`The queue is out of reach, tasks start a little later: ${String(error)}`);
  }
}

/** Nest's provider of the one `Queue` of a process. */
export const queueProvider = {
  provide: Queue,
  inject: [CHORES_QUEUE, ...lanes.map((lane) => queueNames[lane])].map((name) => getQueueToken(name)),
  useFactory: (chores: BullQueue<ChoreJob>, ...queues: BullQueue<PipelineJob>[]) =>
    new Queue(
      Object.fromEntries(lanes.map((lane, i) => [lane, queues[i]])) as Record<Lane, BullQueue<PipelineJob>>,
      chores,
    ),
};

/** What Bull hands to a processor. */
export type PipelineBullJob = Job<PipelineJob>;
export type ChoreBullJob = Job<ChoreJob>;
