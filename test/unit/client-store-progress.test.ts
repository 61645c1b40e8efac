import { describe, expect, it } from 'vitest';
import { reduce } from '../../client/src/realtime/store.js';
import { after, event, from, progress, task, taskIn } from '../support/store-actions.js';

/** What is new in a progress, and what is old. */
describe('of a progress', () => {
  const parts = { done: 2, total: 4 };
  const shown = task({ percent: 40, message: 'Working', etaMs: 9_000, parts });
  const same = { percent: 40, message: 'Working', etaMs: 9_000, parts };

  it.each([
    ['percentage', { percent: 41 }],
    ['message', { message: 'Other' }],
    ['time left', { etaMs: 8_000 }],
    ['finished parts', { parts: { done: 3, total: 4 } }],
    ['number of parts', { parts: { done: 2, total: 5 } }],
  ])('the %s alone is news', (_what, news) => {
    const state = after(from(3, shown));
    expect(reduce(state, progress(same))).toBe(state);
    expect(taskIn(reduce(state, progress({ ...same, ...news })))).toMatchObject(news);
  });

  it('fewer finished parts are old', () => {
    const state = after(from(3, shown));
    expect(reduce(state, progress({ ...same, percent: 50, parts: { done: 1, total: 4 } }))).toBe(state);
  });

  it('what an event says at the same percentage counts, and of an older attempt nothing stays', () => {
    const state = after(from(3, shown));
    const slow = reduce(state, event(4, 'task.slow', { task: { ...shown, message: 'Slowly' } }));
    expect(taskIn(slow)?.message).toBe('Slowly');
    const next = reduce(state, event(4, 'task.started', { task: task({ attempt: 2, percent: 0 }) }));
    expect(taskIn(next)).toMatchObject({ attempt: 2, percent: 0, message: 'Starting' });
  });
});
