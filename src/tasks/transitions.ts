/** The state machine of tasks. Nothing else writes `tasks.status`. */
import type { QueryDeepPartialEntity } from 'typeorm';
import { IsNull } from 'typeorm';
import type { EventType } from '../contract/realtime.js';
import type { TaskStatus } from '../contract/task.js';
import { isEnded } from '../contract/task-status.js';
import type { ProjectTx } from '../events/project-tx.js';
import { AttemptRow, TaskRow } from '../database/entities/task.entity.js';
import { toTask } from './task-view.js';

type Transitions = Record<TaskStatus, TaskStatus[]>;

export const transitions = {
  queued: ['running', 'cancelled', 'failed'], // failed: only because a need failed
  running: ['succeeded', 'failed', 'cancelled', 'queued'],
  succeeded: [],
  failed: [],
  cancelled: [],
} satisfies Transitions;

const announcedAs = {
  queued: 'task.retrying', // a new task's `task.queued` comes from its creation
  running: 'task.started',
  succeeded: 'task.succeeded',
  failed: 'task.failed',
  cancelled: 'task.cancelled',
} satisfies Record<TaskStatus, EventType>;

export class InvalidTransition extends Error {
  constructor(from: TaskStatus, to: TaskStatus) {
    super(`A ${from} task cannot become ${to}.`);
    this.name = 'InvalidTransition';
  }
}

/** Somebody else moved the task on since `task` was read: the claim is lost, and so is what it wanted to write. */
export class TransitionLost extends Error {
  constructor(task: TaskRow, to: TaskStatus) {
    super(`Task ${task.id} is no longer ${task.status} in attempt ${task.attempt}, so it cannot become ${to}.`);
    this.name = 'TransitionLost';
  }
}

type Changes = Omit<QueryDeepPartialEntity<TaskRow>, 'id' | 'status' | 'projectId'>;

/**
 * Moves a task on, if it is still in the state and attempt that `task` shows, and appends the event.
 * The project's row is locked by `tx`. Throws `InvalidTransition` or `TransitionLost`.
 */
export async function transition(tx: ProjectTx, task: TaskRow, to: TaskStatus, changes: Changes): Promise<TaskRow> {
  const allowed: TaskStatus[] = transitions[task.status];
  if (!allowed.includes(to)) throw new InvalidTransition(task.status, to);
  const update = await tx.db
    .createQueryBuilder()
    .update(TaskRow)
    .set({ ...changes, status: to, ...(isEnded(to) ? { finishedAt: () => 'clock_timestamp()' } : {}) })
    .where('id = :id AND status = :from AND attempt = :attempt', {
      id: task.id,
      from: task.status,
      attempt: task.attempt,
    })
    .execute();
  if (update.affected !== 1) throw new TransitionLost(task, to);
  if (task.status === 'running') await closeAttempt(tx, task, to);
  const moved = await tx.db.findOneByOrFail(TaskRow, { id: task.id });
  tx.append(announcedAs[to], { task: toTask(moved) });
  return moved;
}

/** Closes the attempt together with the state, in whichever process that is. The worker adds later what it knows. */
async function closeAttempt(tx: ProjectTx, { id, attempt }: TaskRow, to: TaskStatus): Promise<void> {
  const outcome = to === 'queued' ? 'queued again' : to;
  const where = { taskId: id, attempt, finishedAt: IsNull() };
  await tx.db.update(AttemptRow, where, { finishedAt: () => 'clock_timestamp()', outcome });
  // The text that was shown while it was written is not needed any more: what comes of a success is a version of the content.
  await tx.db.query('DELETE FROM draft_texts WHERE task_id = $1', [id]);
}
