import { describe, expect, it } from 'vitest';
import type { Action } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { ContentSummary } from '../../src/contract/project.js';
import {
  after,
  at,
  event,
  from,
  known,
  progress,
  projectId,
  snapshot,
  task,
  taskIn,
} from '../support/store-actions.js';

describe('events', () => {
  const clocks = [
    ['the clock of the server goes right', '2030-01-01T00:01:00.000Z'],
    ['it was set back in between', '2029-12-31T23:00:00.000Z'],
  ];

  it('change the task and move on by one', () => {
    const state = after(
      from(3, task()),
      event(4, 'task.succeeded', { task: task({ status: 'succeeded', percent: 100 }) }),
    );
    expect(taskIn(state)?.status).toBe('succeeded');
    expect(known(state).project.lastSeq).toBe(4);
  });

  it('add a task of a new key', () => {
    const queued = task({ id: 't2', key: 'chapters', status: 'queued', attempt: 0 });
    expect(taskIn(after(from(3, task()), event(4, 'task.queued', { task: queued })), 'chapters')?.id).toBe('t2');
  });

  it.each(clocks)('put a retried task in the place of the one before it, when %s', (_, queuedAt) => {
    const retried = task({ id: 't2', status: 'queued', attempt: 0, queuedAt });
    const state = after(from(3, task({ status: 'failed' })), event(4, 'task.queued', { task: retried }));
    expect(known(state).project.tasks.map(({ id }) => id)).toEqual(['t2']);
  });

  it.each(clocks)('about an older task of a key leave the newer one, when %s', (_, queuedAt) => {
    const newer = task({ id: 't2', queuedAt });
    const state = after(from(3, newer), event(4, 'task.cancelled', { task: task({ status: 'cancelled' }) }));
    expect(taskIn(state)).toMatchObject({ id: 't2', status: 'running' });
    expect(known(state).project.lastSeq).toBe(4);
  });

  it('put a draft in the place of its older version', () => {
    const content = (version: number): ContentSummary => ({
      type: 'blog',
      version,
      origin: 'offline',
      stale: false,
      updatedAt: at,
      state: 'draft',
      published: null,
    });
    const state = after(
      from(0),
      event(1, 'content.updated', { content: content(1) }),
      event(2, 'content.updated', { content: content(2) }),
    );
    expect(known(state).project.contents).toEqual([content(2)]);
  });

  it('that came already change nothing', () => {
    const state = after(from(3, task()), event(4, 'task.succeeded', { task: task({ status: 'succeeded' }) }));
    expect(reduce(state, event(4, 'task.started', { task: task() }))).toBe(state);
    expect(reduce(state, event(2, 'task.started', { task: task() }))).toBe(state);
  });

  it('of a project that nobody looks at change nothing', () => {
    expect(reduce(initialState, event(1, 'task.started', { task: task() }))).toBe(initialState);
  });

  it('after a hole are not applied, and the hole is known', () => {
    const state = after(from(3, task()), event(5, 'task.failed', { task: task({ status: 'failed' }) }));
    expect(taskIn(state)?.status).toBe('running');
    expect(known(state)).toMatchObject({ hole: 5, project: { lastSeq: 3 } });
    expect(reduce(state, event(5, 'task.failed', { task: task({ status: 'failed' }) }))).toBe(state);
  });

  it('close the hole when what is missing comes', () => {
    const state = after(
      from(3),
      event(5, 'task.started', { task: task() }),
      event(4, 'task.queued'),
      event(5, 'task.started'),
    );
    expect(known(state)).toMatchObject({ hole: null, project: { lastSeq: 5 } });
  });

  it('leave a hole open that is further on', () => {
    const open = after(from(3), event(8, 'task.slow'), event(4, 'task.slow'), event(5, 'task.slow'));
    expect(known(open)).toMatchObject({ hole: 8, project: { lastSeq: 5 } });
    const closed = [6, 7, 8].map((seq) => event(seq, 'task.slow')).reduce(reduce, open);
    expect(known(closed)).toMatchObject({ hole: null, project: { lastSeq: 8 } });
  });

  it('leave the drafts of other types', () => {
    const content = (type: string): ContentSummary => ({ type }) as ContentSummary;
    const state = after(
      from(3),
      event(4, 'content.updated', { content: content('blog') }),
      event(5, 'content.updated', { content: content('twitter') }),
      event(6, 'content.updated', { content: content('blog') }),
    );
    expect(known(state).project.contents.map(({ type }) => type)).toEqual(['twitter', 'blog']);
  });

  it.each([
    ['task.started', 'transcribe'],
    ['task.succeeded', 'screenshots'],
    ['content.updated', undefined],
  ] as const)('%s of %s carries what there is to know', (type, key) => {
    const more = key === undefined ? {} : { task: task({ key }) };
    expect(known(after(from(3), event(4, type, more))).outdated).toBeNull();
  });

  it.each(['project.updated', 'source.ready', 'member.changed', 'document.indexed'] as const)(
    '%s asks for a snapshot',
    (type) => {
      const state = after(from(3), event(4, type));
      expect(known(state).outdated).toBe(4);
      expect(known(reduce(state, from(4))).outdated).toBeNull();
    },
  );

  it.each(['probe', 'transcribe', 'chapters'] as const)(
    'of a finished %s asks for a snapshot, which has what was found',
    (key) => {
      const checked = task({ key, status: 'succeeded' });
      expect(known(after(from(3), event(4, 'task.succeeded', { task: checked }))).outdated).toBe(4);
    },
  );

  it('of a deletion takes the project away', () => {
    const state = after(from(3), event(4, 'project.deleted'));
    expect(state).toMatchObject({ projects: {}, gone: { [projectId]: 4 } });
  });
});

describe('snapshots', () => {
  it('fill a hole', () => {
    const state = after(from(3), event(7, 'task.started'), from(7, task()));
    expect(known(state)).toMatchObject({ hole: null, project: { lastSeq: 7 } });
  });

  it('from before a hole leave it open', () => {
    expect(known(after(from(3), event(7, 'task.started'), from(5))).hole).toBe(7);
  });

  it('that are older than what is known change nothing', () => {
    const state = after(from(3), event(4, 'task.started', { task: task() }));
    expect(reduce(state, from(3))).toBe(state);
  });

  it('of a join end in the same state as every event one by one', () => {
    const done = task({ status: 'succeeded', percent: 100 });
    const live = after(from(3, task()), event(4, 'task.succeeded', { task: done }));
    const events = [{ projectId, seq: 4, type: 'task.succeeded' as const, at, task: done }];
    const joined = { snapshot: snapshot(4, [done]), events, lastSeq: 4, reset: false };
    expect(after(from(3, task()), { type: 'joined', joined })).toEqual(live);
  });

  it('of a log that starts anew count even when they are lower', () => {
    const joined = { snapshot: snapshot(2), events: [], lastSeq: 2, reset: true };
    expect(known(after(from(9, task()), { type: 'joined', joined })).project).toMatchObject({ lastSeq: 2, tasks: [] });
  });

  it('that were on their way when the project was deleted do not bring it back', () => {
    const state = after(from(3), event(4, 'project.deleted'));
    expect(reduce(state, from(3))).toBe(state);
  });

  it('from before one lost the project do not bring it back, those of later do', () => {
    const state = after(from(3), { type: 'gone', projectId });
    expect(reduce(state, from(3))).toBe(state);
    expect(known(reduce(state, from(5))).project.lastSeq).toBe(5);
  });

  it('bring a project back that was thought gone', () => {
    const state = after({ type: 'gone', projectId }, from(1));
    expect(state.gone).toEqual({});
    expect(known(state).project.lastSeq).toBe(1);
  });
});

describe('progress', () => {
  it('moves a running task', () => {
    const state = after(
      from(3, task()),
      progress({ percent: 40, message: '4 of 10', parts: { done: 4, total: 10 }, etaMs: 6 }),
    );
    expect(taskIn(state)).toMatchObject({ percent: 40, message: '4 of 10', parts: { done: 4, total: 10 }, etaMs: 6 });
    expect(known(state).project.lastSeq).toBe(3);
  });

  it('never goes back within an attempt', () => {
    const state = after(from(3, task()), progress({ percent: 40 }));
    expect(reduce(state, progress({ percent: 39, message: 'late' }))).toBe(state);
  });

  it('that says the same again changes nothing', () => {
    const state = after(from(3, task()), progress({ percent: 40 }));
    expect(reduce(state, progress({ percent: 40 }))).toBe(state);
  });

  it.each([
    ['an older attempt', task({ attempt: 2 }), {}],
    ['an attempt that has not begun here', task(), { attempt: 2 }],
    ['a succeeded task', task({ status: 'succeeded' }), {}],
    ['a cancelled task', task({ status: 'cancelled' }), {}],
    ['a task that waits to be retried', task({ status: 'queued' }), {}],
    ['another task', task(), { taskId: 't0' }],
    ['another project', task(), { projectId: 'p2' }],
  ])('of %s is ignored', (_, current, changes) => {
    const state = after(from(3, current));
    expect(reduce(state, progress({ percent: 50, ...changes }))).toBe(state);
  });

  it('starts again with the next attempt', () => {
    const state = after(
      from(3, task()),
      progress({ percent: 80 }),
      event(4, 'task.retrying', { task: task({ status: 'queued', failures: 1, percent: 80 }) }),
      event(5, 'task.started', { task: task({ attempt: 2 }) }),
    );
    expect(taskIn(state)).toMatchObject({ attempt: 2, percent: 0 });
    expect(taskIn(reduce(state, progress({ attempt: 2, percent: 10 })))?.percent).toBe(10);
  });

  it('that was heard is not undone by an event or a snapshot that stored less of it', () => {
    const heard = after(from(3, task()), progress({ percent: 60, message: '6 of 10' }));
    const slow = reduce(heard, event(4, 'task.slow', { task: task({ percent: 50, message: '5 of 10' }) }));
    expect(taskIn(slow)).toMatchObject({ percent: 60, message: '6 of 10' });
    expect(taskIn(reduce(heard, from(3, task({ percent: 50 }))))?.percent).toBe(60);
  });

  it('does not hold up an end', () => {
    const heard = after(from(3, task()), progress({ percent: 60 }));
    const failed = reduce(heard, event(4, 'task.failed', { task: task({ status: 'failed', percent: 50 }) }));
    expect(taskIn(failed)).toMatchObject({ status: 'failed', percent: 50 });
  });
});

describe('of several projects', () => {
  const other: Action = { type: 'snapshot', snapshot: snapshot(7, [], { id: 'p2' }) };
  const gone = (id: string): Action => ({ type: 'gone', projectId: id });

  it('the others stay when one goes, and stay gone when one comes back', () => {
    const state = after(from(3), other, gone(projectId));
    expect(Object.keys(state.projects)).toEqual(['p2']);
    expect(reduce(state, gone(projectId))).toBe(state);
    const back = [gone('p2'), from(4)].reduce(reduce, state);
    expect([Object.keys(back.projects), back.gone]).toEqual([[projectId], { p2: 7 }]);
  });
});

describe('the connection', () => {
  it('is being made at first', () => {
    expect(initialState.connection).toBe('connecting');
  });

  it('is a state like any other', () => {
    const state = after({ type: 'connection', connection: 'offline' });
    expect(state.connection).toBe('offline');
    expect(reduce(state, { type: 'connection', connection: 'offline' })).toBe(state);
  });

  it('leaves nothing behind after sign-out', () => {
    expect(after(from(3, task()), { type: 'signed-out' })).toEqual(initialState);
  });
});
