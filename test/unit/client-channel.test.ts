import { beforeEach, describe, expect, it, vi } from 'vitest';
import { event, projectId, queued, setUp, snapshot } from '../support/channel-by-hand.js';

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

  it('is asked for while one of its tasks is in line: soon, when its place is not known, then every few seconds', async () => {
    const { socket, channel, readProject, answerLast, place } = setUp();
    channel.watch(projectId);
    answerLast(5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readProject).not.toHaveBeenCalled();
    readProject.mockResolvedValue({ ...snapshot(6), tasks: [queued(3)] });
    socket.receive('event', { ...event(6), task: queued(null) });
    expect(place()).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([readProject.mock.calls.length, place()]).toEqual([1, 3]);
    readProject.mockResolvedValue({ ...snapshot(6), tasks: [queued(1)] });
    await vi.advanceTimersByTimeAsync(10_000);
    expect([readProject.mock.calls.length, place()]).toEqual([3, 1]);
    socket.receive('event', {
      ...event(7),
      type: 'task.started',
      task: { ...queued(null), status: 'running', attempt: 1 },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readProject.mock.calls.length).toBe(4);
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
