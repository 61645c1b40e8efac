/** Takes a queued task for this worker, and reads what its step is given. */
import type { DataSource } from 'typeorm';
import type { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { AttemptRow, TaskRow } from '../database/entities/task.entity.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { PipelineJob } from '../tasks/queue.js';
import { descriptorOf, isKnown } from '../steps/lookup.js';
import type { Given } from '../steps/step.js';
import { transition } from '../tasks/transitions.js';
import { readGiven } from './given.js';

export interface Claim {
  task: TaskRow;
  given: Given;
}

/**
 * Null when there is nothing to do: the job is of an earlier attempt, somebody else has it, it is not yet due, its step
 * is one that only another version of Devreel knows, or this worker does not admit it now.
 */
export async function claim(
  log: EventLog,
  workerId: string,
  job: PipelineJob,
  admits: (task: TaskRow) => boolean = () => true,
): Promise<Claim | null> {
  const queued = await log.db.manager.findOneBy(TaskRow, { id: job.taskId, status: 'queued', attempt: job.attempt });
  if (!queued || !isKnown(queued.key) || !admits(queued)) return null;
  try {
    return await log.write(queued.projectId, async (tx) => {
      const task = await tx.db
        .createQueryBuilder(TaskRow, 'task')
        .where('id = :id AND status = :status AND attempt = :attempt', { ...job, id: job.taskId, status: 'queued' })
        .andWhere("waiting_for = '{}' AND run_at <= clock_timestamp()")
        .getOne();
      if (!task) return null;
      const given = await readGiven(tx.db, task, descriptorOf(task.key).reads);
      const attempt = task.attempt + 1;
      const claimed = await transition(tx, task, 'running', {
        attempt,
        workerId,
        percent: 0,
        message: 'Starting',
        error: null,
        // A task that goes on after it yielded is slow only once.
        ...(task.servedMs === 0 && { slowAt: null }),
        startedAt: () => 'clock_timestamp()',
      });
      await tx.db.insert(AttemptRow, { taskId: task.id, attempt, workerId });
      await failpoint('claim:before-commit', () => `${task.key} ${task.projectId}`);
      return { task: claimed, given };
    });
  } catch (error) {
    if (error instanceof ProjectGone) return null;
    throw error;
  }
}

const NOTE = `
  UPDATE attempts SET detail = $4,
    outcome = CASE WHEN $3 IN ('lost', 'fenced') AND outcome IN ('succeeded', 'failed', 'cancelled') THEN outcome ELSE $3 END
  WHERE task_id = $1 AND attempt = $2`;

/**
 * Notes how an attempt went, with what operators need to know. The attempt was closed together with the end of its task. If it
 * caused that end itself, a later note that it was lost or fenced does not replace it.
 */
export async function noteOutcome(db: DataSource, task: TaskRow, outcome: string, detail?: string): Promise<void> {
  await db.query(NOTE, [task.id, task.attempt, outcome, detail ?? null]);
}
