/** What web processes tell each other of who is present, over a line that may lose what is said. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { PresentPerson } from '../../src/contract/realtime.js';
import { PresenceElsewhere } from '../../src/realtime/presence-elsewhere.js';
import { presentPeople } from '../../src/realtime/present-people.js';

const [ADA, BEN, TALK] = ['1', '2', '3'].map((n) => `${n}0000000-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];
const person = (userId: string, drafts: string[] = [], inSight = true): PresentPerson => ({
  userId,
  name: userId === ADA ? 'Ada' : 'Ben',
  inSight,
  drafts,
});

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** Processes on one line, which loses what is said while it `loses`. */
function line() {
  const state = { loses: false, said: [] as string[] };
  const processes = new Set<PresenceElsewhere>();
  const begin = () => {
    const own = new Map<string, PresentPerson[]>();
    const changes: string[] = [];
    const publish = (_: string, message: string): Promise<number> => {
      const said = JSON.parse(message) as { kind: string };
      state.said.push(said.kind);
      // One that was killed neither says nor hears anything.
      const hearing = state.loses || !processes.has(elsewhere) ? [] : processes;
      for (const other of hearing) other.hear(said);
      return Promise.resolve(1);
    };
    const onChange = (projectId: string): void => void changes.push(projectId);
    const redis = { publish } as never;
    const elsewhere: PresenceElsewhere = new PresenceElsewhere({ redis, own: () => own, onChange, now: Date.now });
    processes.add(elsewhere);
    elsewhere.start();
    return { elsewhere, own, changes, kill: () => processes.delete(elsewhere) };
  };
  return { state, begin };
}

const present = ({ elsewhere, own }: ReturnType<ReturnType<typeof line>['begin']>, people: PresentPerson[]): void => {
  if (people.length > 0) own.set(TALK, people);
  else own.delete(TALK);
  elsewhere.announce(TALK, people);
};

test('a change is heard at once, and one that was lost within a beat', () => {
  const { begin, state } = line();
  const [first, second] = [begin(), begin()];
  present(first, [person(ADA)]);
  expect(second.elsewhere.in(TALK)).toEqual([person(ADA)]);
  state.loses = true;
  present(first, [person(ADA, ['blog'])]);
  expect(second.elsewhere.in(TALK)).toEqual([person(ADA)]);
  state.loses = false;
  vi.advanceTimersByTime(2_000);
  expect(second.elsewhere.in(TALK)).toEqual([person(ADA, ['blog'])]);
  expect(second.changes.length).toBeGreaterThan(1);
});

test('what comes after a lost change is not taken for all', () => {
  const { begin, state } = line();
  const [first, second] = [begin(), begin()];
  const other = TALK.replace('3', '4');
  state.loses = true;
  first.own.set(other, [person(BEN)]);
  first.elsewhere.announce(other, [person(BEN)]);
  state.loses = false;
  present(first, [person(ADA)]);
  vi.advanceTimersByTime(2_000);
  expect([second.elsewhere.in(other), second.elsewhere.in(TALK)]).toEqual([[person(BEN)], [person(ADA)]]);
});

test('who begins late learns of all, who stops is gone at once, and who falls silent after three beats', () => {
  const { begin } = line();
  const first = begin();
  present(first, [person(ADA)]);
  const late = begin();
  vi.advanceTimersByTime(2_000);
  expect(late.elsewhere.in(TALK)).toEqual([person(ADA)]);
  const third = begin();
  present(third, [person(BEN)]);
  vi.advanceTimersByTime(2_000);
  expect(late.elsewhere.in(TALK)).toEqual([person(ADA), person(BEN)]);
  third.elsewhere.stop();
  expect(late.elsewhere.in(TALK)).toEqual([person(ADA)]);
  first.kill();
  late.changes.length = 0;
  vi.advanceTimersByTime(4_000);
  expect(late.elsewhere.in(TALK)).toEqual([person(ADA)]);
  vi.advanceTimersByTime(4_500);
  expect([late.elsewhere.in(TALK), late.changes]).toEqual([[], [TALK]]);
});

test('at rest there are beats only, as many for many tabs as for one', () => {
  const { begin, state } = line();
  const [first] = [begin(), begin()];
  present(
    first,
    Array.from({ length: 50 }, () => person(ADA)),
  );
  vi.advanceTimersByTime(2_000);
  state.said.length = 0;
  vi.advanceTimersByTime(20_000);
  expect([state.said.length, new Set(state.said)]).toEqual([20, new Set(['beat'])]);
});

test('what no process says is refused', () => {
  const first = line().begin();
  for (const odd of [null, {}, { kind: 'beat' }, { kind: 'all', from: ADA, version: 1, projects: { x: [{}] } }]) {
    expect(() => first.elsewhere.hear(odd)).toThrow();
  }
});

test('a person is one, with all drafts they have open, in sight with one tab that is', () => {
  expect(
    presentPeople([person(BEN), person(ADA, ['twitter'], false), person(ADA, ['blog']), person(ADA, ['blog'], false)]),
  ).toEqual([person(ADA, ['blog', 'twitter']), person(BEN)]);
});
