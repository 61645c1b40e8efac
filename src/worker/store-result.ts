/** Where a step's result goes. Written in the transaction that ends the task, so that a fenced one writes nothing. */
import type { ProjectTx } from '../events/project-tx.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { descriptorOf, needsOf, stepOf } from '../steps/lookup.js';
import { markDerivedStale } from '../tasks/stale.js';
import { toTask } from '../tasks/task-view.js';
import { changeTask, newestIn } from '../tasks/rows.js';
import { isChangedSince } from './given.js';

/** Stores the result as the step says. Then marks stale what was made from something that has changed, this result included. */
export async function storeResult(tx: ProjectTx, task: TaskRow, result: unknown): Promise<void> {
  const step = descriptorOf(task.key);
  const change = await step.store(tx, toTask(task), result);
  if (change) await markDerivedStale(tx, stepOf(task.key), change);
  if (step.whenOutdated === 'ignore' || !(await isOutdated(tx, task))) return;
  const marks = step.whenOutdated === 'mark' || (await step.whenOutdated(tx, toTask(task)));
  if (marks) await changeTask(tx, task, { stale: true });
}

/** True when, since the task began, something it works from was made again or changed by hand, or is being made again. */
async function isOutdated(tx: ProjectTx, { key, startedAt }: TaskRow): Promise<boolean> {
  const keys = needsOf(key);
  const needs = (await newestIn(tx)).filter((need) => keys.includes(need.key));
  if (needs.some(({ status }) => status !== 'succeeded')) return true;
  if (startedAt === null) return false;
  if (needs.some(({ finishedAt }) => finishedAt !== null && finishedAt > startedAt)) return true;
  return isChangedSince(tx.db, tx.projectId, descriptorOf(key).reads, startedAt);
}

/** What a finished step made, in a few words for people. */
export const summaryOf = ({ key }: Pick<TaskRow, 'key'>, result: unknown): string => descriptorOf(key).summary(result);
