/** The page's one store of projects and the channel that feeds it, as components use them. */
import { useEffect } from 'react';
import type { ProjectSnapshot } from '../../../src/contract/project.js';
import type { Task } from '../../../src/contract/task.js';
import { api } from '../api.js';
import { takeFirstAnswer } from '../first-answers.js';
import { isProblem, onReached } from '../http.js';
import { socket } from '../socket.js';
import { createStore, useStore } from '../tiny-store.js';
import { Channel } from './channel.js';
import type { Connection, RealtimeState } from './store.js';
import { initialState, reduce } from './store.js';

const store = createStore<RealtimeState>(initialState);

export const channel = new Channel({
  socket,
  getState: store.get,
  dispatch: (action) => store.set(reduce(store.get(), action)),
  readProject: api.project,
  readTask: api.task,
  isNotFound: (error) => isProblem(error, 'not_found'),
});

const PROJECT = /^\/projects\/([\da-f-]{36})(?:\/|$)/;

/** The project that came with the page opened at this path is there before anything is drawn. */
export function takeFirstProject(path: string): void {
  const id = PROJECT.exec(path)?.[1];
  const first = id === undefined ? null : takeFirstAnswer('GET', `/api/projects/${id}`);
  if (first?.status !== 200) return;
  store.set(reduce(store.get(), { type: 'snapshot', snapshot: first.body as ProjectSnapshot }));
}

/** Whether the server answered over HTTP since the socket went down. */
const reached = createStore(false);
onReached(reached.set);
socket.on('disconnect', () => reached.set(false));

/** As the server refuses one socket more of a person who has many open. */
export const TOO_MANY_SOCKETS = 'too_many_sockets';
const crowded = createStore(false);
socket.on('connect_error', ({ message }) => crowded.set(message === TOO_MANY_SOCKETS));
socket.on('connect', () => crowded.set(false));

/** `polling`: the server answers HTTP, but no socket gets through, so it is asked every few seconds. `crowded`: the same, for too many tabs. */
export function useConnection(): Connection | 'polling' | 'crowded' {
  const connection = useStore(store, (state) => state.connection);
  const answers = useStore(reached, (value) => value);
  const isCrowded = useStore(crowded, (value) => value);
  if (connection !== 'offline' || !answers) return connection;
  return isCrowded ? 'crowded' : 'polling';
}

/** The project, kept up to date while the component is there; `gone` when it is deleted or not ours to see. */
export function useProject(projectId: string): ProjectSnapshot | 'loading' | 'gone' {
  useEffect(() => channel.watch(projectId), [projectId]);
  const project = useStore(store, (state) => state.projects[projectId]?.project);
  const gone = useStore(store, (state) => projectId in state.gone);
  return gone ? 'gone' : (project ?? 'loading');
}

export interface LiveText {
  text: string;
  /** True while the task runs; false when it has succeeded but the new version is not loaded yet. */
  writing: boolean;
}

/** The text of a draft while it is written; undefined while there is no text yet. */
export function useLiveText(task: Task | undefined): LiveText | undefined {
  const draft = useStore(store, (state) => (task ? state.drafts[task.id] : undefined));
  if (!task || !draft || draft.attempt !== task.attempt || draft.text === '') return undefined;
  if (task.status !== 'running' && task.status !== 'succeeded') return undefined;
  return { text: draft.text, writing: task.status === 'running' };
}

/** The title of a project that this page has seen before. */
export const knownTitle = (projectId: string): string | undefined => store.get().projects[projectId]?.project.title;

/** Call it after a change over HTTP: with a socket its event is on the way, without one this asks for the project. */
export async function afterRequest(projectId: string): Promise<void> {
  if (!socket.connected) await channel.refresh(projectId);
}
