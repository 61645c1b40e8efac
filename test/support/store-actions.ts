/** Snapshots, events and progress of one project as they arrive at the page, for tests of its store. */
import type { Action, RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { EventType } from '../../src/contract/event-types.js';
import type { ProjectEvent, TaskProgress } from '../../src/contract/realtime.js';
import type { Task } from '../../src/contract/task.js';
import './page-registry.js';

export const projectId = 'p1';
export const at = '2030-01-01T00:00:00.000Z';

export function task(changes: Partial<Task> = {}): Task {
  return {
    id: 't1',
    projectId,
    key: 'screenshots',
    runId: 'r1',
    status: 'running',
    percent: 0,
    message: 'Starting',
    waitingFor: [],
    attempt: 1,
    failures: 0,
    maxAttempts: 5,
    parts: { done: 0, total: 0 },
    error: null,
    stale: false,
    queuedAt: at,
    startedAt: at,
    finishedAt: null,
    runAt: at,
    etaMs: null,
    position: null,
    ...changes,
  };
}

export function snapshot(lastSeq: number, tasks: Task[] = [], changes: Partial<ProjectSnapshot> = {}): ProjectSnapshot {
  return {
    id: projectId,
    title: 'A talk',
    role: 'owner',
    createdAt: at,
    updatedAt: at,
    lastSeq,
    durationMs: null,
    tags: [],
    language: null,
    source: null,
    captions: null,
    transcript: null,
    chapters: null,
    tasks,
    contents: [],
    documents: [],
    ...changes,
  };
}

export const event = (seq: number, type: EventType, more: Partial<ProjectEvent> = {}): Action => ({
  type: 'event',
  event: { projectId, seq, type, at, ...more },
});

export const progress = (changes: Partial<TaskProgress>): Action => ({
  type: 'progress',
  progress: { projectId, taskId: 't1', attempt: 1, percent: 0, message: 'Working', ...changes },
});

export const after = (...actions: Action[]): RealtimeState => actions.reduce(reduce, initialState);
export const from = (lastSeq: number, ...tasks: Task[]): Action => ({
  type: 'snapshot',
  snapshot: snapshot(lastSeq, tasks),
});
export const known = (state: RealtimeState) => {
  const found = state.projects[projectId];
  if (!found) throw new Error('the project is not known');
  return found;
};
export const taskIn = (state: RealtimeState, key = 'screenshots') =>
  known(state).project.tasks.find((one) => one.key === key);
