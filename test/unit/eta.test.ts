import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSlow, etaOf } from '../../src/tasks/eta.js';

const MINUTE = 60_000;

test.each([
  ['nothing is known', { elapsedMs: 5_000, percent: 0, expectedMs: null }, null],
  ['the pace alone says it', { elapsedMs: 30_000, percent: 25, expectedMs: null }, 90_000],
  ['a pace that says nothing yet', { elapsedMs: 30_000, percent: 4, expectedMs: null }, null],
  ['what is usual says it from the beginning', { elapsedMs: 0, percent: 0, expectedMs: MINUTE }, MINUTE],
  ['both say the same', { elapsedMs: 30_000, percent: 50, expectedMs: MINUTE }, 30_000],
  ['half-way each of them counts as much', { elapsedMs: 30_000, percent: 50, expectedMs: 3 * MINUTE }, 90_000],
  ['past the usual time the pace alone', { elapsedMs: 2 * MINUTE, percent: 50, expectedMs: MINUTE }, 2 * MINUTE],
  ['past the usual time, and no pace', { elapsedMs: 2 * MINUTE, percent: 0, expectedMs: MINUTE }, null],
  ['done', { elapsedMs: MINUTE, percent: 100, expectedMs: 2 * MINUTE }, 0],
])('%s', (_, soFar, left) => {
  expect(etaOf(soFar)).toBe(left);
});

test('it lies between what either says, and while nothing gets done what is usual lets it fall', () => {
  const percent = fc.integer({ min: 5, max: 100 });
  fc.assert(
    fc.property(
      fc.nat(MINUTE - 1),
      percent,
      fc.integer({ min: MINUTE, max: 90 * MINUTE }),
      (elapsedMs, done, expectedMs) => {
        const byPace = etaOf({ elapsedMs, percent: done, expectedMs: null }) ?? NaN;
        const left = etaOf({ elapsedMs, percent: done, expectedMs }) ?? NaN;
        expect(left).toBeGreaterThanOrEqual(Math.min(byPace, expectedMs - elapsedMs) - 1);
        expect(left).toBeLessThanOrEqual(Math.max(byPace, expectedMs - elapsedMs) + 1);
        const before = etaOf({ elapsedMs, percent: 0, expectedMs }) ?? NaN;
        expect(etaOf({ elapsedMs: elapsedMs + 1_000, percent: 0, expectedMs }) ?? 0).toBeLessThan(before);
      },
    ),
  );
});

test('slow is twice the usual, after a minute at least; ten minutes where nothing is usual', () => {
  expect(isSlow({ elapsedMs: 9 * MINUTE, expectedMs: null })).toBe(false);
  expect(isSlow({ elapsedMs: 11 * MINUTE, expectedMs: null })).toBe(true);
  expect(isSlow({ elapsedMs: 59_000, expectedMs: 1_000 })).toBe(false);
  expect(isSlow({ elapsedMs: 61_000, expectedMs: 1_000 })).toBe(true);
  expect(isSlow({ elapsedMs: 3 * MINUTE, expectedMs: 2 * MINUTE })).toBe(false);
  expect(isSlow({ elapsedMs: 5 * MINUTE, expectedMs: 2 * MINUTE })).toBe(true);
});
