/** Takes a queued task for this worker. */
import type { DataSource, EntityManager } from 'typeorm';
import type { Lane } from '../contract/task.js';
import type { EventLog } from '../events/event-log.js';
import type { Locked } from '../events/project-tx.js';
import { LOCKED, ProjectGone, ProjectTx } from '../events/project-tx.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { prepared } from '../database/prepared.js';
import { failpoint } from '../telemetry/failpoints.js';
import { isKnown, steps } from '../steps/lookup.js';
import { isDue, orderOf } from '../tasks/line.js';
import { transition, TransitionLost } from '../tasks/transitions.js';

/** Whether this worker admits a task now. */
export type Admits = (task: TaskRow) => boolean;
/** A queued task, and its project, whose row is locked. */
type Chosen = Locked & { taskId: string; attempt: number };
/** A statement that chooses a task and locks its project `FOR NO KEY UPDATE`; no rows when there is none. */
export type Choose = (db: EntityManager) => Promise<Chosen[]>;

/** What came of it: the task, which runs from now on; none was there; somebody was faster; or this worker does not admit it now. */
type Claim = { kind: 'claimed'; task: TaskRow } | { kind: 'nothing' | 'lost' } | { kind: 'refused'; taskId: string };

/** The first in line whose step is known here. Those of $3 are passed over. */
const FIRST_IN_LINE = `
  SELECT ${LOCKED}, t.id AS "taskId", t.attempt FROM tasks t JOIN projects ON projects.id = t.project_id
  WHERE t.lane = $1 AND ${isDue('t')} AND t.step = ANY ($2) AND t.id <> ALL ($3) AND binned_at IS NULL
  ORDER BY ${orderOf('t')} LIMIT 1 FOR NO KEY UPDATE OF projects`;

/**
 * The first task of this lane's line, which runs from now on; null when there is none that this worker admits. Workers who ask at the
 * same time are not in each other's way: who finds a project locked takes the next one, and waits for the lock only when there is no other.
 */
export async function claimFirst(log: EventLog, workerId: string, lane: Lane, admits: Admits): Promise<TaskRow | null> {
  const passedOver: string[] = [];
  for (let locked = ' SKIP LOCKED'; ;) {
    const choose: Choose = (db) => db.query<Chosen[]>(prepared(FIRST_IN_LINE + locked), [lane, steps, passedOver]);
    const claimed = await claim(log, workerId, choose, admits);
    if (claimed.kind === 'claimed') return claimed.task;
    if (claimed.kind === 'refused') passedOver.push(claimed.taskId);
    if (claimed.kind !== 'nothing') continue;
    if (locked === '') return null;
    locked = '';
  }
}

/** Takes the chosen task for this worker. */
export async function claim(
  log: EventLog,
  workerId: string,
  choose: Choose,
  admits: Admits = () => true,
): Promise<Claim> {
  let taskId = '';
  const choosing = async (db: EntityManager): Promise<[ProjectTx, Chosen]> => {
    const [chosen] = await choose(db);
    if (!chosen) throw new NothingThere();
    taskId = chosen.taskId;
    return [ProjectTx.locked([chosen], db), chosen];
  };
  try {
    const task = await log.writeWhere(choosing, async (tx, { attempt }) => {
      const claimed = await transition(tx, { id: taskId, status: 'queued', attempt }, 'running', {
        attempt: attempt + 1,
        workerId,
        percent: 0,
        message: 'Starting',
        error: null,
        // A task that goes on after it yielded is slow only once.
        slowAt: () => 'CASE WHEN served_ms = 0 THEN NULL ELSE slow_at END',
        startedAt: () => 'clock_timestamp()',
      });
      if (!isKnown(claimed.key) || !admits(claimed)) throw new NotHere();
      await failpoint('claim:before-commit', () => `${claimed.key} ${claimed.projectId}`);
      return claimed;
    });
    return { kind: 'claimed', task };
  } catch (error) {
    if (error instanceof NothingThere) return { kind: 'nothing' };
    if (error instanceof TransitionLost || error instanceof ProjectGone) return { kind: 'lost' };
    if (error instanceof NotHere) return { kind: 'refused', taskId };
    throw error;
  }
}

class NothingThere extends Error {}

/** What undoes a claim: another worker may have the task. */
class NotHere extends Error {}

const NOTE = `
  UPDATE attempts SET detail = $4,
    outcome = CASE WHEN $3 IN ('lost', 'fenced') AND outcome IN ('succeeded', 'failed', 'cancelled') THEN outcome ELSE $3 END
  WHERE task_id = $1 AND attempt = $2`;

/**
 * Notes how an attempt went, with what operators need to know. The attempt was closed together with the end of its task. If it
 * caused that end itself, a later note that it was lost or fenced does not replace it.
 */
export async function noteOutcome(db: DataSource, task: TaskRow, outcome: string, detail?: string): Promise<void> {
  await db.query(NOTE, [task.id, task.attempt, outcome, detail ?? null]);
}
