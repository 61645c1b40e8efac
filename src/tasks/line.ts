/**
 * The line of a lane, the one place where it is decided who comes first. A task's place is written with it when it is queued: the more
 * unfinished tasks its owner (for whom its project counts) has in the lane, the later it comes, so that one person's hundred recordings do not stop another's first;
 * and the later the longer it has run already. Whoever is free takes the first; Bull's jobs only say that there is something to take.
 */
import type { TaskRow } from '../database/entities/task.entity.js';

/** As much time that a task has had counts as one more task of its owner. */
const SERVED_MS_PER_PLACE = 15_000;
/** Who has more unfinished tasks than these comes after all others; among such owners the order is that of asking. */
const MOST_COUNTED = 500;

/** SQL: the place of a task that is in its lane's line now, the lowest first. Each of the arguments is SQL. */
export const placeInLine = (task: { id: string; projectId: string; lane: string; servedMs: string }): string => `(
  SELECT 2 + ${task.servedMs} / ${SERVED_MS_PER_PLACE} + count(*)::int FROM (
    SELECT FROM projects mine JOIN projects theirs USING (counted_for)
    JOIN tasks other ON other.project_id = theirs.id AND other.status IN ('queued', 'running')
    WHERE mine.id = ${task.projectId} AND other.lane = ${task.lane} AND other.id <> ${task.id}
    LIMIT ${MOST_COUNTED}) others)`;

/** A change that puts a task into its lane's line. `servedMs`: how long it has run by then. */
export const inLine = ({ servedMs }: Pick<TaskRow, 'servedMs'>) => ({
  priority: () =>
    placeInLine({ id: 'tasks.id', projectId: 'tasks.project_id', lane: 'tasks.lane', servedMs: String(servedMs) }),
});

/** SQL: that a task may be taken now. */
export const isDue = (task: string): string =>
  `${task}.status = 'queued' AND ${task}.waiting_for = '{}' AND ${task}.run_at <= clock_timestamp()`;

/** SQL: the order of those that are due in a lane; of two with the same place, who has been due for longer. There is an index for it. */
export const orderOf = (task: string): string => `${task}.priority, ${task}.run_at, ${task}.ordinal`;
