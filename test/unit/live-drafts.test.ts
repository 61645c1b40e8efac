/** A text put together from deltas that were split, lost, doubled and shuffled: no letter twice, none missing. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftAsks } from '../../client/src/realtime/draft-asks.js';
import type { LiveDraft } from '../../client/src/realtime/live-drafts.js';
import { grown, hasHole, withStored } from '../../client/src/realtime/live-drafts.js';
import type { RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { DraftDelta } from '../../src/contract/realtime.js';
import type { DraftText, Task, TaskDetail } from '../../src/contract/task.js';
import { inSmallOrLong } from '../support/long-form.js';
import '../support/page-registry.js';

const projectId = 'p1';
const taskId = 't1';
const at = '2030-01-01T00:00:00.000Z';
const delta = (offset: number, text: string, more: Partial<DraftDelta> = {}): DraftDelta => ({
  projectId,
  taskId,
  attempt: 1,
  restarts: 0,
  offset,
  text,
  ...more,
});

type Beginning = Omit<DraftText, 'text'> & { pieces: string[] };

/** What a writer wrote: one beginning after another, each in pieces, in the order of (attempt, restarts). */
const writing = fc
  .array(
    fc.record({
      newAttempt: fc.boolean(),
      pieces: fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((turns) => {
    let [attempt, restarts] = [1, -1];
    return turns.map(({ newAttempt, pieces }, index): Beginning => {
      [attempt, restarts] = newAttempt && index > 0 ? [attempt + 1, 0] : [attempt, restarts + 1];
      return { attempt, restarts, pieces };
    });
  });

function deltasOf({ attempt, restarts, pieces }: Beginning): DraftDelta[] {
  let offset = 0;
  return pieces.map((text) => {
    const one = delta(offset, text, { attempt, restarts });
    offset += text.length;
    return one;
  });
}

const textOf = (beginnings: Beginning[], draft: Pick<LiveDraft, 'attempt' | 'restarts'>): string =>
  beginnings
    .find(({ attempt, restarts }) => attempt === draft.attempt && restarts === draft.restarts)
    ?.pieces.join('') ?? '';

/** How each delta fares: how often it arrives, and how many places later than it was sent. */
const fates = fc.array(fc.record({ copies: fc.integer({ min: 0, max: 2 }), delay: fc.integer({ min: 0, max: 5 }) }), {
  minLength: 48,
  maxLength: 48,
});

describe('a draft put together from deltas', () => {
  it('is always the beginning of what was written, and all of it once the stored text was asked for', () => {
    fc.assert(
      fc.property(
        writing,
        fates,
        fc.nat(40),
        fc.array(fc.nat(60), { maxLength: 4 }),
        (beginnings, fate, joinedAt, reads) => {
          const sent = beginnings.flatMap(deltasOf);
          const arriving = sent
            .flatMap((one, index) => {
              const { copies, delay } = fate[index % fate.length]!;
              return Array.from({ length: copies }, (_, copy) => ({ one, index, place: index + delay * (copy + 1) }));
            })
            .filter(({ index }) => index >= joinedAt % sent.length)
            .sort((a, b) => a.place - b.place);
          let draft: LiveDraft | undefined;
          const check = (): void => {
            if (draft) expect(textOf(beginnings, draft).startsWith(draft.text)).toBe(true);
          };
          for (const [turn, { one, index }] of arriving.entries()) {
            draft = grown(draft, one);
            check();
            // What is stored is some way behind what was sent, and sometimes it is read.
            if (reads.includes(turn)) draft = withStored(draft, projectId, storedBefore(sent, index));
            check();
          }
          const last = beginnings.at(-1)!;
          const whole = { attempt: last.attempt, restarts: last.restarts, text: last.pieces.join('') };
          const reached = arriving.filter(
            ({ one }) => one.restarts === draft?.restarts && one.attempt === draft.attempt,
          );
          const end = Math.max(0, ...reached.map(({ one }) => one.offset + one.text.length));
          if (draft) expect(hasHole(draft)).toBe(draft.text.length < end);
          expect(withStored(draft, projectId, whole)).toEqual({ projectId, ...whole, early: [] });
        },
      ),
      { numRuns: inSmallOrLong(150, 500) },
    );
  });

  it('that arrived in full needs no asking, in whatever order it came', () => {
    fc.assert(
      fc.property(writing, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), ([beginning], order) => {
        const shuffled = deltasOf(beginning!)
          .map((one, index) => ({ one, place: order[index]! }))
          .sort((a, b) => a.place - b.place);
        const draft = shuffled.reduce<LiveDraft | undefined>((before, { one }) => grown(before, one), undefined);
        expect(draft).toMatchObject({ text: beginning!.pieces.join(''), early: [] });
      }),
    );
  });

  it('is the very same after a duplicate, also of a piece that came too early', () => {
    const draft = [delta(0, 'one '), delta(8, 'three')].reduce<LiveDraft | undefined>(grown, undefined);
    for (const again of [delta(0, 'one '), delta(2, 'e'), delta(8, 'three'), delta(9, 'hr')]) {
      expect(grown(draft, again)).toBe(draft);
    }
  });

  it('starts again with a higher beginning, and hears no more of the lower one', () => {
    const first = grown(undefined, delta(0, 'cut o'));
    const again = grown(first, delta(6, 'anew', { restarts: 1 }));
    expect(again).toMatchObject({ text: '', restarts: 1 });
    expect(hasHole(again)).toBe(true);
    expect(grown(again, delta(5, 'ff'))).toBe(again);
    expect(grown(again, delta(0, 'Begun ', { restarts: 1 }))).toMatchObject({ text: 'Begun anew', early: [] });
    expect(grown(again, delta(0, 'x', { attempt: 2 }))).toMatchObject({ text: 'x', attempt: 2, restarts: 0 });
  });
});

/** What the server has stored when delta `index` is on its way: less than was sent. */
function storedBefore(sent: DraftDelta[], index: number): DraftText {
  const { attempt, restarts } = sent[index]!;
  const before = sent.slice(0, index).filter((one) => one.attempt === attempt && one.restarts === restarts);
  return { attempt, restarts, text: before.map(({ text }) => text).join('') };
}

function task(changes: Partial<Task> = {}): Task {
  return {
    id: taskId,
    projectId,
    key: 'draft:blog',
    runId: 'r1',
    status: 'running',
    percent: 0,
    message: 'Writing',
    waitingFor: [],
    attempt: 1,
    failures: 0,
    maxAttempts: 5,
    parts: { done: 0, total: 0 },
    error: null,
    stale: false,
    queuedAt: at,
    startedAt: at,
    finishedAt: null,
    runAt: at,
    etaMs: null,
    position: null,
    ...changes,
  };
}

function setUp(current = task()) {
  let state: RealtimeState = reduce(initialState, { type: 'snapshot', snapshot: snapshot(1, current) });
  const stored: { draft: DraftText | null } = { draft: null };
  const readTask = vi.fn(() =>
    Promise.resolve<TaskDetail>({ ...current, attempts: [], partsDone: [], log: [], draft: stored.draft }),
  );
  const dispatch = (action: Parameters<typeof reduce>[1]): void => void (state = reduce(state, action));
  const asks = new DraftAsks({ getState: () => state, dispatch, readTask });
  const receive = (one: DraftDelta): void => {
    dispatch({ type: 'delta', delta: one });
    asks.mend(projectId, taskId);
  };
  return { asks, receive, readTask, stored, dispatch, draft: () => state.drafts[taskId], state: () => state };
}

const snapshot = (lastSeq: number, ...tasks: Task[]) => ({
  id: projectId,
  title: 'A talk',
  role: 'owner' as const,
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
  tasks,
  contents: [],
  documents: [],
});

describe('a hole', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  it('is asked for at most once a second, until what is stored reaches it', async () => {
    const { receive, readTask, stored, draft } = setUp();
    receive(delta(10, 'later '));
    for (let i = 0; i < 9; i++) {
      await vi.advanceTimersByTimeAsync(100);
      receive(delta(16 + i, 'x'));
    }
    expect(readTask).toHaveBeenCalledTimes(1);
    stored.draft = { attempt: 1, restarts: 0, text: 'at first, ' };
    await vi.advanceTimersByTimeAsync(1_000);
    expect(readTask).toHaveBeenCalledTimes(2);
    expect(draft()?.text).toBe('at first, later xxxxxxxxx');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(readTask).toHaveBeenCalledTimes(2);
  });

  it('is asked for again after an answer that did not come', async () => {
    const { receive, readTask, stored, draft } = setUp();
    readTask.mockRejectedValueOnce(new Error('offline'));
    stored.draft = { attempt: 1, restarts: 0, text: 'one ' };
    receive(delta(4, 'two'));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(readTask).toHaveBeenCalledTimes(2);
    expect(draft()?.text).toBe('one two');
  });

  it('of a task that has ended is asked for no more', async () => {
    const { receive, readTask, dispatch } = setUp();
    receive(delta(4, 'two'));
    await vi.advanceTimersByTimeAsync(500);
    dispatch({ type: 'snapshot', snapshot: snapshot(2, task({ status: 'succeeded' })) });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(readTask).toHaveBeenCalledTimes(1);
  });
});

describe('the drafts that the page keeps', () => {
  it('are asked for by who comes in the middle', async () => {
    const { asks, stored, draft } = setUp();
    stored.draft = { attempt: 1, restarts: 0, text: 'so far' };
    asks.askForAll(projectId);
    await vi.waitFor(() => expect(draft()?.text).toBe('so far'));
  });

  it('are of running tasks; a late delta of an ended one is dropped', () => {
    const { receive, draft } = setUp(task({ status: 'succeeded' }));
    receive(delta(0, 'late'));
    expect(draft()).toBeUndefined();
  });

  it('stay when the task succeeds, until the version is there; go when it fails or is replaced', () => {
    for (const [next, stays] of [
      [task({ status: 'succeeded' }), true],
      [task({ status: 'cancelled' }), false],
      [task({ status: 'failed' }), false],
      [task({ id: 't2' }), false],
    ] as const) {
      const { receive, dispatch, draft } = setUp();
      receive(delta(0, 'text'));
      dispatch({ type: 'snapshot', snapshot: snapshot(2, next) });
      expect(draft() !== undefined).toBe(stays);
    }
  });

  it('go with their project', () => {
    const { receive, dispatch, state } = setUp();
    receive(delta(0, 'text'));
    dispatch({ type: 'gone', projectId });
    expect(state().drafts).toEqual({});
  });
});
