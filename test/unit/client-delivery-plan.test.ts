import { describe, expect, it } from 'vitest';
import type { Pending } from '../../client/src/features/notices/delivery-plan.js';
import { planDelivery, missedOf, summaryOf } from '../../client/src/features/notices/delivery-plan.js';
import type { NoticeState } from '../../src/contract/realtime.js';

const notice = (minute: number, changes: Partial<NoticeState> = {}): NoticeState => ({
  id: `n${minute}`,
  projectId: 'p1',
  seq: minute + 1,
  at: `2030-01-01T00:0${minute}:00.000Z`,
  level: 'success',
  title: 'Blog post ready',
  body: 'The draft is written.',
  projectTitle: 'A talk',
  seen: false,
  dismissed: false,
  ...changes,
});
const pending = (live: boolean, ...minutes: number[]): Pending[] =>
  minutes.map((minute) => ({ notice: notice(minute), live }));
const ids = (some: readonly { id: string }[]): string[] => some.map(({ id }) => id);

describe('how notices are told', () => {
  it.each([
    ['live ones one by one, however many', pending(true, 5, 1, 2, 3), ['n1', 'n2', 'n3', 'n5'], []],
    ['up to three missed ones as well', pending(false, 3, 2, 1), ['n1', 'n2', 'n3'], []],
    ['more in one summary', pending(false, 4, 3, 2, 1), [], ['n1', 'n2', 'n3', 'n4']],
    [
      'a live one beside a summary',
      [...pending(false, 4, 3, 2, 1), ...pending(true, 5)],
      ['n5'],
      ['n1', 'n2', 'n3', 'n4'],
    ],
    ['nothing of nothing', [], [], []],
  ])('%s', (_, some, each, summary) => {
    const told = planDelivery(some);
    expect([ids(told.each), ids(told.summary)]).toEqual([each, summary]);
  });

  it('names in a summary how many there are and how many failed', () => {
    const failed = (minute: number): NoticeState => notice(minute, { level: 'error' });
    expect(summaryOf([1, 2, 3, 4].map((n) => notice(n)))).toMatchObject({
      title: '4 notices came while you were away',
      body: 'They are in the bell.',
    });
    expect(summaryOf([failed(1), notice(2), notice(3), notice(4)]).body).toMatch(/^One of them tells/);
    expect(summaryOf([failed(1), failed(2), notice(3), notice(4)]).body).toMatch(/^2 of them tell /);
    expect(summaryOf([1, 2, 3, 4].map(failed)).body).toMatch(/^All of them tell /);
  });
});

describe('missed is', () => {
  const floor = notice(2).at;
  const items = [notice(5), notice(4, { seen: true }), notice(3, { dismissed: true }), notice(2), notice(1)];

  it('what came after the first look of this browser and was neither seen nor dismissed anywhere', () => {
    expect(ids(missedOf(items, { ids: [], floor, dismissed: [] }))).toEqual(['n5']);
  });

  it('not what this browser has told', () => {
    expect(missedOf(items, { ids: ['n5'], floor, dismissed: [] })).toEqual([]);
  });

  it('nothing at the first look', () => {
    expect(missedOf(items, { ids: [], floor: null, dismissed: [] })).toEqual([]);
  });
});
