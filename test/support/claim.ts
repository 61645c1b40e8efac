/** The claim of one task by its id, whatever else is in line. */
import type { EventLog } from '../../src/events/event-log.js';
import { LOCKED } from '../../src/events/project-tx.js';
import type { TaskRow } from '../../src/database/entities/task.entity.js';
import type { PipelineJob } from '../../src/tasks/queue.js';
import type { Admits, Choose } from '../../src/worker/claim.js';
import { claim } from '../../src/worker/claim.js';

const CHOSEN = `
  SELECT ${LOCKED}, t.id AS "taskId", $2::int AS attempt FROM tasks t JOIN projects ON projects.id = t.project_id
  WHERE t.id = $1 FOR NO KEY UPDATE OF projects`;

/** Null when it is not in this attempt any more, is not due, or this worker does not admit it. */
export async function claimTask(
  log: EventLog,
  workerId: string,
  { taskId, attempt }: PipelineJob,
  admits?: Admits,
): Promise<TaskRow | null> {
  const choose: Choose = (db) => db.query(CHOSEN, [taskId, attempt]);
  const claimed = await claim(log, workerId, choose, admits);
  return claimed.kind === 'claimed' ? claimed.task : null;
}
