/** Whatever happens to announcements on their way, a room hears its project's events in order, once and without holes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventOrder } from '../../src/realtime/event-order.js';
import type { EventType } from '../../src/contract/event-types.js';
import type { ProjectEvent } from '../../src/contract/realtime.js';
import { inSmallOrLong } from '../support/long-form.js';

const event = (seq: number, type: EventType = 'project.updated'): ProjectEvent => ({
  projectId: '00000000-0000-4000-8000-000000000000',
  seq,
  type,
  at: new Date(seq).toISOString(),
});
const events = (from: number, to: number): ProjectEvent[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => event(from + i));
const seqs = (sent: ProjectEvent[]): number[] => sent.map(({ seq }) => seq);

/** What may happen in any order: `share` says how far back, from now to the beginning. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('commit' as const) }),
  fc.record({
    kind: fc.constant('announce' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    count: fc.nat(3),
  }),
  fc.record({ kind: fc.constant('join' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('read' as const) }),
  fc.record({ kind: fc.constant('answer' as const) }),
);

/** A room and its project's log. */
class Room {
  readonly order = new EventOrder();
  readonly sent: ProjectEvent[] = [];
  committed = 0;
  /** When the room began to be watched, and where it began. */
  begunAt: number | null = null;
  private asked: { position: number; take: (logged: ProjectEvent[]) => ProjectEvent[] } | null = null;

  announce(share: number, count: number): void {
    const from = 1 + Math.floor(share * this.committed);
    this.sent.push(...this.order.announced(events(from, Math.min(this.committed, from + count))));
  }

  join(share: number): void {
    // A snapshot is never older than the watch, which is at 0 here.
    const lastSeq = Math.floor(share * this.committed);
    this.begunAt ??= lastSeq;
    this.sent.push(...this.order.begin(lastSeq));
  }

  read(): void {
    const { position } = this.order;
    if (position !== null) this.asked ??= { position, take: this.order.reading() };
  }

  answer(): void {
    if (!this.asked) return;
    const { position, take } = this.asked;
    this.asked = null;
    this.sent.push(...take(events(position + 1, this.committed)));
  }

  /** The comparison that comes in the end. */
  settle(): void {
    this.answer();
    if (!this.order.isBehind(this.committed)) return;
    this.read();
    this.answer();
  }
}

test('drops, doubles, delays and any order: in the end all of it, once, ascending', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const room = new Room();
      for (const taken of steps) {
        if (taken.kind === 'commit') room.committed += 1;
        else if (taken.kind === 'announce') room.announce(taken.share, taken.count);
        else if (taken.kind === 'join') room.join(taken.share);
        else if (taken.kind === 'read') room.read();
        else room.answer();
        const first = (room.begunAt ?? 0) + 1;
        expect(seqs(room.sent)).toEqual(seqs(events(first, first + room.sent.length - 1)));
      }
      room.settle();
      const from = room.begunAt === null ? Infinity : room.begunAt + 1;
      expect(seqs(room.sent)).toEqual(room.begunAt === null ? [] : seqs(events(from, room.committed)));
      expect(room.order.hasHole).toBe(false);
    }),
    { numRuns: inSmallOrLong(500, 2_000) },
  );
});

test('the end of a project is heard once, though its log is gone, and whatever was lost before it', () => {
  fc.assert(
    fc.property(fc.nat(10), fc.uniqueArray(fc.nat(9)), fc.nat(3), (count, lost, doubled) => {
      const order = new EventOrder();
      const sent = order.begin(0);
      const announced = [...events(1, count), event(count + 1, 'project.deleted')];
      for (const one of announced) {
        if (one.type === 'project.updated' && lost.includes(one.seq)) continue;
        for (let i = 0; i <= doubled; i += 1) sent.push(...order.announced([one]));
      }
      sent.push(...order.reading()([]));
      expect(sent.at(-1)).toMatchObject({ seq: count + 1, type: 'project.deleted' });
      sent.push(...order.announced(announced), ...order.reading()([]));
      expect(sent.filter(({ type }) => type === 'project.deleted')).toHaveLength(1);
      expect(sent.at(-1)?.seq).toBe(count + 1);
      expect(order.hasHole).toBe(false);
    }),
  );
});

test('what was announced and never committed is let go of, and leaves no hole behind', () => {
  const order = new EventOrder();
  order.begin(3);
  expect(order.announced([event(9)])).toEqual([]);
  expect(order.hasHole).toBe(true);
  const take = order.reading();
  // Heard while the log was being read: it may be there, and not yet have been seen.
  order.announced([event(6)]);
  expect(seqs(take([event(4)]))).toEqual([4]);
  expect(order.hasHole).toBe(true);
  expect(seqs(order.announced([event(5)]))).toEqual([5, 6]);
  expect(order.hasHole).toBe(false);
});

test('what the log no longer has is a hole that the other side sees', () => {
  const order = new EventOrder();
  order.begin(1);
  expect(seqs(order.reading()(events(4, 6)))).toEqual([4, 5, 6]);
  expect(seqs(order.announced(events(2, 7)))).toEqual([7]);
});

test('before its beginning is known a room is sent nothing and lacks nothing, whatever is announced or read', () => {
  const order = new EventOrder();
  expect(order.announced(events(1, 2))).toEqual([]);
  expect(order.reading()(events(1, 3))).toEqual([]);
  expect([order.position, order.hasHole, order.isBehind(3)]).toEqual([null, false, false]);
  expect(seqs(order.begin(1))).toEqual([2]);
});

test('a room is behind only what is later than what it was sent', () => {
  const order = new EventOrder();
  order.begin(3);
  expect([2, 3, 4].map((lastSeq) => order.isBehind(lastSeq))).toEqual([false, false, true]);
});

test('what is announced again leaves nothing behind', () => {
  const order = new EventOrder();
  order.begin(3);
  expect(order.announced(events(1, 3))).toEqual([]);
  expect(order.hasHole).toBe(false);
  expect(seqs(order.announced(events(2, 4)))).toEqual([4]);
});
