/** Makes, retries and ends tasks, and lets go of those that waited for them. Everything here runs under the project's lock. */
import type { ProjectTx } from '../events/project-tx.js';
import type { Lane, TaskError, TaskKey } from '../contract/task.js';
import { isEnded } from '../contract/task-status.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { needsIn } from './needs.js';
import { noticeOfEnd, noticeOfPartial } from './notices.js';
import {
  awaitedBy,
  contentTypeOf,
  descriptorOf,
  documentOf,
  goesOnWithout,
  isDispensable,
  isKnown,
  stepOf,
  stepsWhere,
} from '../steps/lookup.js';
import type { Step } from '../steps/pipeline.js';
import type { PipelineJob, Queue } from './queue.js';
import { inLine } from './line.js';
import { changeTask, deleteTasks, insertTask, newestIn } from './rows.js';
import { toTask } from './task-view.js';
import { InvalidTransition, transition } from './transitions.js';
import { nameOf } from './task-names.js';

const needDocuments: readonly string[] = stepsWhere(({ needsDocuments }) => needsDocuments === true);

export interface NewTask {
  key: TaskKey;
  /** Given when it goes on with the parts of an earlier task. */
  runId?: string;
  instructions?: string | null;
  /** Who asked for it. */
  requestedBy?: string | null;
  /** See `TaskRow`. */
  keepsEdited?: boolean;
}

export class Tasks {
  constructor(private readonly queue: Queue) {}

  /**
   * Adds a task; the caller knows that no unfinished one of its key exists. It waits for those of its needs that have
   * not succeeded, and has failed from the start when one of them has.
   */
  async create(
    tx: ProjectTx,
    { key, runId, instructions, requestedBy, keepsEdited = false }: NewTask,
  ): Promise<TaskRow> {
    const needs = await needsIn(tx.db, tx.projectId, key);
    const all = needs.length + awaitedBy(key).length > 0 ? await newestIn(tx) : [];
    const newest = all.filter((task) => needs.includes(task.key));
    const met = newest.filter((task) => task.status === 'succeeded').map((task) => task.key);
    const unmet = needs.filter((need) => !met.includes(need));
    // What it can do without counts when there is nothing else to wait for.
    const waitingFor = unmet.length > 0 ? unmet : underWay(key, all);
    const task = await insertTask(tx, {
      key,
      step: stepOf(key),
      lane: descriptorOf(key).lane,
      runId,
      waitingFor,
      instructions: instructions ?? null,
      requestedBy: requestedBy ?? null,
      keepsEdited,
    });
    tx.append('task.queued', { task: toTask(task) });
    if (documentOf(key) !== null) await this.waitForToo(tx, key);
    // What it needs may be waiting for something that this one goes on without.
    if (unmet.some((need) => awaitedBy(need).length > 0)) await this.releaseReady(tx);
    const cause = newest.find((need) => need.status === 'failed' || need.status === 'cancelled');
    if (cause) return this.failForNeed(tx, task, cause);
    if (waitingFor.length === 0) this.hand(tx, task);
    return task;
  }

  /** Tasks that need documents and have not begun wait for a document that is given now, too. */
  private async waitForToo(tx: ProjectTx, key: TaskKey): Promise<void> {
    for (const task of await newestIn(tx)) {
      if (!needDocuments.includes(task.step) || task.status !== 'queued' || task.attempt > 0) continue;
      const waitingFor = [...task.waitingFor, key];
      tx.append('task.queued', { task: toTask(await changeTask(tx, task, { waitingFor })) });
    }
  }

  /**
   * A new task of the same run, for the newest of its key in any end state; needs that failed are retried before it.
   * Throws `InvalidTransition` when the task is not ended, or its step is not known here.
   */
  async retry(tx: ProjectTx, task: TaskRow): Promise<TaskRow> {
    if (!isEnded(task.status) || !isKnown(task.key)) throw new InvalidTransition(task.status, 'queued');
    for (const key of await needsIn(tx.db, tx.projectId, task.key)) {
      // Read again for each: a task that was retried may have brought a new task for another need, too.
      const need = (await newestIn(tx)).find((newest) => newest.key === key);
      if (need?.status === 'failed' || need?.status === 'cancelled') await this.retry(tx, need);
    }
    return this.create(tx, task);
  }

  /**
   * A new task of this key, because what it works from has changed. It replaces an unfinished one, and tasks that wait for the
   * key go on waiting.
   */
  async supersede(tx: ProjectTx, key: Step): Promise<TaskRow> {
    const newest = (await newestIn(tx)).find((task) => task.key === key);
    if (newest && !isEnded(newest.status)) {
      await transition(tx, newest, 'cancelled', { message: 'Replaced by a newer one' });
    }
    return this.create(tx, { key, instructions: newest?.instructions ?? null });
  }

  /** Throws `InvalidTransition` when the task has ended already. */
  async cancel(tx: ProjectTx, task: TaskRow): Promise<TaskRow> {
    return this.end(tx, task, 'cancelled', { message: 'Cancelled' });
  }

  /**
   * What the tasks of this key were about was removed. The unfinished one is ended, all of them are deleted, and tasks that
   * waited for them go on without.
   */
  async forget(tx: ProjectTx, key: TaskKey): Promise<void> {
    const newest = (await newestIn(tx)).find((task) => task.key === key);
    if (newest && !isEnded(newest.status)) await transition(tx, newest, 'cancelled', { message: 'Removed' });
    await deleteTasks(tx, key);
    await this.releaseReady(tx, key);
    for (const task of await newestIn(tx)) {
      // A task that failed for another need, too, still waits for that.
      if (failedForNeed(task)) await this.revive(tx, task, await needsIn(tx.db, tx.projectId, task.key));
    }
  }

  /**
   * Ends a task, tells people if the end is worth a notice, and lets the tasks that waited for it run or fail. `partial`: it
   * succeeded with something missing, and perhaps no retry helps.
   */
  async end(
    tx: ProjectTx,
    task: TaskRow,
    to: 'succeeded' | 'failed' | 'cancelled',
    changes: Parameters<typeof transition>[3],
    partial?: { remedy?: string },
  ): Promise<TaskRow> {
    const ended = await transition(tx, task, to, changes);
    const label = await nameOf(tx.db, ended.key);
    const notice = partial ? noticeOfPartial(ended, label, partial.remedy) : await noticeOfEnd(tx.db, ended, label);
    if (notice) tx.notify(notice, to === 'succeeded' ? contentTypeOf(ended.key) : null);
    if (to === 'succeeded') await this.release(tx, ended);
    else {
      await this.releaseReady(tx);
      await this.failWaiting(tx, ended);
    }
    return ended;
  }

  /** Once the transaction has committed, wakes a worker that is free for a task that may run. It is in line by now (`inLine`). `inMs`: when it is due. */
  hand(tx: ProjectTx, task: TaskRow, inMs = 0): void {
    tx.afterCommit(() => this.queue.add(task, inMs));
  }

  /** A job that this process was given and does not want wakes another one. It is still there itself, so it is another job, due at once. */
  passOn(lane: Lane, { taskId: id, attempt }: PipelineJob): void {
    this.queue.add({ id, attempt, lane }, 1);
  }

  /**
   * Lets tasks run that have all they need. Safe to call at any time; used after a success and by the reconciler. `gone`:
   * no longer needed by anything.
   */
  async releaseReady(tx: ProjectTx, gone?: TaskKey): Promise<void> {
    const newest = await newestIn(tx);
    const isMet = (task: TaskRow, need: TaskKey): boolean => {
      const status = newest.find(({ key }) => key === need)?.status;
      const ended = status !== undefined && isEnded(status);
      return (
        need === gone ||
        status === 'succeeded' ||
        (isDispensable(task.key, need) && (ended || isPressed(task.key, need, newest)))
      );
    };
    for (const task of newest) {
      if (task.status !== 'queued' || task.waitingFor.length === 0) continue;
      const unmet = task.waitingFor.filter((need) => !isMet(task, need));
      if (unmet.length === task.waitingFor.length) continue;
      const waitingFor = unmet.length > 0 ? unmet : underWay(task.key, newest);
      const released = waitingFor.length === 0;
      const changed = await changeTask(tx, task, { waitingFor, ...(released && inLine(task)) });
      tx.append('task.queued', { task: toTask(changed) });
      if (released) this.hand(tx, changed);
    }
  }

  private async release(tx: ProjectTx, succeeded: TaskRow): Promise<void> {
    await this.releaseReady(tx);
    for (const task of (await newestIn(tx)).filter(failedForNeed)) {
      const needs = await needsIn(tx.db, tx.projectId, task.key);
      if (needs.includes(succeeded.key)) await this.revive(tx, task, needs);
    }
  }

  /** A task that failed because of a need is replaced by a new one of its run, unless another of its needs is still failed. */
  private async revive(tx: ProjectTx, task: TaskRow, keys: TaskKey[]): Promise<void> {
    const needs = (await newestIn(tx)).filter((need) => keys.includes(need.key));
    const blocked = needs.some(
      (need) => need.status === 'cancelled' || (need.status === 'failed' && !failedForNeed(need)),
    );
    if (!blocked) await this.create(tx, task);
  }

  /** Each failure here may make others fail, so the list is read again after each. */
  private async failWaiting(tx: ProjectTx, cause: TaskRow): Promise<void> {
    const next = async (): Promise<TaskRow | undefined> =>
      (await newestIn(tx)).find(
        (task) =>
          task.status === 'queued' && task.waitingFor.includes(cause.key) && !isDispensable(task.key, cause.key),
      );
    for (let task = await next(); task; task = await next()) await this.failForNeed(tx, task, cause);
  }

  private async failForNeed(tx: ProjectTx, task: TaskRow, cause: TaskRow): Promise<TaskRow> {
    // A task that itself failed because of a need passes on the first cause.
    const first = cause.error?.code === 'prerequisite_failed' ? cause.error.message : null;
    const how = cause.status === 'cancelled' ? 'was cancelled' : 'failed';
    const error: TaskError = {
      code: 'prerequisite_failed',
      message: first ?? `This needs “${await nameOf(tx.db, cause.key)}”, which ${how}. ${remedyOf(cause)}`,
      retryable: true,
      step: stepOf(task.key),
    };
    return this.end(tx, task, 'failed', { error, message: error.message });
  }
}

/** What people can do about a need that was not met. */
function remedyOf({ key, error }: TaskRow): string {
  if (documentOf(key) !== null)
    return 'Retry or remove that one, and this goes on by itself; or retry this one to do without it.';
  if (error?.retryable === false) return 'What to do is said there; once it succeeds, this goes on by itself.';
  return 'Retry that one, and this goes on by itself.';
}

/** What is not needed, and yet waited for, because it is unfinished. */
const underWay = (key: TaskKey, newest: readonly TaskRow[]): TaskKey[] =>
  awaitedBy(key).filter(
    (other) => newest.some((task) => task.key === other && !isEnded(task.status)) && !isPressed(key, other, newest),
  );

/** Whether something waits for a task of this key that itself goes on without that other one: it should not be kept by it. */
const isPressed = (key: TaskKey, other: TaskKey, newest: readonly TaskRow[]): boolean =>
  newest.some(
    (task) =>
      task.status === 'queued' && isKnown(task.key) && task.waitingFor.includes(key) && goesOnWithout(task.key, other),
  );

/** A task of a step that is not known here, from another version, is left as it is. */
const failedForNeed = ({ key, status, error }: TaskRow): boolean =>
  status === 'failed' && error?.code === 'prerequisite_failed' && isKnown(key);
