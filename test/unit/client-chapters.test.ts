/** Chapters moved, renamed, added and removed on the player's bar. */
import { expect, test } from 'vitest';
import { added, hasRoom, moved, removed, renamed, roomOf } from '../../client/src/features/player/chapter-moves.js';

const items = [
  { title: 'A', startMs: 0 },
  { title: 'B', startMs: 30_000 },
  { title: 'C', startMs: 60_000 },
];
const starts = (list: { startMs: number }[]): number[] => list.map(({ startMs }) => startMs);

test('a chapter begins where it is put, at least ten seconds from its neighbours and the end', () => {
  expect(starts(moved(items, 1, 33_333.4, 90_000))).toEqual([0, 33_333, 60_000]);
  expect(starts(moved(items, 1, 2_000, 90_000))).toEqual([0, 10_000, 60_000]);
  expect(starts(moved(items, 2, 89_000, 90_000))).toEqual([0, 30_000, 80_000]);
});

test('the first stays at the beginning, and one without room where it is', () => {
  expect(roomOf(items, 0, 90_000)).toBeNull();
  const near = [items[0], { title: 'B', startMs: 10_000 }, { title: 'C', startMs: 19_000 }].filter(
    (one) => one !== undefined,
  );
  expect(roomOf(near, 1, 90_000)).toBeNull();
  expect(moved(near, 1, 15_000, 90_000)).toEqual(near);
});

test('one is added in order of time where there is room; the first of all begins at 0', () => {
  expect(added(items, 45_000.2, 'New').map(({ title }) => title)).toEqual(['A', 'B', 'New', 'C']);
  expect(hasRoom(items, 45_000, 90_000)).toBe(true);
  expect(hasRoom(items, 39_999, 90_000)).toBe(false);
  expect(hasRoom(items, 81_000, 90_000)).toBe(false);
  expect(added([], 45_000, 'Only')).toEqual([{ title: 'Only', startMs: 0 }]);
});

test('without the first, the next begins at 0; a new title leaves the rest', () => {
  expect(removed(items, 0)).toEqual([
    { title: 'B', startMs: 0 },
    { title: 'C', startMs: 60_000 },
  ]);
  expect(renamed(items, 1, 'X').map(({ title }) => title)).toEqual(['A', 'X', 'C']);
});
