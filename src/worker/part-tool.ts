/** One part of a step, its checkpoint: found, or done, stored, and then used. */
import type { DataSource } from 'typeorm';
import type { TaskRow } from '../database/entities/task.entity.js';
import { outlasting, PATIENTLY_MS } from '../database/outages.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { Ledger } from '../outside/vendor/ledger.js';
import type { CallLedger, KeptAnswers } from '../usage/call-ledger.js';
import { AnsweredMeanwhile } from '../usage/call-ledger.js';
import type { Running } from './heartbeat.js';
import type { PartKey } from './parts.js';
import { findPart, hashInput, noteFailedPart, storePart } from './parts.js';
import { descriptorOf } from '../steps/lookup.js';
import type { Tools } from '../steps/step.js';
import type { Quarantine } from './quarantine.js';
import { TimeSlice } from './time-slice.js';

interface PartContext {
  db: DataSource;
  calls: CallLedger;
  quarantine: Quarantine;
  yieldAfterMs: number;
}

type PartWork<T> = (ledger: Ledger) => Promise<T>;

/** `Tools.part` for the steps of this task: finds the answer of the part, or does its work and stores what came of it. */
export function partTool(context: PartContext, task: TaskRow, running: Running): Tools['part'] {
  const { runId, step } = task;
  const { version: stepVersion } = descriptorOf(task.key);
  const timeSlice = new TimeSlice(context.db, task, running, context.yieldAfterMs);
  return async <T>(part: string, input: unknown, work: PartWork<T>): Promise<T> => {
    running.abort.signal.throwIfAborted();
    const key: PartKey = { runId, step, stepVersion, part, input };
    const found = await findPart(context.db, key);
    if (!found) await timeSlice.yieldIfOver();
    const answer = found ? found.answer : await done(context, task, key, work);
    if (!found) timeSlice.partDone();
    running.parts = { done: running.parts.done + 1, total: Math.max(running.parts.total, running.parts.done + 1) };
    return answer as T;
  };
}

/** First the answer is stored, since it may be paid for; then what the ledger still has to write. */
async function done<T>({ db, calls, quarantine }: PartContext, task: TaskRow, key: PartKey, work: PartWork<T>) {
  const { id: taskId, projectId, attempt } = task;
  const { runId, step, part } = key;
  const about = () => `${task.key} ${part} ${projectId}`;
  const answers = answersOf(db, key, { taskId, attempt });
  const owner = { projectId, taskId, runId, attempt, step, part, inputHash: hashInput(key), whileHeld: true };
  const ledger = calls.forPart(owner, answers);
  try {
    const answer = await work(ledger);
    await failpoint('part:answered', about);
    const kept = await outlasting(() => storePart(db, key, { taskId, attempt }, answer), PATIENTLY_MS);
    quarantine.release(taskId);
    await failpoint('part:stored', about);
    return kept;
  } catch (error) {
    const found = error instanceof AnsweredMeanwhile ? await findPart(db, key) : null;
    if (found) return found.answer;
    noteFailedPart(error, part);
    throw error;
  } finally {
    await ledger.settled();
  }
}

/** Answers on the way to the part's own: parts beside it, by what was asked. */
function answersOf(db: DataSource, key: PartKey, by: { taskId: string; attempt: number }): KeptAnswers {
  const to = (question: unknown): PartKey => ({ ...key, part: `${key.part}, so far`, input: question });
  return {
    recall: async (question) => (await findPart(db, to(question)))?.answer ?? null,
    async keep(question, answer) {
      await outlasting(() => storePart(db, to(question), by, answer), PATIENTLY_MS);
    },
  };
}
