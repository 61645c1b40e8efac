/**
 * Which task it is that kills workers. All that run in a worker die with it, and nobody can tell which of them was the cause.
 * So whoever is one death from being given up runs, in each worker, without another such task beside it: then the next
 * death is nobody else's fault.
 */
import type { TaskRow } from '../database/entities/task.entity.js';

/** Deaths in a row, without a newly finished part, that are taken for the task's own fault. */
export const MAX_DEATHS = 3;

/** Of one worker process. */
export class Trial {
  private taskId: string | null = null;

  /** Whether this task may run here now. One that may not is offered again by the reconciler, here or elsewhere. */
  admits({ id, deaths }: Pick<TaskRow, 'id' | 'deaths'>): boolean {
    if (deaths < MAX_DEATHS - 1) return true;
    if (this.taskId !== null) return false;
    this.taskId = id;
    return true;
  }

  /** It got further, or its turn is over, with what is stored of it: the next one may come. Does nothing for a task that is not on trial. */
  ended(taskId: string): void {
    if (this.taskId === taskId) this.taskId = null;
  }
}
