/**
 * Time slices: a task that takes long yields, between two parts, to others that wait in its lane, so that nobody's first answer
 * waits for the end of somebody's day-long recording. Who yields is queued again, and goes on with the parts it has done.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { TaskRow } from '../database/entities/task.entity.js';
import { steps } from '../steps/lookup.js';
import { Yielded } from '../steps/step.js';
import { isDue, placeInLine } from '../tasks/line.js';
import type { Running } from './heartbeat.js';
import { MAX_CRASHES } from '../tasks/poison.js';

/** Of a slice. After this much of it one yields to those only who have had nothing yet: their first answer is what they wait for. */
const FIRST_SHARE = 1 / 3;
/** To ask more often would not be noticed by anybody. */
const ASK_EVERY_MS = 1_000;
/** By then a worker that is free has taken what was only on its way to it. */
const ON_ITS_WAY_MS = 300;

/** Of $1, when it has run for $4 milliseconds. */
const PLACE = placeInLine({ id: '$1::uuid', projectId: '$3::uuid', lane: '$2::text', servedMs: '$4::int' });

/**
 * One that would be taken before $1, and has had less than half of its time, $4, or nothing, unless $6. So slices double as
 * long as the same tasks wait, and a task that yields does not come back at once. Not one that may have to wait in quarantine, or
 * is of a step that only another version of Devreel knows.
 */
const SOMEBODY_WAITS = `
  SELECT EXISTS (
    SELECT FROM tasks t WHERE t.id <> $1 AND t.lane = $2 AND ${isDue('t')} AND t.priority <= ${PLACE}
      AND t.served_ms * 2 < $4 AND (t.served_ms = 0 OR $6) AND t.deaths < ${MAX_CRASHES - 1} AND t.step = ANY ($5)) AS waits`;

/** Of one attempt. */
export class TimeSlice {
  private askedAt = -Infinity;
  private partsDone = 0;

  constructor(
    private readonly db: DataSource,
    private readonly task: Pick<TaskRow, 'id' | 'projectId' | 'lane' | 'servedMs'>,
    private readonly running: Running,
    private readonly yieldAfterMs: number,
  ) {}

  /** A part was done in this slice: a slice in which nothing gets further would be for nothing. */
  partDone(): void {
    this.partsDone += 1;
  }

  /** Throws `Yielded` when the time is over and others wait. Parts that are under way are not disturbed. */
  async yieldIfOver(): Promise<void> {
    if (!this.running.yielding) this.running.yielding = this.isOver() && (await this.somebodyWaits());
    if (this.running.yielding) throw new Yielded();
  }

  private isOver(): boolean {
    const now = performance.now();
    if (this.partsDone === 0 || now - this.running.startedAt < this.yieldAfterMs * FIRST_SHARE) return false;
    if (now - this.askedAt < Math.min(ASK_EVERY_MS, this.yieldAfterMs)) return false;
    this.askedAt = now;
    return true;
  }

  private async somebodyWaits(): Promise<boolean> {
    if (!(await this.ask())) return false;
    await wait(ON_ITS_WAY_MS);
    return this.ask();
  }

  private async ask(): Promise<boolean> {
    const servedMs = servedBy(this.task, this.running);
    const [row] = await this.db.query<{ waits: boolean }[]>(SOMEBODY_WAITS, [
      this.task.id,
      this.task.lane,
      this.task.projectId,
      servedMs,
      steps,
      performance.now() - this.running.startedAt >= this.yieldAfterMs,
    ]);
    return row?.waits === true;
  }
}

/** How long the task has run by now, this attempt included; in whole milliseconds. */
export const servedBy = ({ servedMs }: Pick<TaskRow, 'servedMs'>, { startedAt }: Running): number =>
  servedMs + Math.round(performance.now() - startedAt);
