/** What is told of a part that answers, refuses or keeps silent, by the time that has passed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OutOfReach, Unanswered, Watched } from '../../src/ops/readiness/watched.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Each look takes 2 s and ends as the next of these; a second passes between two. */
async function told(ends: (Error | null)[]): Promise<string[]> {
  const left = [...ends];
  const look = async (): Promise<{ state: 'up' }> => {
    await new Promise((resolve) => setTimeout(resolve, 1_900));
    const error = left.shift();
    if (error) throw error;
    return { state: 'up' };
  };
  const watched = new Watched({ look, keptMs: 500 }, () => undefined);
  const reasons: string[] = [];
  for (let i = 0; i < ends.length; i++) {
    const seen = watched.see();
    await vi.advanceTimersByTimeAsync(2_000);
    const { state, reason } = await seen;
    reasons.push(`${state} ${reason ?? ''}`.trim());
    await vi.advanceTimersByTimeAsync(1_000);
  }
  return reasons;
}

const silence = (): Error => new Unanswered('No answer from Redis');
const cut = (): Error => new OutOfReach('Redis cannot be reached (ECONNRESET)');

test('a silence lasts until there is an answer, also where the line is dropped and opened anew meanwhile', async () => {
  const reasons = await told([null, silence(), cut(), silence(), cut(), silence(), silence(), null, silence()]);
  expect(reasons).toEqual([
    'up',
    'slow No answer from Redis for 2 s; it may be busy',
    'down Redis cannot be reached (ECONNRESET)',
    'down No answer from Redis for 8 s',
    'down Redis cannot be reached (ECONNRESET)',
    'down No answer from Redis for 14 s',
    'down No answer from Redis for 17 s',
    'up',
    'slow No answer from Redis for 2 s; it may be busy',
  ]);
});

test('a refusal is an answer: a silence after it begins anew', async () => {
  expect((await told([silence(), new Error('Read only'), silence()])).at(-1)).toBe('down No answer from Redis for 2 s');
});
