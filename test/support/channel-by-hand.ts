/** The page's channel. The test itself is the other end of its socket, and gives the server's answers. */
import { vi } from 'vitest';
import { Channel } from '../../client/src/realtime/channel.js';
import type { RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { DevreelSocket } from '../../client/src/socket.js';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Joined, ProjectEvent } from '../../src/contract/realtime.js';
import type { Task } from '../../src/contract/task.js';
import './page-registry.js';

export const projectId = 'p1';
const at = '2030-01-01T00:00:00.000Z';

type JoinAck = (failed: Error | null, answer: { data: Joined } | { error: { code: string } }) => void;
interface Sent {
  message: string;
  payload: unknown;
  ack: JoinAck;
}

/** The socket's other end, by hand. */
class FakeSocket {
  connected = true;
  readonly sent: Sent[] = [];
  private readonly listeners = new Map<string, (payload?: unknown) => void>();

  on(name: string, listener: (payload?: unknown) => void): void {
    this.listeners.set(name, listener);
  }
  timeout(): this {
    return this;
  }
  emit(message: string, payload: unknown, ack: JoinAck): void {
    this.sent.push({ message, payload, ack });
  }
  receive(name: string, payload?: unknown): void {
    this.listeners.get(name)?.(payload);
  }
}

export const snapshot = (lastSeq: number): ProjectSnapshot => ({
  id: projectId,
  title: `as of ${lastSeq}`,
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
  tasks: [],
  contents: [],
  documents: [],
});
export const queued = (position: number | null): Task => ({
  id: 't1',
  projectId,
  key: 'draft:blog',
  runId: 'r1',
  status: 'queued',
  percent: 0,
  message: '',
  waitingFor: [],
  attempt: 0,
  failures: 0,
  maxAttempts: 4,
  parts: { done: 0, total: 0 },
  error: null,
  stale: false,
  queuedAt: at,
  startedAt: null,
  finishedAt: null,
  runAt: at,
  etaMs: null,
  position,
});
export const event = (seq: number): ProjectEvent => ({ projectId, seq, type: 'task.queued', at });

export function setUp() {
  const socket = new FakeSocket();
  let state: RealtimeState = initialState;
  const readTask = vi.fn(() => Promise.reject(new Error('not asked for here')));
  const readProject = vi.fn(() => Promise.resolve(snapshot(9)));
  const channel = new Channel({
    socket: socket as unknown as DevreelSocket,
    getState: () => state,
    dispatch: (action) => (state = reduce(state, action)),
    readProject,
    readTask,
    isNotFound: () => false,
  });
  const joins = () => socket.sent.filter(({ message }) => message === 'project:join');
  const answerLast = (lastSeq: number, reset = false): void =>
    joins()
      .at(-1)
      ?.ack(null, { data: { snapshot: snapshot(lastSeq), events: [], lastSeq, reset } });
  const refuseLast = (): void =>
    joins()
      .at(-1)
      ?.ack(null, { error: { code: 'internal' } });
  const place = () => state.projects[projectId]?.project.tasks[0]?.position;
  return {
    socket,
    channel,
    readProject,
    joins,
    answerLast,
    refuseLast,
    place,
    lastSeq: () => state.projects[projectId]?.project.lastSeq,
  };
}
