/** The state machine of tasks. Nothing else writes `tasks.status`. */
import type { QueryDeepPartialEntity } from 'typeorm';
import type { EventType } from '../contract/event-types.js';
import type { TaskStatus } from '../contract/task.js';
import { isEnded } from '../contract/task-status.js';
import type { ProjectTx } from '../events/project-tx.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { contentTypeOf } from '../steps/lookup.js';
import { moveTask } from './rows.js';
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
  constructor(task: Pick<TaskRow, 'id' | 'status' | 'attempt'>, to: TaskStatus) {
    super(`Task ${task.id} is no longer ${task.status} in attempt ${task.attempt}, so it cannot become ${to}.`);
    this.name = 'TransitionLost';
  }
}

type Changes = Omit<QueryDeepPartialEntity<TaskRow>, 'id' | 'status' | 'projectId'>;

/**
 * Moves a task on, if it is still in the state and attempt that `task` shows, and appends the event. Its attempt begins or ends with it.
 * The project's row is locked by `tx`. Throws `InvalidTransition` or `TransitionLost`.
 */
export async function transition(
  tx: ProjectTx,
  task: Pick<TaskRow, 'id' | 'status' | 'attempt'>,
  to: TaskStatus,
  changes: Changes,
): Promise<TaskRow> {
  const allowed: TaskStatus[] = transitions[task.status];
  if (!allowed.includes(to)) throw new InvalidTransition(task.status, to);
  const moved = await moveTask(tx, task, to, {
    ...changes,
    ...(isEnded(to) && { finishedAt: () => 'clock_timestamp()' }),
  });
  if (!moved) throw new TransitionLost(task, to);
  // In a statement after the one that waited for who stores it: see `draft-stream.ts`. What comes of a success is a version of the content.
  if (task.status === 'running' && contentTypeOf(moved.key) !== null) {
    await tx.db.query('DELETE FROM draft_texts WHERE task_id = $1', [task.id]);
  }
  tx.append(announcedAs[to], { task: toTask(moved) });
  return moved;
}
