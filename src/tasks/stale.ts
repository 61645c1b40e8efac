/** What was made from something that has changed since. */
import type { ProjectTx } from '../events/project-tx.js';
import type { TaskKey } from '../contract/task.js';
import { markAllStale } from '../content/versions.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { needsOf } from '../steps/pipeline.js';
import { toTask } from './task-view.js';
import { newestTasks } from './tasks.js';

/**
 * Marks all drafts, and the newest task of each key that stands on `changed`, by itself or by way of others. The index
 * has the new words already: it is only stale when the change cost it vectors, which are made by its task.
 */
export async function markDerivedStale(
  tx: ProjectTx,
  changed: 'transcribe' | 'chapters',
  { vectorsLost }: { vectorsLost: boolean },
): Promise<void> {
  await markAllStale(tx);
  for (const task of await newestTasks(tx.db, tx.projectId)) {
    if (task.status !== 'succeeded' || task.stale || !standsOn(task.key, changed)) continue;
    if (task.step === 'index' && !vectorsLost) continue;
    await tx.db.update(TaskRow, { id: task.id }, { stale: true });
    tx.append('project.updated', { task: toTask({ ...task, stale: true }) });
  }
}

const standsOn = (key: TaskKey, changed: TaskKey): boolean =>
  needsOf(key).some((need) => need === changed || standsOn(need, changed));
