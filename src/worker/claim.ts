/** Takes a queued task for this worker. */
import type { DataSource } from 'typeorm';
import type { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { PipelineJob } from '../tasks/queue.js';
import { isKnown } from '../steps/lookup.js';
import { transition, TransitionLost } from '../tasks/transitions.js';

/**
 * The task, which runs from now on. Null when there is nothing to do: the job is of an earlier attempt, somebody else has it, it is
 * not yet due, its step is one that only another version of Devreel knows, or this worker does not admit it now.
 */
export async function claim(
  log: EventLog,
  workerId: string,
  { taskId, attempt }: PipelineJob,
  admits: (task: TaskRow) => boolean = () => true,
): Promise<TaskRow | null> {
  try {
    return await log.writeOfTask(taskId, async (tx) => {
      const claimed = await transition(tx, { id: taskId, status: 'queued', attempt }, 'running', {
        attempt: attempt + 1,
        workerId,
        percent: 0,
        message: 'Starting',
        error: null,
        // A task that goes on after it yielded is slow only once.
        slowAt: () => 'CASE WHEN served_ms = 0 THEN NULL ELSE slow_at END',
        startedAt: () => 'clock_timestamp()',
      });
      if (!isKnown(claimed.key) || !admits(claimed)) throw new NotHere();
      await failpoint('claim:before-commit', () => `${claimed.key} ${claimed.projectId}`);
      return claimed;
    });
  } catch (error) {
    const isNothing = [ProjectGone, TransitionLost, NotHere].some((reason) => error instanceof reason);
    if (isNothing) return null;
    throw error;
  }
}

/** What undoes a claim: another worker may have the task. */
class NotHere extends Error {}

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
