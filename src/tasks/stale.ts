/** What was made from something that has changed since. */
import type { ProjectTx } from '../events/project-tx.js';
import { markAllStale, markStaleThatName } from '../content/versions.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import type { Change } from '../steps/define-step.js';
import { isStaleAfter, standsOn, stepsWhere } from '../steps/lookup.js';
import type { Step } from '../steps/pipeline.js';
import { changeTask, newestIn } from './rows.js';
import { toTask } from './task-view.js';

const writing = stepsWhere(({ per }) => per === 'content type');

/** Marks all drafts, and the newest task of each key that is made from `changed`, directly or through others. */
export async function markDerivedStale(tx: ProjectTx, changed: Step, change: Change): Promise<void> {
  if (writing.some((step) => standsOn(step, changed))) await markAllStale(tx);
  await markTasksStale(tx, ({ key }) => isStaleAfter(key, changed, change));
}

/** Marks the drafts that name somebody by a name that is another now, and the tasks that wrote them. */
export async function markNamingStale(tx: ProjectTx, name: string): Promise<void> {
  const types = await markStaleThatName(tx, name);
  await markTasksStale(tx, ({ key }) => writing.some((step) => types.some((type) => key === `${step}:${type}`)));
}

/** Marks what these steps have made, and nothing that is made from it. */
export async function markMadeStale(tx: ProjectTx, made: readonly Step[]): Promise<void> {
  await markTasksStale(tx, ({ key }) => made.some((step) => step === key));
}

async function markTasksStale(tx: ProjectTx, isStale: (task: TaskRow) => boolean): Promise<void> {
  for (const task of await newestIn(tx)) {
    // What somebody said to an earlier change is not said to this one.
    if (task.status !== 'succeeded' || (task.stale && !task.staleAccepted) || !isStale(task)) continue;
    tx.append('project.updated', { task: toTask(await changeTask(tx, task, { stale: true, staleAccepted: false })) });
  }
}

/** Of these, those that are stale are fine as they are, until what they were made from changes once more. */
export async function acceptStaleTasks(tx: ProjectTx, ids: readonly string[]): Promise<TaskRow[]> {
  const accepted: TaskRow[] = [];
  for (const task of await newestIn(tx)) {
    if (!ids.includes(task.id) || !task.stale || task.staleAccepted) continue;
    const changed = await changeTask(tx, task, { staleAccepted: true });
    tx.append('project.updated', { task: toTask(changed) });
    accepted.push(changed);
  }
  return accepted;
}
