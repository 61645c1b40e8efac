import { expect, it, vi } from 'vitest';
import { DraftAsks } from '../../client/src/realtime/draft-asks.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import { projectId, queued, snapshot } from '../support/channel-by-hand.js';

it('a draft that was asked for is not remembered for longer than it makes the next one wait', async () => {
  vi.useFakeTimers();
  let state = initialState;
  const readTask = vi.fn(() => Promise.reject(new Error('away')));
  const asks = new DraftAsks({ getState: () => state, dispatch: () => undefined, readTask });
  for (let seq = 1; seq <= 50; seq++) {
    const task = { ...queued(null), id: `t${seq}`, status: 'running' as const };
    state = reduce(state, { type: 'snapshot', snapshot: { ...snapshot(seq), tasks: [task] } });
    asks.askForAll(projectId);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  vi.useRealTimers();
  expect(readTask).toHaveBeenCalledTimes(50);
  expect(asks.remembered).toBe(1);
});
