/** What was made from something that has changed since. */
import type { ProjectTx } from '../events/project-tx.js';
import { markAllStale } from '../content/versions.js';
import { TaskRow } from '../database/entities/task.entity.js';
import type { Change } from '../steps/define-step.js';
import { isStaleAfter, standsOn, stepsWhere } from '../steps/lookup.js';
import type { Step } from '../steps/pipeline.js';
import { toTask } from './task-view.js';
import { newestTasks } from './tasks.js';

const writing = stepsWhere(({ per }) => per === 'content type');

/** Marks all drafts, and the newest task of each key that is made from `changed`, directly or through others. */
export async function markDerivedStale(tx: ProjectTx, changed: Step, change: Change): Promise<void> {
  if (writing.some((step) => standsOn(step, changed))) await markAllStale(tx);
  for (const task of await newestTasks(tx.db, tx.projectId)) {
    if (task.status !== 'succeeded' || task.stale || !isStaleAfter(task.key, changed, change)) continue;
    await tx.db.update(TaskRow, { id: task.id }, { stale: true });
    tx.append('project.updated', { task: toTask({ ...task, stale: true }) });
  }
}
