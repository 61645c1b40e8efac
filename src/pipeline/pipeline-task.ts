/** One task's turn on a worker: claim → run → commit. Announcing follows from the commit. */
import { Logger } from '@nestjs/common';
import { inspect } from 'node:util';
import type { EventLog } from '../channels/event-log.js';
import { ProjectGone } from '../channels/project-tx.js';
import type { Step, TaskError } from '../contract/task.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { projectPrefix } from '../outside/storage.js';
import { withLogContext } from '../ops/log-context.js';
import { taskSeconds } from '../ops/metrics.js';
import type { AbortReason, Running } from './beat.js';
import type { Claim } from './claim.js';
import { claim, closeAttempt } from './claim.js';
import { afterThrow } from './failures.js';
import { pipeline } from './pipeline.js';
import type { PipelineJob } from './queue.js';
import { storeResult, summaryOf } from './results.js';
import type { Outcome, RunStep } from './step.js';
import type { Tasks } from './tasks.js';
import type { Workshop } from './toolbox.js';
import { withTools } from './toolbox.js';
import { transition, TransitionLost } from './transitions.js';

export interface Worker {
  log: EventLog;
  tasks: Tasks;
  shop: Workshop;
  /** True once this process has begun to stop: it claims nothing any more. */
  stopping: boolean;
}

/** How an attempt went: what the step said, a throw of it, or the order to stop. */
type Ended = { kind: 'outcome'; outcome: Outcome } | { kind: 'threw'; error: unknown } | AbortReason;

const logger = new Logger('PipelineTask');

/** The handler behind the route of the same name. A throw means that the outcome could not be stored. */
export async function pipelineTask(worker: Worker, job: PipelineJob): Promise<void> {
  if (worker.stopping) return;
  const { beat } = worker.shop;
  const claimed = await claim(worker.log, beat.workerId, job);
  if (!claimed) return;
  const { id: taskId, projectId, attempt } = claimed.task;
  await withLogContext({ taskId, projectId, attempt }, () => work(worker, claimed));
}

async function work(worker: Worker, claimed: Claim): Promise<void> {
  const { beat } = worker.shop;
  const running = startRunning(claimed.task);
  const measured = taskSeconds.startTimer({ step: claimed.task.step });
  // Until its outcome is stored the task is this worker's; if that fails, the beat lets go of it.
  beat.add(running);
  try {
    const outcome = await settle(worker, claimed.task, await run(worker, claimed, running));
    measured({ outcome });
  } finally {
    beat.remove(running);
  }
  await removeLeftOvers(worker, claimed.task);
}

/** A step may have stored files after its project was deleted, and its files with it. */
async function removeLeftOvers({ log, shop }: Worker, { projectId }: TaskRow): Promise<void> {
  if (await log.db.manager.existsBy(ProjectRow, { id: projectId })) return;
  await shop.storage.removeAll(projectPrefix(projectId));
}

async function run({ shop }: Worker, claimed: Claim, running: Running): Promise<Ended> {
  const { task } = claimed;
  try {
    const step: RunStep<Step> = pipeline[task.step].run;
    const outcome = await withTools(shop, claimed, running, (tools) => step(task, tools));
    return { kind: 'outcome', outcome };
  } catch (error) {
    if (running.abort.signal.aborted) return running.abort.signal.reason as AbortReason;
    return { kind: 'threw', error };
  } finally {
    shop.publisher.forget(running);
    task.partsDone = running.parts.done;
    task.partsTotal = running.parts.total;
  }
}

/** Returns how the attempt ended, in a word. */
async function settle(worker: Worker, task: TaskRow, ended: Ended): Promise<string> {
  try {
    const [outcome, detail] = await commit(worker, task, ended);
    await closeAttempt(worker.log.db, task, outcome, detail);
    return outcome;
  } catch (error) {
    if (error instanceof ProjectGone) return 'project gone';
    if (!(error instanceof TransitionLost)) throw error;
    logger.warn(`A late result was refused. ${error.message}`);
    await closeAttempt(worker.log.db, task, 'fenced');
    return 'fenced';
  }
}

const startRunning = ({ id, projectId, attempt, message }: TaskRow): Running => ({
  ...{ taskId: id, projectId, attempt, message, percent: 0 },
  parts: { done: 0, total: 0 },
  abort: new AbortController(),
});

/** Writes down how the attempt ended. Returns its outcome in a word, and for operators the details. */
async function commit(worker: Worker, task: TaskRow, ended: Ended): Promise<[string, string?]> {
  if (ended === 'lost') return ['lost'];
  if (ended === 'shutdown') return giveBack(worker, task);
  if (ended.kind === 'threw') return fail(worker, task, ended.error);
  const { outcome } = ended;
  switch (outcome.kind) {
    case 'done':
    case 'partial':
      return succeed(worker, task, outcome);
    case 'retryIn':
      await again(worker, task, outcome.ms, { message: outcome.why });
      return ['retry', outcome.why];
    case 'failed':
      await endFailed(worker, task, outcome);
      return ['failed', outcome.code];
  }
}

async function succeed(
  { log, tasks }: Worker,
  task: TaskRow,
  outcome: Extract<Outcome, { kind: 'done' | 'partial' }>,
): Promise<[string]> {
  const message = summaryOf(task.step, outcome.result);
  const { partsDone, partsTotal } = task;
  await log.write(task.projectId, async (tx) => {
    await storeResult(tx, task, task.step, outcome.result);
    const changes = { percent: 100, message, partsDone, partsTotal, error: null };
    await tasks.end(tx, task, 'succeeded', changes, outcome.kind === 'partial');
  });
  return [outcome.kind === 'partial' ? 'partial' : 'succeeded'];
}

/** The worker stops: the task is due at once, for another one. Counts neither as a failure nor as a death. */
async function giveBack(worker: Worker, task: TaskRow): Promise<[string]> {
  await again(worker, task, 0, { message: 'Waiting for a worker' });
  return ['given back'];
}

async function fail(worker: Worker, task: TaskRow, error: unknown): Promise<[string, string]> {
  const detail = inspect(error);
  logger.error(`${task.key} of project ${task.projectId}, attempt ${task.attempt}: ${detail}`);
  const failures = task.failures + 1;
  const next = afterThrow(error, failures, task);
  if (next.kind === 'failed') {
    await endFailed(worker, task, next, next.permanent ? task.failures : failures);
    return ['failed', detail];
  }
  await again(worker, task, next.ms, { failures, message: next.why });
  return ['retry', detail];
}

async function endFailed(
  { log, tasks }: Worker,
  task: TaskRow,
  { code, message, retryable }: Pick<TaskError, 'code' | 'message' | 'retryable'>,
  failures = task.failures,
): Promise<void> {
  const error: TaskError = { code, message, retryable, step: task.step };
  await log.write(task.projectId, (tx) => tasks.end(tx, task, 'failed', { error, message, failures }));
}

/** Back into the queue, due in `ms`. */
async function again(
  { log, tasks }: Worker,
  task: TaskRow,
  ms: number,
  changes: { message: string; failures?: number },
): Promise<void> {
  await log.write(task.projectId, async (tx) => {
    const runAt = () => `clock_timestamp() + interval '${Math.round(ms)} ms'`;
    await tasks.hand(tx, await transition(tx, task, 'queued', { ...changes, runAt, workerId: null }));
  });
}
