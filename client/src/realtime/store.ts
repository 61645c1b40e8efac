/**
 * What the page knows of projects, as a pure function of what arrived: snapshots, events, progress and growing drafts. Each
 * is applied once, in the order of `seq`. Duplicates and stale messages change nothing and return the very same state.
 */
import type { ProjectSnapshot } from '../../../src/contract/project.js';
import type { EventType } from '../../../src/contract/event-types.js';
import type { DraftDelta, Joined, ProjectEvent, TaskProgress } from '../../../src/contract/realtime.js';
import type { Task, TaskDetail, TaskKey } from '../../../src/contract/task.js';
import { isEnded } from '../../../src/contract/task-status.js';
import { stepOf } from '../registry.js';
import type { LiveDrafts } from './live-drafts.js';
import * as live from './live-drafts.js';
import { wholeSnapshot, wholeSummary } from './older-servers.js';

export type Connection = 'connecting' | 'online' | 'offline';

export interface ProjectState {
  project: ProjectSnapshot;
  /** The highest `seq` that arrived although an earlier one is missing: the project must be joined again. */
  hole: number | null;
  /** `seq` of an event that announces a change without containing it: a snapshot must be asked for. */
  outdated: number | null;
}

export interface RealtimeState {
  connection: Connection;
  projects: Readonly<Record<string, ProjectState>>;
  drafts: LiveDrafts;
  /** Deleted, or not ours to see. By id: the `seq` up to which snapshots are from before that. */
  gone: Readonly<Record<string, number>>;
}

export type Action =
  | { type: 'connection'; connection: Connection }
  | { type: 'snapshot'; snapshot: ProjectSnapshot }
  | { type: 'joined'; joined: Joined }
  | { type: 'event'; event: ProjectEvent }
  | { type: 'progress'; progress: TaskProgress }
  | { type: 'delta'; delta: DraftDelta }
  | { type: 'draft'; task: Pick<TaskDetail, 'id' | 'projectId' | 'draft'> }
  | { type: 'gone'; projectId: string }
  | { type: 'signed-out' };

export const initialState: RealtimeState = { connection: 'connecting', projects: {}, drafts: {}, gone: {} };

export function reduce(state: RealtimeState, action: Action): RealtimeState {
  switch (action.type) {
    case 'connection':
      return state.connection === action.connection ? state : { ...state, connection: action.connection };
    case 'snapshot':
      // A snapshot that was on its way when the project was deleted does not bring it back. The answer to a join does.
      if (action.snapshot.lastSeq <= (state.gone[action.snapshot.id] ?? -1)) return state;
      return withSnapshot(state, wholeSnapshot(action.snapshot), false);
    case 'joined':
      // The snapshot contains all of the answer's events. With `reset` the log is cut, and the state starts from the snapshot.
      return withSnapshot(state, wholeSnapshot(action.joined.snapshot), action.joined.reset);
    case 'event':
      return withEvent(state, action.event);
    case 'progress':
      return withProgress(state, action.progress);
    case 'delta':
      return withDraft(state, action.delta.projectId, action.delta.taskId, (draft) => live.grown(draft, action.delta));
    case 'draft':
      return withStored(state, action.task);
    case 'gone':
      return withoutProject(state, action.projectId, state.projects[action.projectId]?.project.lastSeq ?? -1);
    case 'signed-out':
      return initialState;
  }
}

function withSnapshot(state: RealtimeState, snapshot: ProjectSnapshot, reset: boolean): RealtimeState {
  const known = state.projects[snapshot.id];
  if (!known || reset) return put(state, { project: snapshot, hole: null, outdated: null });
  if (snapshot.lastSeq < known.project.lastSeq) return state;
  const tasks = snapshot.tasks.map((task) =>
    merged(
      known.project.tasks.find(({ key }) => key === task.key),
      task,
    ),
  );
  const open = (seq: number | null): number | null => (seq !== null && seq > snapshot.lastSeq ? seq : null);
  return put(state, {
    project: { ...snapshot, tasks },
    hole: open(known.hole),
    outdated: open(known.outdated),
  });
}

function withEvent(state: RealtimeState, event: ProjectEvent): RealtimeState {
  const known = state.projects[event.projectId];
  if (!known || event.seq <= known.project.lastSeq) return state;
  if (event.seq > known.project.lastSeq + 1) {
    return event.seq <= (known.hole ?? 0) ? state : put(state, { ...known, hole: event.seq });
  }
  if (event.type === 'project.deleted') return withoutProject(state, event.projectId, event.seq);
  const { project } = known;
  return put(state, {
    project: {
      ...project,
      lastSeq: event.seq,
      updatedAt: event.at,
      tasks: event.task ? withTask(project.tasks, event.task, event.type) : project.tasks,
      contents: event.content
        ? [...others(project.contents, event.content), wholeSummary(event.content)]
        : project.contents,
    },
    hole: known.hole !== null && known.hole <= event.seq ? null : known.hole,
    outdated: carriesAll(event) ? known.outdated : event.seq,
  });
}

function withProgress(state: RealtimeState, progress: TaskProgress): RealtimeState {
  const known = state.projects[progress.projectId];
  const task = known?.project.tasks.find(({ id }) => id === progress.taskId);
  if (!known || task?.status !== 'running' || task.attempt !== progress.attempt) return state;
  const { percent, message } = progress;
  const etaMs = progress.etaMs ?? null;
  const parts = progress.parts ?? task.parts;
  if (percent < task.percent || parts.done < task.parts.done) return state;
  const same = percent === task.percent && message === task.message && etaMs === task.etaMs;
  if (same && parts.done === task.parts.done && parts.total === task.parts.total) return state;
  const tasks = known.project.tasks.map((other) =>
    other === task ? { ...task, percent, message, etaMs, parts } : other,
  );
  return put(state, { ...known, project: { ...known.project, tasks } });
}

type StoredDraft = Extract<Action, { type: 'draft' }>['task'];

function withStored(state: RealtimeState, { id, projectId, draft: stored }: StoredDraft): RealtimeState {
  if (!stored) return state;
  return withDraft(state, projectId, id, (draft) => live.withStored(draft, projectId, stored));
}

function withDraft(
  state: RealtimeState,
  projectId: string,
  taskId: string,
  change: (draft: live.LiveDraft | undefined) => live.LiveDraft,
): RealtimeState {
  const task = state.projects[projectId]?.project.tasks.find(({ id }) => id === taskId);
  if (!task || isEnded(task.status)) return state;
  const before = state.drafts[taskId];
  const draft = change(before);
  return draft === before ? state : { ...state, drafts: { ...state.drafts, [taskId]: draft } };
}

function withoutProject(state: RealtimeState, projectId: string, upTo: number): RealtimeState {
  if (projectId in state.gone) return state;
  const projects = Object.fromEntries(Object.entries(state.projects).filter(([id]) => id !== projectId));
  const gone = { ...state.gone, [projectId]: upTo };
  return { ...state, projects, drafts: live.withoutProject(state.drafts, projectId), gone };
}

/**
 * Keeps the newest task of each key; events about older ones are ignored. The order of events says which is newer, not a clock,
 * which may be set back: a task begins with its `task.queued`, and one that was replaced gets no second one.
 */
function withTask(tasks: Task[], task: Task, type: EventType): Task[] {
  const current = tasks.find(({ key }) => key === task.key);
  if (isEnded(task.status) && stepOf(task.key)?.passes) return tasks.filter(({ id }) => id !== task.id);
  if (!current) return [...tasks, task];
  if (current.id !== task.id && type !== 'task.queued') return tasks;
  return tasks.map((other) => (other === current ? merged(current, task) : other));
}

/** Stored progress may be older than what a message has said: within an attempt the percentage only rises. */
function merged(before: Task | undefined, task: Task): Task {
  const sameAttempt = before?.id === task.id && before.attempt === task.attempt;
  if (!sameAttempt || before.status !== 'running' || task.status !== 'running') return task;
  if (before.percent <= task.percent) return task;
  const { percent, message, parts, etaMs } = before;
  return { ...task, percent, message, parts, etaMs };
}

/** False for events that only tell of a change: then the tab reads the project again. */
const carriesItsChange = {
  'project.updated': false,
  'source.ready': false,
  'task.queued': true,
  'task.started': true,
  'task.retrying': true,
  'task.slow': true,
  'task.succeeded': true,
  'task.failed': true,
  'task.cancelled': true,
  'content.updated': true,
  'member.changed': false,
  'document.indexed': false,
  'project.deleted': true,
} satisfies Record<EventType, boolean>;

/** A task that has succeeded carries itself, and not what it has made for the snapshot. */
function carriesAll({ type, task }: ProjectEvent): boolean {
  if (!carriesItsChange[type]) return false;
  return !(type === 'task.succeeded' && task && isInSnapshot(task.key));
}

/** Of a step that is not known here, since it is new: it may be. */
const isInSnapshot = (key: TaskKey): boolean => stepOf(key)?.inSnapshot ?? true;

const others = <T extends { type: string }>(items: T[], item: T): T[] => items.filter(({ type }) => type !== item.type);

function put(state: RealtimeState, project: ProjectState): RealtimeState {
  const { id } = project.project;
  return {
    ...state,
    projects: { ...state.projects, [id]: project },
    drafts: live.withoutEnded(state.drafts, project.project),
    gone:
      id in state.gone ? Object.fromEntries(Object.entries(state.gone).filter(([other]) => other !== id)) : state.gone,
  };
}
