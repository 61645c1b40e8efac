/** Finds tasks that were lost between commit and queue, or whose worker is dead, and puts them back on their way. */
import { Logger } from '@nestjs/common';
import { inspect } from 'node:util';
import type { DataSource, EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { overdueChores } from './chore-runs.js';
import { choreNames, chorePlan } from '../tasks/chore-plan.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { TaskError, TaskKey } from '../contract/task.js';
import { lanes } from '../contract/task.js';
import { AttemptRow, TaskRow } from '../database/entities/task.entity.js';
import { isOutage } from '../database/outages.js';
import { isCrash } from './crashes.js';
import { toTask } from '../tasks/task-view.js';
import { noticeOfSlow } from '../tasks/notices.js';
import { nameOf } from '../tasks/task-names.js';
import type { Queue } from '../tasks/queue.js';
import { inLine, isDue, orderOf } from '../tasks/line.js';
import type { Tasks } from '../tasks/tasks.js';
import { transition, TransitionLost } from '../tasks/transitions.js';
import { MAX_CRASHES } from '../tasks/poison.js';
import { ExpectedDurations, isSlow } from '../tasks/eta.js';

/** Rounds within a lease, and how much later a round may come (jitter), so that workers do not all look at once. */
const ROUNDS_PER_LEASE = 12 / 5;
const JITTER = 1 / 5;
/** Any number, but the same in all workers: the holder of this advisory lock reconciles. */
const RECONCILE_LOCK = 4_201_902;
const MOST_AT_ONCE = 1_000;

const WORKER_GONE = `
  SELECT t.id, t.deaths AS crashes FROM tasks t LEFT JOIN workers w ON w.id = t.worker_id
  WHERE t.status = 'running' AND (w.id IS NULL OR w.seen_at < now() - make_interval(secs => $1))`;

/** Asked again under the project's lock, since the worker may have come back meanwhile. */
const STILL_GONE = `${WORKER_GONE} AND t.id = $2 AND t.attempt = $3`;

/** The first of each lane, so that a crowd in one lane does not hold up the others. */
const DUE = `
  SELECT due.* FROM unnest(ARRAY['${lanes.join("', '")}']) lane (name) CROSS JOIN LATERAL (
    SELECT t.id, t.lane, t.attempt FROM tasks t WHERE t.lane = lane.name AND ${isDue('t')}
    ORDER BY ${orderOf('t')} LIMIT ${MOST_AT_ONCE}) due`;

const ALL_NEEDS_MET = `
  SELECT DISTINCT project_id FROM tasks t WHERE status = 'queued' AND waiting_for <> '{}' AND NOT EXISTS (
    SELECT 1 FROM unnest(t.waiting_for) need WHERE (
      SELECT n.status FROM tasks n WHERE n.project_id = t.project_id AND n.key = need ORDER BY n.ordinal DESC LIMIT 1
    ) IS DISTINCT FROM 'succeeded')`;

/** What could have become slow: nothing is within its first minute. */
const UNDER_WAY = `
  SELECT t.id, t.key, (s.media->>'durationMs')::float8 AS "durationMs",
    extract(epoch FROM clock_timestamp() - t.started_at)::float8 * 1000 AS "elapsedMs"
  FROM tasks t LEFT JOIN sources s USING (project_id)
  WHERE t.status = 'running' AND t.slow_at IS NULL AND t.started_at < now() - interval '1 minute'`;

interface UnderWay {
  id: string;
  key: TaskKey;
  durationMs: number | null;
  elapsedMs: number;
}

/** What a reconciler has from its own worker. */
export interface OwnWorker {
  leaseMs: number;
  /** See `Heartbeat.isSteady`. */
  isSteady(): boolean;
  /** What each worker does by itself in every round, for its own machine. */
  sweep(): Promise<void>;
}

/** What is asked of the queue here. */
export type ReconcilersQueue = Pick<Queue, 'topUp' | 'plan' | 'makeUp'>;

export class Reconciler {
  private readonly logger = new Logger(Reconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly queue: ReconcilersQueue,
    private readonly own: OwnWorker,
  ) {}

  start(): void {
    const plan = (): void => {
      if (this.stopped) return;
      this.timer = setTimeout(
        () => {
          this.round = this.attempt().then(plan);
        },
        (this.own.leaseMs / ROUNDS_PER_LEASE) * (1 + Math.random() * JITTER),
      );
    };
    this.round = this.attempt().then(plan);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private async attempt(): Promise<void> {
    try {
      await this.reconcile();
      await this.own.sweep();
    } catch (error) {
      this.logger.warn(`Reconciling failed, the next round is in seconds: ${String(error)}`);
    }
  }

  /** One round, unless another worker is at it. */
  async reconcile(): Promise<void> {
    await this.log.db.transaction(async (lock) => {
      const [row] = await lock.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
        RECONCILE_LOCK,
      ]);
      if (!row?.held) return;
      await failpoint('reconcile:begun', () => '');
      await this.all(lock);
    });
  }

  private async all(lock: EntityManager): Promise<void> {
    const { db } = this.log;
    const gone = this.own.isSteady() ? await find(db, WORKER_GONE, [this.own.leaseMs / 1_000]) : [];
    for (const task of gone) await this.change(lock, task.id, () => this.takeBack(task));
    for (const { project_id: projectId } of await db.query<{ project_id: string }[]>(ALL_NEEDS_MET)) {
      await this.change(lock, projectId, () => this.log.write(projectId, (tx) => this.tasks.releaseReady(tx)));
    }
    for (const task of await this.findSlow()) await this.change(lock, task.id, () => this.sayItIsSlow(task));
    const due = await db.query<Pick<TaskRow, 'id' | 'lane' | 'attempt'>[]>(DUE);
    for (const lane of lanes) {
      this.queue.topUp(
        lane,
        due.filter((task) => task.lane === lane),
      );
    }
    for (const name of choreNames) this.queue.plan(name, chorePlan[name]);
    for (const name of await overdueChores(db, new Date(), this.own.leaseMs)) this.queue.makeUp(name);
    await db.query("DELETE FROM workers WHERE seen_at < now() - interval '1 day'");
  }

  /** The task's worker is gone: another one goes on with it, unless the task seems to be what crashes workers. */
  private async takeBack(task: TaskRow): Promise<void> {
    await this.log.write(task.projectId, async (tx) => {
      const { id: taskId, attempt } = task;
      const asked = [this.own.leaseMs / 1_000, taskId, attempt];
      const [gone] = await tx.db.query<{ crashes: number }[]>(STILL_GONE, asked);
      if (!gone) return;
      const crash = await isCrash(tx.db, task);
      const crashes = gone.crashes + (crash ? 1 : 0);
      if (crash && crashes >= MAX_CRASHES) {
        const message = `The worker died ${crashes} times on this without getting any further.`;
        const error: TaskError = { code: 'worker_lost', message, retryable: true, step: task.step };
        await this.tasks.end(tx, task, 'failed', { crashes, error, message });
      } else {
        const message = `${crash ? 'Its worker is gone' : 'Its worker let go of it'}; going on with another one`;
        const runAt = () => 'clock_timestamp()';
        this.tasks.hand(
          tx,
          await transition(tx, task, 'queued', { ...inLine(task), crashes, message, runAt, workerId: null }),
        );
      }
      await tx.db.update(AttemptRow, { taskId, attempt }, { outcome: crash ? 'worker gone' : 'let go', crash });
      const how = crash ? `is gone (crash ${crashes})` : 'let go of it';
      this.logger.warn(`${task.key} of project ${task.projectId}: its worker ${how}`);
    });
  }

  private async findSlow(): Promise<TaskRow[]> {
    const { db } = this.log;
    const slow: string[] = [];
    for (const { id, key, durationMs, elapsedMs } of await db.query<UnderWay[]>(UNDER_WAY)) {
      const expectedMs = await ExpectedDurations.in(db).expectedMs(key, durationMs);
      if (isSlow({ elapsedMs, expectedMs })) slow.push(id);
    }
    return slow.length === 0 ? [] : db.manager.findBy(TaskRow, { id: In(slow) });
  }

  private async sayItIsSlow(task: TaskRow): Promise<void> {
    await this.log.write(task.projectId, async (tx) => {
      const where = { id: task.id, status: 'running' as const, attempt: task.attempt };
      const update = await tx.db.update(TaskRow, where, { slowAt: () => 'clock_timestamp()' });
      if (update.affected !== 1) return;
      tx.append('task.slow', { task: toTask(await tx.db.findOneByOrFail(TaskRow, { id: task.id })) });
      tx.notify(noticeOfSlow(task, await nameOf(tx.db, task.key)));
    });
  }

  /** What was read without a lock may be out of date by now: then there is nothing to do. One fault must not stop the rest. */
  private async change(lock: EntityManager, id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof TransitionLost || error instanceof ProjectGone) this.logger.debug(`${id}: ${error.message}`);
      else if (isOutage(error)) throw error;
      else this.logger.error(`${id} could not be put right: ${inspect(error)}`);
    }
    // With much to do, the lock's transaction must not look like that of a process that stands still.
    await lock.query('SELECT 1');
  }
}

async function find(db: DataSource, sql: string, parameters: unknown[] = []): Promise<TaskRow[]> {
  const rows = await db.query<{ id: string }[]>(sql, parameters);
  return rows.length === 0 ? [] : db.manager.findBy(TaskRow, { id: In(rows.map(({ id }) => id)) });
}
