/** One attempt of a task on a worker: claim → run → commit. Announcing follows from the commit. */
import { Logger } from '@nestjs/common';
import { inspect } from 'node:util';
import type { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ProjectGone } from '../events/project-tx.js';
import type { Lane, TaskError } from '../contract/task.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { isOutage, outlasting } from '../database/outages.js';
import { projectPrefix } from '../outside/storage/storage.js';
import { withLogContext } from '../telemetry/log-context.js';
import { taskSeconds } from '../telemetry/metrics.js';
import { currentSpan, startSpan, traced } from '../telemetry/traces.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { AbortReason, Running } from './heartbeat.js';
import { startRunning } from './heartbeat.js';
import type { Admits } from './claim.js';
import { claimFirst, noteOutcome } from './claim.js';
import { NOT_STORED } from './crashes.js';
import type { PipelineJob } from '../tasks/queue.js';
import { readGiven } from './given.js';
import { afterThrow } from './retry-policy.js';
import { failedPartOf } from './parts.js';
import { descriptorOf } from '../steps/lookup.js';
import { storeResult, summaryOf } from './store-result.js';
import type { Outcome } from '../steps/step.js';
import { Yielded } from '../steps/step.js';
import { inLine } from '../tasks/line.js';
import type { Tasks } from '../tasks/tasks.js';
import type { WorkerContext } from './step-tools.js';
import { withTools } from './step-tools.js';
import { servedBy } from './time-slice.js';
import { transition, TransitionLost } from '../tasks/transitions.js';
import { ExpectedDurations } from '../tasks/eta.js';

export interface Worker {
  log: EventLog;
  tasks: Tasks;
  context: WorkerContext;
  /** True once this process has begun to stop: it claims nothing any more. */
  stopping: boolean;
  /** True while an operator wants it to claim nothing. */
  draining: boolean;
  /** How many tasks are being claimed, worked on, or ended. */
  tasksUnderWay: number;
}

/** How an attempt went: what the step said, a throw of it, that it yielded to others, or the order to stop. */
type Ended =
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'threw'; error: unknown }
  | { kind: 'yielded'; servedMs: number }
  | AbortReason;

const logger = new Logger('PipelineTask');

/** The handler behind the route of the same name: works on what is first in this lane's line, if anything is. Throws as `takeOne`. */
export async function pipelineTask(worker: Worker, lane: Lane, job: PipelineJob): Promise<void> {
  const { log, context } = worker;
  // Bull may hand out one more job for each place after it was told to hand out none.
  if (worker.draining) return worker.tasks.passOn(lane, job);
  await takeOne(worker, (admits) => claimFirst(log, context.heartbeat.workerId, lane, admits));
}

/** Works on the task that `take` claims for this worker. A throw means that the outcome could not be stored. */
export async function takeOne(worker: Worker, take: (admits: Admits) => Promise<TaskRow | null>): Promise<void> {
  if (worker.stopping) return;
  const { quarantine } = worker.context;
  const admitted: string[] = [];
  worker.tasksUnderWay += 1;
  try {
    const claimed = await take((task) => {
      const admits = quarantine.admits(task);
      if (admits) admitted.push(task.id);
      else logger.debug(`${task.key} of project ${task.projectId} waits: another one is in quarantine here`);
      return admits;
    });
    if (!claimed) return;
    const { id: taskId, projectId, attempt } = claimed;
    const ids = { 'devreel.task': taskId, 'devreel.project': projectId, 'devreel.attempt': attempt };
    const span = startSpan(`task ${claimed.step}`, 'consumer', ids, claimed.trace);
    await withLogContext({ taskId, projectId, attempt }, () => traced(span, () => work(worker, claimed)));
  } finally {
    worker.tasksUnderWay -= 1;
    for (const id of admitted) quarantine.release(id);
  }
}

async function work(worker: Worker, task: TaskRow): Promise<void> {
  const { heartbeat } = worker.context;
  const running = startRunning(task);
  // The work need not wait for it.
  void expect(worker, task, running);
  const measured = taskSeconds.startTimer({ step: task.step });
  // Until its outcome is stored, the task is this worker's. If the outcome cannot be stored, the heartbeat gives the task up.
  heartbeat.add(running);
  let outcome;
  try {
    outcome = await settle(worker, task, await run(worker, task, running));
    measured({ outcome });
    currentSpan()?.add({ 'devreel.outcome': outcome });
    if (outcome === 'failed') currentSpan()?.fail(outcome);
  } finally {
    heartbeat.remove(running);
  }
  // Of a success the project was there, under its lock: whoever deletes it later finds what was stored before.
  if (outcome !== 'succeeded') await removeLeftOvers(worker, task);
}

/** From here on its progress says how much of the usual time is left. Does not throw. */
async function expect({ log, context }: Worker, { projectId, key }: TaskRow, running: Running): Promise<void> {
  running.expectedMs = await ExpectedDurations.in(log.db).expectedIn(projectId, key);
  context.publisher.publish(running);
}

/** A step may have stored files after its project was deleted, and its files with it. */
async function removeLeftOvers({ log, context }: Worker, { projectId }: TaskRow): Promise<void> {
  if (await log.db.manager.existsBy(ProjectRow, { id: projectId })) return;
  await context.storage.removeAll(projectPrefix(projectId));
}

async function run({ context }: Worker, task: TaskRow, running: Running): Promise<Ended> {
  try {
    const descriptor = descriptorOf(task.key);
    const given = await outlasting(() => readGiven(context.db, task, descriptor.reads));
    const step = await descriptor.load();
    const outcome = await withTools(context, { task, given }, running, (tools) => step.run(task, tools));
    return { kind: 'outcome', outcome };
  } catch (error) {
    if (running.abort.signal.aborted) return running.abort.signal.reason as AbortReason;
    if (error instanceof Yielded) return { kind: 'yielded', servedMs: servedBy(task, running) };
    return { kind: 'threw', error };
  } finally {
    context.publisher.forget(running);
    task.partsDone = running.parts.done;
    task.partsTotal = running.parts.total;
  }
}

/** Returns how the attempt ended, in a word. */
async function settle(worker: Worker, task: TaskRow, ended: Ended): Promise<string> {
  await failpoint('step:ended', () => `${task.key} ${task.projectId}`);
  if (typeof ended === 'object' && ended.kind === 'threw') {
    logger.error(`${task.key} of project ${task.projectId}, attempt ${task.attempt}: ${inspect(ended.error)}`);
  }
  try {
    return await stored(worker, task, ended);
  } catch (error) {
    logger.error(`The end of ${task.key} of project ${task.projectId} could not be stored: ${inspect(error)}`);
    // An outage makes all storing fail, but ends. Any other error would come again with every attempt.
    if (isOutage(error)) throw error;
    return await storedAtAll(worker, task, error);
  }
}

/** An attempt whose end cannot be stored has failed. If that cannot be stored either, the reconciler counts it as a crash. */
async function storedAtAll(worker: Worker, task: TaskRow, error: unknown): Promise<string> {
  try {
    return await stored(worker, task, { kind: 'threw', error });
  } catch (again) {
    if (!isOutage(again)) await noteOutcome(worker.log.db, task, NOT_STORED, inspect(again));
    throw again;
  }
}

async function stored(worker: Worker, task: TaskRow, ended: Ended): Promise<string> {
  const [outcome, detail] = await outlasting(() => commitOrRefuse(worker, task, ended));
  // A plain success was noted with the end of its task.
  if (outcome !== 'project gone' && outcome !== 'succeeded') await noteOutcome(worker.log.db, task, outcome, detail);
  return outcome;
}

async function commitOrRefuse(worker: Worker, task: TaskRow, ended: Ended): Promise<[string, string?]> {
  try {
    return await commit(worker, task, ended);
  } catch (error) {
    if (error instanceof ProjectGone) return ['project gone'];
    if (!(error instanceof TransitionLost)) throw error;
    logger.warn(`A late result was refused. ${error.message}`);
    return ['fenced'];
  }
}

/** Writes down how the attempt ended. Returns its outcome in a word, and for operators the details. */
async function commit(worker: Worker, task: TaskRow, ended: Ended): Promise<[string, string?]> {
  if (ended === 'lost') return ['lost'];
  if (ended === 'shutdown') return giveBack(worker, task);
  if (ended.kind === 'threw') return fail(worker, task, ended.error);
  if (ended.kind === 'yielded') return letOthers(worker, task, ended.servedMs);
  const { outcome } = ended;
  switch (outcome.kind) {
    case 'done':
    case 'partial':
      return succeed(worker, task, outcome);
    case 'retryIn':
      await again(worker, task, outcome.ms, { message: outcome.why });
      return ['retry', outcome.why];
    case 'failed':
      await endFailed(worker, task, { ...outcome, retryable: false });
      return ['failed', [outcome.code, ...(outcome.cause === undefined ? [] : [inspect(outcome.cause)])].join('\n')];
  }
}

/** The transaction that ends an attempt, and the quarantine of its task: storing its result did not crash the worker either. */
function ending(worker: Worker, task: TaskRow, work: (tx: ProjectTx) => Promise<void>): Promise<void> {
  return worker.log.write(task.projectId, async (tx) => {
    await work(tx);
    worker.context.quarantine.release(task.id);
  });
}

async function succeed(
  worker: Worker,
  task: TaskRow,
  outcome: Extract<Outcome, { kind: 'done' | 'partial' }>,
): Promise<[string]> {
  const message = summaryOf(task, outcome.result);
  const { partsDone, partsTotal } = task;
  await ending(worker, task, async (tx) => {
    await storeResult(tx, task, outcome.result);
    const changes = { percent: 100, message, partsDone, partsTotal, error: null };
    await worker.tasks.end(tx, task, 'succeeded', changes, outcome.kind === 'partial' ? outcome : undefined);
    await failpoint('result:before-commit', () => `${task.key} ${task.projectId}`);
  });
  return [outcome.kind === 'partial' ? 'partial' : 'succeeded'];
}

/** The worker stops: the task is due at once, for another worker. Counts neither as a failure nor as a crash. */
async function giveBack(worker: Worker, task: TaskRow): Promise<[string]> {
  await again(worker, task, 0, { message: 'Waiting for a worker' });
  return ['given back'];
}

/** Others wait: the task is due again at once, after them. It is no failure. */
async function letOthers(worker: Worker, task: TaskRow, servedMs: number): Promise<[string]> {
  const { partsDone, partsTotal } = task;
  await again(worker, task, 0, {
    message: 'Others are first now; it goes on where it is',
    servedMs,
    partsDone,
    partsTotal,
  });
  return ['yielded'];
}

async function fail(worker: Worker, task: TaskRow, error: unknown): Promise<[string, string]> {
  const detail = inspect(error);
  const failures = task.failures + 1;
  const next = afterThrow(error, failures, task);
  if (next.kind === 'failed') {
    const part = failedPartOf(error);
    await endFailed(
      worker,
      task,
      { ...next, ...(part !== null && { part }) },
      next.permanent ? task.failures : failures,
    );
    return ['failed', detail];
  }
  await again(worker, task, next.ms, { failures, message: next.why });
  return ['retry', detail];
}

async function endFailed(
  worker: Worker,
  task: TaskRow,
  { code, message, retryable, part }: Omit<TaskError, 'step'>,
  failures = task.failures,
): Promise<void> {
  const error: TaskError = { code, message, retryable, step: task.step, ...(part !== undefined && { part }) };
  await ending(worker, task, async (tx) => {
    await worker.tasks.end(tx, task, 'failed', { error, message, failures });
  });
}

/** Back into the queue, due in `ms`. */
async function again(
  worker: Worker,
  task: TaskRow,
  ms: number,
  changes: { message: string } & Partial<Pick<TaskRow, 'failures' | 'servedMs' | 'partsDone' | 'partsTotal'>>,
): Promise<void> {
  await ending(worker, task, async (tx) => {
    const runAt = () => `clock_timestamp() + interval '${Math.round(ms)} ms'`;
    const line = inLine({ servedMs: changes.servedMs ?? task.servedMs });
    const due = await transition(tx, task, 'queued', { ...changes, ...line, runAt, workerId: null });
    worker.tasks.hand(tx, due, Math.round(ms));
  });
}
