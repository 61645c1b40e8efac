import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Channel } from '../../client/src/realtime/channel.js';
import type { RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { DevreelSocket } from '../../client/src/socket.js';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Joined, ProjectEvent } from '../../src/contract/realtime.js';

const projectId = 'p1';
const at = '2030-01-01T00:00:00.000Z';

type JoinAck = (failed: Error | null, answer: { data: Joined }) => void;
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

const snapshot = (lastSeq: number): ProjectSnapshot => ({
  ...{ id: projectId, title: `as of ${lastSeq}`, role: 'owner', createdAt: at, updatedAt: at, lastSeq },
  ...{ durationMs: null, source: null, captions: null, transcript: null, chapters: null, tasks: [], contents: [] },
});
const event = (seq: number): ProjectEvent => ({ projectId, seq, type: 'task.queued', at });

function setUp() {
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
  return { socket, channel, readProject, joins, answerLast, lastSeq: () => state.projects[projectId]?.project.lastSeq };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('a watched project', () => {
  it('holds events back until the join is answered, and drops those that the answer has', () => {
    const { socket, channel, answerLast, lastSeq } = setUp();
    channel.watch(projectId);
    for (const seq of [4, 5, 6]) socket.receive('event', event(seq));
    expect(lastSeq()).toBeUndefined();
    answerLast(5);
    expect(lastSeq()).toBe(6);
  });

  it('is joined again, from where it is, when a hole is seen', () => {
    const { socket, channel, joins, answerLast, lastSeq } = setUp();
    channel.watch(projectId);
    answerLast(5);
    socket.receive('event', event(8));
    socket.receive('event', event(9));
    expect(joins().map(({ payload }) => payload)).toEqual([{ projectId }, { projectId, after: 5 }]);
    answerLast(8);
    expect(lastSeq()).toBe(9);
    expect(joins()).toHaveLength(2);
  });

  it('is joined again on each connection, and a late answer of an earlier join is ignored', () => {
    const { socket, channel, joins, answerLast, lastSeq } = setUp();
    channel.watch(projectId);
    answerLast(5);
    socket.receive('disconnect');
    socket.receive('connect');
    const [, late] = joins();
    socket.receive('disconnect');
    socket.receive('connect');
    expect(joins().at(-1)?.payload).toEqual({ projectId, after: 5 });
    answerLast(7);
    late?.ack(null, { data: { snapshot: snapshot(6), events: [], lastSeq: 6, reset: true } });
    expect(lastSeq()).toBe(7);
  });

  it('is asked for every few seconds while the socket is down', async () => {
    const { socket, channel, readProject, answerLast, lastSeq } = setUp();
    channel.watch(projectId);
    answerLast(5);
    socket.connected = false;
    socket.receive('disconnect');
    await vi.advanceTimersByTimeAsync(3_100);
    expect(lastSeq()).toBe(9);
    socket.connected = true;
    socket.receive('connect');
    const asked = readProject.mock.calls.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(readProject).toHaveBeenCalledTimes(asked);
  });

  it('is read over HTTP at once when there is no socket yet', async () => {
    const { socket, channel, lastSeq } = setUp();
    socket.connected = false;
    channel.watch(projectId);
    await vi.advanceTimersByTimeAsync(0);
    expect(lastSeq()).toBe(9);
  });

  it('is asked for when an event tells of a change without carrying it', () => {
    const { socket, channel, readProject, answerLast } = setUp();
    channel.watch(projectId);
    answerLast(5);
    socket.receive('event', { ...event(6), type: 'source.ready' });
    expect(readProject).toHaveBeenCalledTimes(1);
  });

  it('is left a while after its last page, unless another page of it opens', async () => {
    const { socket, channel } = setUp();
    const left = () => socket.sent.filter(({ message }) => message === 'project:leave').length;
    const close = channel.watch(projectId);
    close();
    const closeOther = channel.watch(projectId);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(left()).toBe(0);
    closeOther();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(left()).toBe(1);
  });
});
