/** The page's channel against a server that answers at any time, over connections that come and go. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Channel } from '../../client/src/realtime/channel.js';
import type { RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { DevreelSocket } from '../../client/src/socket.js';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Joined, ProjectEvent } from '../../src/contract/realtime.js';
import type { History } from '../support/project-history.js';
import { history, projectId, settled } from '../support/project-history.js';
import { expectNothingWentBack, expectTrue, frozen, known } from '../support/store-model.js';
import { inSmallOrLong } from '../support/long-form.js';

const step = fc.record({
  what: fc.constantFrom(
    ...(['commit', 'commit', 'commit', 'deliver', 'deliver', 'deliver', 'deliver', 'double', 'lose'] as const),
    ...(['join', 'join', 'read', 'disconnect', 'connect', 'connect', 'wait'] as const),
  ),
  n: fc.nat(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type JoinAck = (failed: Error | null, answer: { data: Joined }) => void;

/** The server reads first, and its answer arrives later: much may happen in between. */
interface Asked {
  answer: (snapshot: ProjectSnapshot) => void;
  snapshot?: ProjectSnapshot;
}

/** One server, the network, and one page. */
class Scene {
  readonly socket = {
    connected: false,
    on: (name: string, listener: (payload?: unknown) => void) => void this.listeners.set(name, listener),
    timeout: () => this.socket,
    emit: (message: string, _payload: unknown, ack: JoinAck) => {
      if (message === 'project:join') this.joins.push({ answer: (snapshot) => ack(null, joinedBy(snapshot)) });
    },
  };
  state: RealtimeState = frozen(initialState);
  private committed = 0;
  private readonly listeners = new Map<string, (payload?: unknown) => void>();
  private readonly onTheWay: ProjectEvent[] = [];
  private readonly joins: Asked[] = [];
  private readonly reads: Asked[] = [];

  constructor(private readonly server: History) {
    const channel = new Channel({
      socket: this.socket as unknown as DevreelSocket,
      getState: () => this.state,
      dispatch: (action) => {
        const next = frozen(reduce(this.state, frozen(action)));
        expectNothingWentBack(known(this.state), known(next));
        expectTrue(server, known(next));
        this.state = next;
      },
      readProject: () => new Promise((answer) => this.reads.push({ answer })),
      readTask: () => Promise.reject(new Error('no draft is written here')),
      isNotFound: () => false,
    });
    channel.watch(projectId);
  }

  async take({ what, n }: Step): Promise<void> {
    switch (what) {
      case 'commit':
        return this.commit();
      case 'deliver':
        return this.hear(...this.onTheWay.splice(n % (this.onTheWay.length || 1), 1));
      case 'double':
        return this.hear(...this.onTheWay.slice(n % (this.onTheWay.length || 1)).slice(0, 1));
      case 'lose':
        return void this.onTheWay.splice(n % (this.onTheWay.length || 1), 1);
      case 'join':
        return this.answer(this.joins, n);
      case 'read':
        return this.answer(this.reads, n);
      case 'disconnect':
        return this.connect(false);
      case 'connect':
        return this.connect(true);
      case 'wait':
        await vi.advanceTimersByTimeAsync(n % 5_000);
    }
  }

  /** The last commit arrives, and what is asked is answered: then whatever was lost before must be noticed. */
  async catchUp(): Promise<void> {
    while (this.committed < this.server.snapshots.length - 2) this.commit();
    await this.connect(true);
    this.onTheWay.splice(0);
    this.commit(true);
    await this.hear(...this.onTheWay.splice(0));
    for (let rounds = 0; rounds < 10; rounds++) {
      while (this.joins.length > 0) await this.answer(this.joins, 0);
      while (this.reads.length > 0) await this.answer(this.reads, 0);
      await vi.advanceTimersByTimeAsync(2_000);
    }
  }

  private get now(): ProjectSnapshot {
    return this.server.snapshots[this.committed]!;
  }

  private commit(last = false): void {
    if (this.committed >= this.server.snapshots.length - (last ? 1 : 2)) return;
    const before = this.now.lastSeq;
    this.committed += 1;
    this.onTheWay.push(...this.server.events.slice(before, this.now.lastSeq));
  }

  private hear(...events: ProjectEvent[]): Promise<void> {
    for (const event of events) this.listeners.get('event')?.(event);
    return settle();
  }

  private answer(all: Asked[], n: number): Promise<void> {
    const asked = all[n % all.length];
    if (asked?.snapshot) {
      all.splice(all.indexOf(asked), 1);
      asked.answer(asked.snapshot);
    } else if (asked) asked.snapshot = this.now;
    return settle();
  }

  private connect(connected: boolean): Promise<void> {
    if (this.socket.connected !== connected) {
      this.socket.connected = connected;
      this.listeners.get(connected ? 'connect' : 'disconnect')?.();
    }
    return settle();
  }
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

const joinedBy = (snapshot: ProjectSnapshot): { data: Joined } => ({
  data: { snapshot, events: [], lastSeq: snapshot.lastSeq, reset: false },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('whatever the network does, the page never goes back, and ends with what is once it is through', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.array(step, { maxLength: 100, size: 'max' }), async (server, steps) => {
      vi.clearAllTimers();
      const scene = new Scene(server);
      for (const one of steps) await scene.take(one);
      await scene.catchUp();
      expect(settled(known(scene.state)!.project)).toEqual(settled(server.snapshots.at(-1)!));
      expect(known(scene.state)).toMatchObject({ hole: null, outdated: null });
    }),
    { numRuns: inSmallOrLong(100, 300) },
  );
});
