/** The only file that knows Bull. Bull brings task ids to a worker that is free; the truth is in PostgreSQL. */
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

/** What a job carries. It is for this attempt of the task: a job of an earlier attempt does nothing. */
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
    // A worker that dies before its claim is stored leaves a queued task behind a job that nobody can add again: only Bull
    // itself gives it to another one, two looks after the lock has ended. A job that runs twice is claimed once.
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

/**
 * Removes what is left of a job that is in no list. A worker that stands still between being handed a job and noting that it
 * is active writes that note even when Redis was emptied meanwhile: a hash without data, because of which Bull would take the
 * job for one that is there, and never add it again.
 */
const REMOVE_REMAINS = `
  if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HEXISTS', KEYS[1], 'data') == 0 then
    return redis.call('DEL', KEYS[1])
  end
  return 0`;

/** Bull waits for ever while Redis is away; requests and reconcilers do not. */
const GIVE_UP_AFTER_MS = 1_000;
/** So that a delayed job does not arrive just before its time by the database's clock. */
const DELAY_MARGIN_MS = 50;

type Queued = Pick<TaskRow, 'id' | 'lane' | 'attempt'>;

const jobIdOf = ({ id, attempt }: Queued, inMs = 0): string => `${id}.${attempt}${inMs > 0 ? '.later' : ''}`;

export class Queue {
  private readonly logger = new Logger(Queue.name);
  private silentUntil = 0;
  private readonly adding = new Map<string, Promise<void>>();

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
   * Puts a task in its lane, not awaited by anybody: if it gets lost, the reconciler adds it again. Adding what is there
   * already changes nothing, since the job's id is the task and its attempt. `inMs`: when it is due, as a hint that goes by
   * the clocks of these machines; it has an id of its own, so that it keeps nobody from adding the task once it is due by
   * the database's clock.
   */
  add(task: Queued, priority: number, inMs = 0): void {
    const id = jobIdOf(task, inMs);
    // While Redis hangs the reconciler adds it again and again.
    if (this.adding.has(id)) return;
    const options: JobOptions = { jobId: id, priority, ...(inMs > 0 && { delay: inMs + DELAY_MARGIN_MS }) };
    const added = this.queues[task.lane].add(JOB_NAME, { taskId: task.id, attempt: task.attempt }, options);
    const timer = setTimeout(() => this.complain(new Error('Redis does not answer')), GIVE_UP_AFTER_MS);
    const settled = added
      .then(
        () => undefined,
        (error: unknown) => this.complain(error),
      )
      .finally(() => {
        clearTimeout(timer);
        this.adding.delete(id);
      });
    this.adding.set(id, settled);
  }

  /**
   * Sends a job through a queue that does nothing, and sees whether a worker takes it, as one with a free place does at once.
   * Rejects with what Redis refuses; while Redis is away it takes as long.
   */
  async check(name: QueueName, withinMs: number): Promise<Checked> {
    const queue: BullQueue = name === CHORES_QUEUE ? this.chores : this.queues[name];
    const jobId = `check.${randomUUID()}`;
    // As urgent as an owner's first task: those that wait keep their order.
    await queue.add(CHECK_NAME, {}, { jobId, priority: 1 });
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

  /** Adds a task that is due and may have been added before. What an accident left of its job does not keep it away. */
  addAgain(task: Queued, priority: number): void {
    const id = jobIdOf(task);
    if (this.adding.has(id)) return;
    const queue = this.queues[task.lane];
    // The same connection: it is there before what adds the job.
    queue.client.eval(REMOVE_REMAINS, 1, queue.toKey(id)).catch((error: unknown) => this.complain(error));
    this.add(task, priority);
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
