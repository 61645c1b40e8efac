import type { Task } from '../contract/task.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { etaOf } from './eta.js';

/** A task's row as the wire shows it. Its place in the queue, and how long it usually takes, are known only where they are asked for: see `withOutlook`. */
export function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    projectId: row.projectId,
    key: row.key,
    runId: row.runId,
    status: row.status,
    percent: row.percent,
    message: row.message,
    waitingFor: row.waitingFor,
    attempt: row.attempt,
    failures: row.failures,
    maxAttempts: row.maxAttempts,
    parts: { done: row.partsDone, total: row.partsTotal },
    error: row.error,
    stale: row.stale,
    ...(row.stale && row.staleAccepted && { staleAccepted: true }),
    queuedAt: row.queuedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    runAt: row.runAt.toISOString(),
    etaMs: estimateLeft(row),
    position: null,
    ...(row.status === 'running' && row.slowAt !== null && { slow: true }),
  };
}

/** By the pace so far, since nothing else is known here; null when that says nothing. */
function estimateLeft({ status, startedAt, percent }: TaskRow): number | null {
  if (status !== 'running' || startedAt === null) return null;
  return etaOf({ elapsedMs: Date.now() - startedAt.getTime(), percent, expectedMs: null });
}
