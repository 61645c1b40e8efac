/** What must hold of the page's store at any time. */
import { expect } from 'vitest';
import type { ProjectState, RealtimeState } from '../../client/src/realtime/store.js';
import type { History } from './project-history.js';
import { projectId, settled } from './project-history.js';
import './page-registry.js';

/** Frozen all through, so that a change in place throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

export const known = (state: RealtimeState): ProjectState | undefined => state.projects[projectId];

export function expectNothingWentBack(before: ProjectState | undefined, after: ProjectState | undefined): void {
  if (!before || !after) return;
  expect(after.project.lastSeq).toBeGreaterThanOrEqual(before.project.lastSeq);
  for (const task of after.project.tasks) {
    const was = before.project.tasks.find(({ id }) => id === task.id);
    if (!was) continue;
    expect(task.attempt).toBeGreaterThanOrEqual(was.attempt);
    const sameRun = task.attempt === was.attempt && task.status === 'running' && was.status === 'running';
    if (sameRun) expect(task.percent).toBeGreaterThanOrEqual(was.percent);
  }
}

/** The store has the tasks and contents of the snapshot with its `lastSeq`. */
export function expectTrue({ snapshots }: History, state: ProjectState | undefined): void {
  const then = snapshots.find(({ lastSeq }) => lastSeq === state?.project.lastSeq);
  if (!state || !then) return;
  const shown = state.outdated === null ? state.project : { ...then, ...pickCarried(state) };
  expect(settled(shown)).toEqual(settled(then));
}

export const pickCarried = ({ project: { tasks, contents } }: ProjectState) => ({ tasks, contents });
