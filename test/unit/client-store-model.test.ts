/** The page's store and channel against a model: even if news are lost, doubled, late or out of order, they show what is true. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { History } from '../support/project-history.js';
import { history, projectId, settled } from '../support/project-history.js';
import { expectNothingWentBack, expectTrue, frozen, known, pickCarried } from '../support/store-model.js';
import { inSmallOrLong } from '../support/long-form.js';

/** What arrives: numbers choose among what there is to arrive. */
const arrival = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('event' as const), n: fc.nat(), percent: fc.nat(99) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('snapshot' as const, 'joined' as const, 'progress' as const),
      n: fc.nat(),
      percent: fc.nat(99),
    }),
  },
);
type Arrival = typeof arrival extends fc.Arbitrary<infer A> ? A : never;

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length]!;

function actionOf({ events, snapshots }: History, { kind, n, percent }: Arrival): Action {
  const snapshot = pick(snapshots, n);
  switch (kind) {
    case 'event':
      return { type: 'event', event: pick(events, n) };
    case 'snapshot':
      return { type: 'snapshot', snapshot };
    case 'joined':
      return { type: 'joined', joined: { snapshot, events: [], lastSeq: snapshot.lastSeq, reset: false } };
    case 'progress': {
      const { id: taskId = 't', attempt = 1 } = pick(events, n).task ?? {};
      return { type: 'progress', progress: { projectId, taskId, attempt, percent, message: `${percent} %` } };
    }
  }
}

describe('the store', () => {
  it('shows at any time what was true at some time, never goes back, and ends with what is', () => {
    fc.assert(
      fc.property(history, fc.array(arrival, { maxLength: 60, size: 'max' }), (server, arrivals) => {
        let state = frozen(initialState);
        for (const action of arrivals.map((one) => frozen(actionOf(server, one)))) {
          const next = frozen(reduce(state, action));
          expectNothingWentBack(known(state), known(next));
          expectTrue(server, known(next));
          if (action.type === 'event') expect(reduce(next, action)).toBe(next);
          state = next;
        }
        const last = server.snapshots.at(-1)!;
        const joined = { snapshot: last, events: [], lastSeq: last.lastSeq, reset: false };
        const caughtUp = reduce(state, { type: 'joined', joined });
        expect(settled(known(caughtUp)!.project)).toEqual(settled(last));
        expect(known(caughtUp)).toMatchObject({ hole: null, outdated: null });
      }),
      { numRuns: inSmallOrLong(500, 2_000) },
    );
  });

  it('needs no more than the events, in any order, each as often as it likes', () => {
    const all = fc.tuple(history, fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(all, ([server, choices]) => {
        let state = reduce(initialState, { type: 'snapshot', snapshot: server.snapshots[0]! });
        // Those that are early are told again, as the server does when it is asked for a hole.
        for (let rounds = 0; known(state)!.project.lastSeq < server.events.length; rounds++) {
          expect(rounds).toBeLessThanOrEqual(server.events.length);
          const order = server.events.map((event) => ({ event, by: [...choices.take(1)][0] ?? 0 }));
          for (const { event } of order.sort((a, b) => a.by - b.by)) state = reduce(state, { type: 'event', event });
        }
        expect(settled({ ...server.snapshots.at(-1)!, ...pickCarried(known(state)!) })).toEqual(
          settled(server.snapshots.at(-1)!),
        );
      }),
      { numRuns: inSmallOrLong(150, 500) },
    );
  });
});
