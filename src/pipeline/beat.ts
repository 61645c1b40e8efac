/** Who is alive, and what each live worker is doing: one row per worker process, one round trip a second. */
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DataSource } from 'typeorm';
import type { TaskProgress } from '../contract/realtime.js';
import type { TaskStatus } from '../contract/task.js';

const BEAT_MS = 1_000;
/** Percent and message are stored with every second beat. */
const STORE_EVERY = 2;
/** A worker that cannot reach the database for this long gives its tasks up: others may have them by now. */
const LEASE_MS = 10_000;

/** Why a running step is told to stop. */
export type AbortReason = 'lost' | 'shutdown';

export interface Running {
  projectId: string;
  taskId: string;
  attempt: number;
  percent: number;
  message: string;
  parts: { done: number; total: number };
  abort: AbortController;
}

export const progressOf = ({ projectId, taskId, attempt, percent, message, parts }: Running): TaskProgress => ({
  ...{ projectId, taskId, attempt, percent, message, parts },
});

export class Beat {
  readonly workerId = randomUUID();
  private readonly logger = new Logger(Beat.name);
  private readonly running = new Map<string, Running>();
  private timer: NodeJS.Timeout | undefined;
  private lastBeatAt = Date.now();
  private beats = 0;
  private beating: Promise<void> = Promise.resolve();
  /** Claimed by this worker, says the database, but not known here at the last beat: `<id>.<attempt>`. */
  private unknown = new Set<string>();

  constructor(private readonly db: DataSource) {}

  /** Resolves when this worker's row is there, so that what it claims is not taken for a dead worker's. */
  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => {
      this.beating = this.beatOrGiveUp();
    }, BEAT_MS);
  }

  add(running: Running): void {
    this.running.set(running.taskId, running);
  }

  remove(running: Running): void {
    if (this.running.get(running.taskId) === running) this.running.delete(running.taskId);
  }

  abortAll(reason: AbortReason): void {
    for (const { abort } of this.running.values()) abort.abort(reason);
  }

  get busy(): number {
    return this.running.size;
  }

  /** Takes this worker's row away: whatever it had may be claimed by others at once. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    await this.db.query('DELETE FROM workers WHERE id = $1', [this.workerId]);
  }

  private async beatOrGiveUp(): Promise<void> {
    try {
      await this.beat();
    } catch (error) {
      this.logger.warn(`This worker's sign of life was not stored: ${String(error)}`);
      if (Date.now() - this.lastBeatAt > LEASE_MS) this.abortAll('lost');
    }
  }

  /** Says that this worker lives, stores its tasks' progress, and aborts those that are no longer its own. */
  private async beat(): Promise<void> {
    const tasks = [...this.running.values()];
    const store = this.beats++ % STORE_EVERY === 0;
    const rows: { id: string; status: TaskStatus; attempt: number; mine: boolean }[] = await this.db.query(BEAT_SQL, [
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
    this.lastBeatAt = Date.now();
    const known = new Map(rows.filter((row) => row.mine).map((row) => [row.id, row]));
    for (const task of tasks) {
      const row = known.get(task.taskId);
      if (row?.status !== 'running' || row.attempt !== task.attempt) task.abort.abort('lost');
    }
    await this.letGo(rows.filter((row) => !row.mine && !this.running.has(row.id)));
  }

  /**
   * A claim or an outcome that was lost on the way to or from the database leaves a task that this worker has and does
   * not know of. Seen at two beats, it is taken from this worker, and the reconciler gives it to another.
   */
  private async letGo(tasks: { id: string; attempt: number }[]): Promise<void> {
    const names = new Set(tasks.map(({ id, attempt }) => `${id}.${attempt}`));
    for (const { id, attempt } of tasks) {
      if (!this.unknown.has(`${id}.${attempt}`)) continue;
      this.logger.warn(`Task ${id} is this worker's in the database only; letting go of it.`);
      await this.db.query(
        "UPDATE tasks SET worker_id = NULL WHERE id = $1 AND attempt = $2 AND worker_id = $3 AND status = 'running'",
        [id, attempt, this.workerId],
      );
    }
    this.unknown = names;
  }
}

const BEAT_SQL = `
  WITH alive AS (
    INSERT INTO workers (id, pid, host, seen_at) VALUES ($1, $2, $3, now())
    ON CONFLICT (id) DO UPDATE SET seen_at = now()),
  mine AS (
    SELECT * FROM unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::int[], $9::int[])
      AS m (id, attempt, percent, message, done, total)),
  stored AS (
    UPDATE tasks t SET percent = m.percent, message = m.message, parts_done = m.done, parts_total = m.total
    FROM mine m WHERE $10 AND t.id = m.id AND t.attempt = m.attempt AND t.status = 'running'
      AND (t.percent, t.message, t.parts_done, t.parts_total) IS DISTINCT FROM (m.percent, m.message, m.done, m.total))
  SELECT t.id, t.status, t.attempt, true AS mine FROM tasks t JOIN mine USING (id)
  UNION ALL
  SELECT t.id, t.status, t.attempt, false FROM tasks t
  WHERE t.worker_id = $1 AND t.status = 'running' AND t.id <> ALL ($4::uuid[])`;
