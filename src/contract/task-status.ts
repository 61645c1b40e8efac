/** The states of a task. Without zod, since the page needs more of it than types. */

export const taskStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** True when nothing more will happen to a task of this status by itself. */
export const isEnded = (status: TaskStatus): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'cancelled';
