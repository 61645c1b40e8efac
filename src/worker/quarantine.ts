/**
 * Quarantine finds out which task crashes workers. All tasks in a worker end with it, and nobody can tell which of them was the
 * cause. So a task that is one crash away from being given up never runs beside another such task in one worker: then the next
 * crash can be blamed on it.
 */
import type { TaskRow } from '../database/entities/task.entity.js';
import { MAX_CRASHES } from '../tasks/poison.js';

/** Of one worker process. */
export class Quarantine {
  private taskId: string | null = null;

  /** Whether this task may run here now. One that may not is offered again by the reconciler, here or elsewhere. */
  admits({ id, crashes }: Pick<TaskRow, 'id' | 'crashes'>): boolean {
    if (crashes < MAX_CRASHES - 1) return true;
    if (this.taskId !== null) return false;
    this.taskId = id;
    return true;
  }

  /** The task got further, or its end is stored: the next one may come. Does nothing for a task that is not in quarantine. */
  release(taskId: string): void {
    if (this.taskId === taskId) this.taskId = null;
  }
}
