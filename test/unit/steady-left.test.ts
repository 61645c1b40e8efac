/** The time that is told as left. */
import { expect, test } from 'vitest';
import { forgetLeft, steadyLeft } from '../../client/src/ui/steady-left.js';
import { timeLeft } from '../../src/contract/counts-and-times.js';

const MINUTE = 60_000;

test('a guess is a range; what is known is one time', () => {
  expect([3, 17, 200].map((minutes) => timeLeft(minutes * MINUTE, 5))).toEqual([
    '2–5 minutes left',
    '11–26 minutes left',
    '2–5 hours left',
  ]);
  expect([timeLeft(3 * MINUTE, 50), timeLeft(30_000, 5)]).toEqual(['about 3 minutes left', 'less than a minute left']);
});

test('what is left shrinks with the clock, and grows only with a word', () => {
  expect(steadyLeft('a', 4 * MINUTE, 0)).toEqual({ ms: 4 * MINUTE, slower: false });
  // The estimate wavers: the clock alone counts.
  expect(steadyLeft('a', 4 * MINUTE + 10_000, 20_000)).toEqual({ ms: 3 * MINUTE + 40_000, slower: false });
  expect(steadyLeft('a', 2 * MINUTE, 30_000)).toEqual({ ms: 2 * MINUTE, slower: false });
  expect(steadyLeft('a', 5 * MINUTE, 60_000)).toEqual({ ms: 5 * MINUTE, slower: true });
  expect(steadyLeft('a', 4 * MINUTE, 90_000)).toEqual({ ms: 4 * MINUTE, slower: true });
  expect(steadyLeft('b', 5 * MINUTE, 90_000)).toEqual({ ms: 5 * MINUTE, slower: false });
  // As early as was told before it grew: it is slower no longer.
  expect(steadyLeft('a', 30_000, 120_000)).toEqual({ ms: 30_000, slower: false });
});

test('after a pause what was told before holds no longer', () => {
  expect(steadyLeft('c', 4 * MINUTE, 0)).toEqual({ ms: 4 * MINUTE, slower: false });
  forgetLeft('c');
  expect(steadyLeft('c', 3 * MINUTE, 10 * MINUTE)).toEqual({ ms: 3 * MINUTE, slower: false });
});
