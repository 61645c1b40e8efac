/** The pill that other pages embed: what it says of the time left does not grow by wavering. */
import { expect, test } from 'vitest';
import type { TaskState } from '../../src/contract/task.js';
import { statusPill } from '../../src/tasks/status-pill.js';

const NOW = Date.parse('2026-11-01T00:00:00.000Z');
const running = (etaMs: number): TaskState => ({
  id: 'i',
  projectId: 'p',
  key: 'draft:blog',
  runId: 'r',
  status: 'running',
  percent: 50,
  message: 'Writing',
  waitingFor: [],
  attempt: 1,
  failures: 0,
  maxAttempts: 4,
  parts: { done: 0, total: 1 },
  error: null,
  stale: false,
  queuedAt: '',
  startedAt: '',
  finishedAt: null,
  runAt: '',
  etaMs,
  position: null,
  label: 'Blog post',
  action: null,
});

const endIn = (pill: string): number => Number(/\?end=(\d+)/.exec(pill)?.[1]);
const messageIn = (pill: string): string => /devreel-message">([^<]*)</.exec(pill)?.[1] ?? '';

test('a little more is not told, and what was told is passed on', () => {
  const first = statusPill(running(300_000), NOW);
  expect(endIn(first)).toBe(NOW + 300_000);
  const next = statusPill(running(309_000), NOW + 1_000, endIn(first));
  expect(endIn(next)).toBe(NOW + 300_000);
  expect(messageIn(next)).toBe(messageIn(first));
});

test('less is told at once, and much more with the words that it takes longer', () => {
  const first = statusPill(running(300_000), NOW);
  const sooner = statusPill(running(60_000), NOW + 1_000, endIn(first));
  expect(endIn(sooner)).toBe(NOW + 61_000);
  const later = statusPill(running(600_000), NOW + 1_000, endIn(first));
  expect(endIn(later)).toBe(NOW + 601_000);
  expect(messageIn(later)).toContain('longer than usual');
});
