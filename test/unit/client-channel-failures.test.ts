/** However long the server answers with failures, a page asks no more often than before. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectEvent } from '../../src/contract/realtime.js';
import { event, projectId, queued, setUp, snapshot } from '../support/channel-by-hand.js';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('while the server answers with failures', () => {
  const told = (seq: number): ProjectEvent => ({ ...event(seq), type: 'source.ready' });
  /** The requests of each of the next minutes. */
  async function requestsPerMinute(asked: () => number, minutes = 3): Promise<number[]> {
    const counts: number[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      const before = asked();
      await vi.advanceTimersByTimeAsync(60_000);
      counts.push(asked() - before);
    }
    return counts;
  }

  it('a page without a socket asks once with each poll, also when something was told before that it has not seen', async () => {
    const { socket, channel, readProject, answerLast } = setUp();
    channel.watch(projectId);
    answerLast(5);
    readProject.mockRejectedValue(new Error('away'));
    socket.receive('event', told(6));
    await vi.advanceTimersByTimeAsync(0);
    socket.connected = false;
    socket.receive('disconnect');
    const asked = () => readProject.mock.calls.length;
    expect(await requestsPerMinute(asked)).toEqual([20, 20, 20]);
  });

  it('a page with a socket asks every two seconds, however many events come, and has what was told once there is an answer', async () => {
    const { socket, channel, readProject, answerLast, lastSeq } = setUp();
    channel.watch(projectId);
    answerLast(5);
    readProject.mockRejectedValue(new Error('away'));
    for (let seq = 6; seq < 36; seq++) {
      socket.receive('event', seq % 2 === 0 ? told(seq) : { ...event(seq), task: queued(null) });
      await vi.advanceTimersByTimeAsync(100);
    }
    const asked = () => readProject.mock.calls.length;
    expect(asked()).toBeLessThanOrEqual(3);
    expect(await requestsPerMinute(asked)).toEqual([30, 30, 30]);
    readProject.mockResolvedValue(snapshot(40));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lastSeq()).toBe(40);
    expect(await requestsPerMinute(asked)).toEqual([0, 0, 0]);
  });

  it('nothing is asked for while the same is being asked for', async () => {
    const { socket, channel, readProject, answerLast } = setUp();
    channel.watch(projectId);
    answerLast(5);
    let [open, most] = [0, 0];
    readProject.mockImplementation(async () => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      open -= 1;
      throw new Error('away');
    });
    for (let seq = 6; seq < 20; seq++) {
      socket.receive('event', told(seq));
      void channel.refresh(projectId);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(most).toBe(1);
  });

  it('one join is asked for at a time, however often the connection was lost', async () => {
    const { socket, channel, joins, refuseLast, answerLast } = setUp();
    channel.watch(projectId);
    for (let connection = 0; connection < 10; connection++) {
      refuseLast();
      socket.receive('disconnect');
      socket.receive('connect');
    }
    const before = joins().length;
    for (let seconds = 0; seconds < 10; seconds += 2) {
      refuseLast();
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(joins().length - before).toBe(5);
    answerLast(5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(joins().length - before).toBe(5);
  });

  it('a page that nobody looks at any more asks for nothing', async () => {
    const { socket, channel, readProject, joins, answerLast, refuseLast } = setUp();
    const close = channel.watch(projectId);
    answerLast(5);
    readProject.mockRejectedValue(new Error('away'));
    socket.receive('event', told(6));
    socket.receive('disconnect');
    socket.receive('connect');
    close();
    await vi.advanceTimersByTimeAsync(1_900);
    refuseLast();
    await vi.advanceTimersByTimeAsync(200);
    const asked = () => readProject.mock.calls.length + joins().length;
    channel.watch(projectId);
    answerLast(6);
    expect(await requestsPerMinute(asked)).toEqual([0, 0, 0]);
  });
});
