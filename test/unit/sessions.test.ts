/** Versions by sessions of writing. */
import { expect, test } from 'vitest';
import type { Saved } from '../../src/content/sessions.js';
import { sessionsOf } from '../../src/content/sessions.js';

const at = (minute: number, more: Partial<Saved> = {}) => ({
  origin: 'edited' as const,
  createdAt: new Date(Date.UTC(2030, 0, 1, 8, minute)),
  savedBy: 'ada',
  name: null,
  ...more,
});
const grouped = (versions: Omit<Saved, 'version'>[]): number[][] =>
  sessionsOf(versions.map((one, i) => ({ ...one, version: i + 1 }))).map(({ first, last, saves }) => [
    first.version,
    last.version,
    saves,
  ]);

test.each<[string, Omit<Saved, 'version'>[], number[][]]>([
  ['pauses of less than 15 minutes make no other session', [at(0), at(14), at(28)], [[1, 3, 3]]],
  [
    'a longer pause does',
    [at(0), at(15), at(16)],
    [
      [1, 1, 1],
      [2, 3, 2],
    ],
  ],
  [
    'another person does',
    [at(0), at(1, { savedBy: 'bob' })],
    [
      [1, 1, 1],
      [2, 2, 1],
    ],
  ],
  [
    'what was written anew stands alone',
    [at(0), at(1, { origin: 'model' }), at(2)],
    [
      [1, 1, 1],
      [2, 2, 1],
      [3, 3, 1],
    ],
  ],
  [
    'a name ends a session',
    [at(0), at(1, { name: 'Sent' }), at(2)],
    [
      [1, 2, 2],
      [3, 3, 1],
    ],
  ],
  ['none are none', [], []],
])('%s', (_, versions, expected) => {
  expect(grouped(versions)).toEqual(expected);
});
