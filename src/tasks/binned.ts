/** What becomes of tasks when their project goes into the bin, and when it comes back. Under the project's lock. */
import type { ProjectTx } from '../events/project-tx.js';
import { isEnded } from '../contract/task-status.js';
import type { Tasks } from './tasks.js';
import { newestIn } from './rows.js';
import { transition } from './transitions.js';

/** By it they are known again. */
const MESSAGE = 'Cancelled: the project was deleted';

/** Ends all that is unfinished, without a notice. */
export async function cancelForBin(tx: ProjectTx): Promise<void> {
  for (const task of await newestIn(tx)) {
    if (!isEnded(task.status)) await transition(tx, task, 'cancelled', { message: MESSAGE });
  }
}

/** Goes on with what was cancelled so, from the parts that are done. */
export async function goOnAfterBin(tx: ProjectTx, tasks: Tasks): Promise<void> {
  for (const { id } of await newestIn(tx)) {
    // Read again for each: one that was taken up may have brought others with it.
    const task = (await newestIn(tx)).find((newest) => newest.id === id);
    if (task?.status === 'cancelled' && task.message === MESSAGE) await tasks.retry(tx, task);
  }
}
