/** One part of a step, its checkpoint: found, or done, stored, and then used. */
import type { DataSource } from 'typeorm';
import type { TaskRow } from '../database/entities/task.entity.js';
import { outlasting, PATIENTLY_MS } from '../database/outages.js';
import { pause } from '../outside/abort.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { Ledger } from '../outside/vendor/ledger.js';
import type { CallLedger, KeptAnswers } from '../usage/call-ledger.js';
import { AnsweredMeanwhile } from '../usage/call-ledger.js';
import type { Running } from './heartbeat.js';
import type { PartKey } from './parts.js';
import { giveBack, takePart } from './part-claims.js';
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

/** How often it is looked whether the answer is there that another task is getting. */
const LOOK_AGAIN_MS = 250;

/**
 * `Tools.part` and `Tools.sharedPart` for the steps of this task: each finds the answer of the part, or does its work and stores
 * what came of it.
 */
export function partTools(context: PartContext, task: TaskRow, running: Running): Pick<Tools, 'part' | 'sharedPart'> {
  const { step, id: taskId, attempt } = task;
  const { version: stepVersion } = descriptorOf(task.key);
  const timeSlice = new TimeSlice(context.db, task, running, context.yieldAfterMs);
  const { signal } = running.abort;
  const one = async <T>(key: PartKey, work: (key: PartKey) => Promise<unknown>): Promise<T> => {
    signal.throwIfAborted();
    const found = await findPart(context.db, key);
    if (!found) await timeSlice.yieldIfOver();
    const answer = found ? found.answer : await work(key);
    if (!found) timeSlice.partDone();
    running.parts = { done: running.parts.done + 1, total: Math.max(running.parts.total, running.parts.done + 1) };
    return answer as T;
  };
  return {
    part: (part, input, work) =>
      one({ runId: task.runId, step, stepVersion, part, input }, (key) => done(context, task, key, work)),
    // The project stands where else the run does: each run of it finds the answer.
    sharedPart: (part, input, work) =>
      one({ runId: task.projectId, step, stepVersion, part, input }, async (key) => {
        const holder = { taskId, attempt };
        while (!(await takePart(context.db, key, holder))) {
          await pause(LOOK_AGAIN_MS, signal);
          const answered = await findPart(context.db, key);
          if (answered) return answered.answer;
        }
        try {
          // Between the look at the answer and the claim, another one may have ended.
          return (await findPart(context.db, key))?.answer ?? (await done(context, task, key, work));
        } finally {
          await giveBack(context.db, key, holder);
        }
      }),
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
