/** The heartbeat: who is alive, and what each live worker is doing. One row per worker process, one round trip a second. */
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Pool } from 'pg';
import type { TaskProgress } from '../contract/realtime.js';
import type { TaskStatus } from '../contract/task.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { watchedLine } from '../database/line.js';
import { TAKE_CRASH_BACK } from './crashes.js';
import { etaOf } from '../tasks/eta.js';

const HEARTBEATS_PER_LEASE = 12;
/** Percent and message are stored with every second heartbeat. */
const STORE_EVERY = 2;
/** A machine that has just started is slow to answer. */
const FIRST_TRIES = 5;
/** A worker that sent no heartbeat for this share of a lease gives its tasks up: others may have them soon. */
const GIVE_UP = 10 / 12;

/** Why a running step is told to stop. */
export type AbortReason = 'lost' | 'shutdown';

export interface Running {
  projectId: string;
  taskId: string;
  attempt: number;
  percent: number;
  message: string;
  parts: { done: number; total: number };
  /** On this process's own clock. */
  startedAt: number;
  /** How long it usually takes, in milliseconds; null where that is not known. */
  expectedMs: number | null;
  abort: AbortController;
  /** It is to begin no new part: others wait. */
  yielding: boolean;
}

export const startRunning = ({ id, projectId, attempt, message }: TaskRow): Running => ({
  taskId: id,
  projectId,
  attempt,
  message,
  percent: 0,
  parts: { done: 0, total: 0 },
  startedAt: performance.now(),
  expectedMs: null,
  abort: new AbortController(),
  yielding: false,
});

export function progressOf(running: Running): TaskProgress {
  const { projectId, taskId, attempt, percent, message, parts, expectedMs } = running;
  const etaMs = etaOf({ elapsedMs: performance.now() - running.startedAt, percent, expectedMs });
  return { projectId, taskId, attempt, percent, message, parts, ...(etaMs !== null && { etaMs }) };
}

export class Heartbeat {
  readonly workerId = randomUUID();
  private readonly logger = new Logger(Heartbeat.name);
  private readonly running = new Map<string, Running>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private shuttingDown = false;
  /** On this process's own clock, which nobody can put forward or back. */
  private lastHeartbeatAt = performance.now();
  private sent = 0;
  private sending: Promise<void> = Promise.resolve();
  /** Claimed by this worker, says the database, but not known here at the last heartbeat: `<id>.<attempt>`. */
  private unknown = new Set<string>();

  /** A connection of its own, so that the heartbeat goes on whatever the tasks wait for. */
  private readonly connection: Pool;
  /** Whether an operator wants this worker to take nothing new, as the last heartbeat had it. */
  private draining = false;
  private drainChanged: (draining: boolean) => void = () => undefined;
  /** Since when no lease has passed without a heartbeat. */
  private steadySince = -Infinity;

  /** `leaseMs`: after this time without a heartbeat, others may take this worker's tasks. */
  constructor(
    databaseUrl: string,
    private readonly leaseMs: number,
  ) {
    const limit = leaseMs / 3;
    const limits = { connectionTimeoutMillis: limit, query_timeout: limit, statement_timeout: limit };
    this.connection = new Pool({ connectionString: databaseUrl, max: 1, ...watchedLine, ...limits });
    this.connection.on('error', (error) =>
      this.logger.debug(`The connection of the heartbeat is cut: ${error.message}`),
    );
  }

  /** Resolves when this worker's row is there, so that what it claims is not taken for a dead worker's. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.send();
        return this.plan();
      } catch (error) {
        if (tries === FIRST_TRIES) throw error;
      }
    }
  }

  /** One at a time, so that two of them never see the same moment. */
  private plan(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sending = this.sendOrGiveUp().then(() => this.plan());
    }, this.leaseMs / HEARTBEATS_PER_LEASE);
  }

  add(running: Running): void {
    this.running.set(running.taskId, running);
    if (this.shuttingDown) running.abort.abort('shutdown');
  }

  remove(running: Running): void {
    if (this.running.get(running.taskId) === running) this.running.delete(running.taskId);
  }

  /** `listener` is told when an operator wants this worker to take nothing new, and when it may again. */
  onDrain(listener: (draining: boolean) => void): void {
    this.drainChanged = listener;
    if (this.draining) listener(true);
  }

  /** After a `shutdown` this holds for what is still added, too. */
  abortAll(reason: AbortReason): void {
    this.shuttingDown ||= reason === 'shutdown';
    for (const { abort } of this.running.values()) abort.abort(reason);
  }

  /**
   * Whether this worker may say of others that they are gone: not when it has itself been away less than a lease ago,
   * because whatever held it up, a sleeping machine or a database out of reach, has held up the others as well.
   */
  isSteady(): boolean {
    const now = performance.now();
    return now - this.lastHeartbeatAt < this.leaseMs && now - this.steadySince > this.leaseMs;
  }

  /** Deletes this worker's row: others may claim its tasks at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sending;
    await this.connection.query('DELETE FROM workers WHERE id = $1', [this.workerId]);
    await this.connection.end();
  }

  private async sendOrGiveUp(): Promise<void> {
    try {
      await this.send();
    } catch (error) {
      this.logger.warn(`This worker's sign of life was not stored: ${String(error)}`);
      if (performance.now() - this.lastHeartbeatAt > this.leaseMs * GIVE_UP) this.abortAll('lost');
    }
  }

  /** Says that this worker lives, stores its tasks' progress, and aborts those that are no longer its own. */
  private async send(): Promise<void> {
    const tasks = [...this.running.values()];
    const store = this.sent++ % STORE_EVERY === 0;
    const begunAt = performance.now();
    const { rows } = await this.connection.query<Owned>(HEARTBEAT, [
      this.workerId,
      process.pid,
      hostname(),
      tasks.map((task) => task.taskId),
      tasks.map((task) => task.attempt),
      tasks.map((task) => Math.floor(task.percent)),
      tasks.map((task) => task.message),
      tasks.map((task) => task.parts.done),
      tasks.map((task) => task.parts.total),
      store,
    ]);
    if (begunAt - this.lastHeartbeatAt > this.leaseMs) this.steadySince = begunAt;
    this.lastHeartbeatAt = begunAt;
    const known = new Map(rows.filter((row) => row.mine).map((row) => [row.id, row]));
    for (const task of tasks) {
      const row = known.get(task.taskId);
      if (row?.status !== 'running' || row.attempt !== task.attempt) task.abort.abort('lost');
    }
    for (const { id, attempt } of rows.filter((row) => row.crashed)) {
      this.logger.warn(`Attempt ${attempt} of task ${id} counted as its crash, but this worker was only away.`);
      await this.connection.query(TAKE_CRASH_BACK, [id, attempt, this.workerId]);
    }
    await this.letGo(rows.filter((row) => !row.mine && !row.crashed && !row.drains && !this.running.has(row.id)));
    this.drain(rows.some((row) => row.drains));
  }

  private drain(draining: boolean): void {
    if (this.draining === draining) return;
    this.draining = draining;
    this.logger.log(draining ? 'Takes nothing new, as an operator asked' : 'Takes work again');
    this.drainChanged(draining);
  }

  /**
   * When a claim or an outcome is lost on its way to or from the database, this worker may hold a task that it does not know of.
   * A task that is seen so at two heartbeats is taken from this worker, and the reconciler gives it to another.
   */
  private async letGo(tasks: { id: string; attempt: number }[]): Promise<void> {
    const names = new Set(tasks.map(({ id, attempt }) => `${id}.${attempt}`));
    for (const { id, attempt } of tasks) {
      if (!this.unknown.has(`${id}.${attempt}`)) continue;
      this.logger.warn(`Task ${id} is this worker's in the database only; letting go of it.`);
      await this.connection.query(
        "UPDATE tasks SET worker_id = NULL WHERE id = $1 AND attempt = $2 AND worker_id = $3 AND status = 'running'",
        [id, attempt, this.workerId],
      );
    }
    this.unknown = names;
  }
}

/** A task of this worker, as the database has it. `mine`: one that the worker itself said it has. */
interface Owned {
  id: string;
  status: TaskStatus;
  attempt: number;
  mine: boolean;
  /** An earlier attempt of this worker that others took for its crash. */
  crashed: boolean;
  /** No task, but this worker itself: it is to take nothing new. */
  drains: boolean;
}

/** SKIP LOCKED: a task whose end is being stored has no use for its progress, and must not make the others wait. */
const HEARTBEAT = `
  WITH alive AS (
    INSERT INTO workers (id, pid, host, seen_at) VALUES ($1, $2, $3, now())
    ON CONFLICT (id) DO UPDATE SET seen_at = now() RETURNING id, draining),
  mine AS (
    SELECT * FROM unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::int[], $9::int[])
      AS m (id, attempt, percent, message, done, total)),
  changed AS (
    SELECT m.* FROM tasks t JOIN mine m USING (id) WHERE $10 AND t.attempt = m.attempt AND t.status = 'running'
      AND (t.percent, t.message, t.parts_done, t.parts_total) IS DISTINCT FROM (m.percent, m.message, m.done, m.total)
    FOR NO KEY UPDATE OF t SKIP LOCKED),
  stored AS (
    UPDATE tasks t SET percent = m.percent, message = m.message, parts_done = m.done, parts_total = m.total
    FROM changed m WHERE t.id = m.id)
  SELECT t.id, t.status, t.attempt, true AS mine, false AS crashed, false AS drains FROM tasks t JOIN mine USING (id)
  UNION ALL
  SELECT t.id, t.status, t.attempt, false, false, false FROM tasks t
  WHERE t.worker_id = $1 AND t.status = 'running' AND t.id <> ALL ($4::uuid[])
  UNION ALL
  SELECT a.task_id, NULL, a.attempt, false, true, false FROM attempts a WHERE a.worker_id = $1 AND a.death
  UNION ALL
  SELECT id, NULL, 0, false, false, true FROM alive WHERE draining`;
