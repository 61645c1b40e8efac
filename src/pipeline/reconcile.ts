/** Finds what fell between commit and queue, or out of a dead worker's hands, and puts it back on its way. */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import type { EventLog } from '../channels/event-log.js';
import { ProjectGone } from '../channels/project-tx.js';
import { choreNames, chores } from '../ops/chores.js';
import type { TaskError } from '../contract/task.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { toTask } from './task-view.js';
import { noticeOfSlow } from './notices.js';
import type { Queue } from './queue.js';
import type { Tasks } from './tasks.js';
import { transition, TransitionLost } from './transitions.js';

const EVERY_MS = 5_000;
const JITTER_MS = 1_000;
/** Any number, the same in all workers: who holds this advisory lock reconciles. */
const RECONCILE_LOCK = 4_201_902;
/** Deaths in a row, without a newly finished part, that are taken for the task's own fault. */
const MAX_DEATHS = 3;
const MOST_AT_ONCE = 1_000;

const WORKER_GONE = `
  SELECT t.id FROM tasks t LEFT JOIN workers w ON w.id = t.worker_id
  WHERE t.status = 'running' AND (w.id IS NULL OR w.seen_at < now() - interval '12 seconds')`;

const DUE = `
  SELECT id FROM tasks WHERE status = 'queued' AND waiting_for = '{}' AND run_at <= now() ORDER BY run_at
  LIMIT ${MOST_AT_ONCE}`;

const ALL_NEEDS_MET = `
  SELECT DISTINCT project_id FROM tasks t WHERE status = 'queued' AND waiting_for <> '{}' AND NOT EXISTS (
    SELECT 1 FROM unnest(t.waiting_for) need WHERE (
      SELECT n.status FROM tasks n WHERE n.project_id = t.project_id AND n.key = need ORDER BY n.ordinal DESC LIMIT 1
    ) IS DISTINCT FROM 'succeeded')`;

/** Twice the usual time for this step, by the length of the recording; ten minutes where there is no history. */
const SLOW = `
  WITH usual AS (
    SELECT step, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds
    FROM (SELECT step, extract(epoch FROM finished_at - started_at) AS seconds
          FROM tasks WHERE status = 'succeeded' AND finished_at > now() - interval '30 days'
          ORDER BY finished_at DESC LIMIT 500) past
    GROUP BY step HAVING count(*) >= 5)
  SELECT t.id FROM tasks t LEFT JOIN usual u USING (step)
  WHERE t.status = 'running' AND t.slow_at IS NULL
    AND t.started_at < now() - make_interval(secs => greatest(coalesce(2 * u.seconds, 600), 60))`;

export class Reconciler {
  private readonly logger = new Logger(Reconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly queue: Queue,
    /** What each worker does by itself at every turn, for its own machine. */
    private readonly sweep: () => Promise<void>,
  ) {}

  start(): void {
    const plan = (): void => {
      if (this.stopped) return;
      this.timer = setTimeout(
        () => {
          this.turn = this.attempt().then(plan);
        },
        EVERY_MS + Math.random() * JITTER_MS,
      );
    };
    this.turn = this.attempt().then(plan);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  private async attempt(): Promise<void> {
    try {
      await this.reconcile();
      await this.sweep();
    } catch (error) {
      this.logger.warn(`Reconciling failed, the next turn is in ${EVERY_MS / 1_000} s: ${String(error)}`);
    }
  }

  /** One turn, unless another worker is at it. */
  async reconcile(): Promise<void> {
    await this.log.db.transaction(async (lock) => {
      const [row] = await lock.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
        RECONCILE_LOCK,
      ]);
      if (row?.held) await this.all();
    });
  }

  private async all(): Promise<void> {
    const { db } = this.log;
    for (const task of await find(db, WORKER_GONE)) await this.change(task, () => this.takeBack(task));
    for (const { project_id: projectId } of await db.query<{ project_id: string }[]>(ALL_NEEDS_MET)) {
      await this.log.write(projectId, (tx) => this.tasks.releaseReady(tx));
    }
    for (const task of await find(db, SLOW)) await this.change(task, () => this.sayItIsSlow(task));
    for (const task of await find(db, DUE)) this.queue.add(task);
    for (const name of choreNames) this.queue.plan(name, chores[name].cron);
    await db.query("DELETE FROM workers WHERE seen_at < now() - interval '1 day'");
  }

  /** Its worker is gone: somebody else goes on with it, unless it seems to be what kills them. */
  private async takeBack(task: TaskRow): Promise<void> {
    const deaths = task.deaths + 1;
    await this.log.write(task.projectId, async (tx) => {
      if (deaths >= MAX_DEATHS) {
        const message = `The worker died ${deaths} times on this without getting any further.`;
        const error: TaskError = { code: 'worker_lost', message, retryable: true, step: task.step };
        await this.tasks.end(tx, task, 'failed', { deaths, error, message });
      } else {
        const message = 'Its worker is gone; going on with another one';
        const runAt = () => 'clock_timestamp()';
        await this.tasks.hand(tx, await transition(tx, task, 'queued', { deaths, message, runAt, workerId: null }));
      }
      await tx.db.query(
        `UPDATE attempts SET finished_at = clock_timestamp(), outcome = 'worker gone'
         WHERE task_id = $1 AND attempt = $2 AND finished_at IS NULL`,
        [task.id, task.attempt],
      );
    });
    this.logger.warn(`${task.key} of project ${task.projectId}: its worker is gone (death ${deaths})`);
  }

  private async sayItIsSlow(task: TaskRow): Promise<void> {
    await this.log.write(task.projectId, async (tx) => {
      const where = { id: task.id, status: 'running' as const, attempt: task.attempt };
      const update = await tx.db.update(TaskRow, where, { slowAt: () => 'clock_timestamp()' });
      if (update.affected !== 1) return;
      tx.append('task.slow', { task: toTask(await tx.db.findOneByOrFail(TaskRow, { id: task.id })) });
      tx.notify(noticeOfSlow(task));
    });
  }

  /** What was read without a lock may be out of date by now: then there is nothing to do. */
  private async change(task: TaskRow, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof TransitionLost || error instanceof ProjectGone)) throw error;
      this.logger.debug(`${task.id}: ${error.message}`);
    }
  }
}

async function find(db: DataSource, sql: string): Promise<TaskRow[]> {
  const rows = await db.query<{ id: string }[]>(sql);
  return rows.length === 0 ? [] : db.manager.findBy(TaskRow, { id: In(rows.map(({ id }) => id)) });
}
