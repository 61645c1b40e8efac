import type { Task } from '../contract/task.js';
import type { TaskRow } from '../database/entities/task.entity.js';

/** A task's row as the wire shows it. `position` and `etaMs` are known only where they are asked for. */
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
    queuedAt: row.queuedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    runAt: row.runAt.toISOString(),
    etaMs: estimateLeft(row),
    position: null,
  };
}

/** Below this share the pace so far says little. */
const ENOUGH_PERCENT = 5;

/** Milliseconds left at the pace so far; null when unknown. */
function estimateLeft(row: TaskRow): number | null {
  if (row.status !== 'running' || row.startedAt === null || row.percent < ENOUGH_PERCENT) return null;
  const elapsedMs = Date.now() - row.startedAt.getTime();
  return Math.max(0, Math.round((elapsedMs * (100 - row.percent)) / row.percent));
}
