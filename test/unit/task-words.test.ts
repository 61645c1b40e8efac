/** The word for a task that is queued again: it retries while it backs off, and after that waits like any other. */
import { expect, test } from 'vitest';
import type { Task } from '../../src/contract/task.js';
import { taskWords } from '../../src/contract/task-words.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const names = { steps: [], types: [] };
const queued = (changes: Partial<Task>): Task =>
  ({
    key: 'transcribe',
    status: 'queued',
    failures: 0,
    waitingFor: [],
    position: null,
    message: '',
    runAt: new Date(NOW - 1_000).toISOString(),
    ...changes,
  }) as Task;

test('a task that failed retries until it may run again', () => {
  const task = queued({
    failures: 1,
    message: 'The recogniser did not answer. Trying again (2 of 4)',
    runAt: new Date(NOW + 20_000).toISOString(),
  });
  expect(taskWords(task, names, NOW)).toEqual({
    pill: 'Retrying',
    message: 'The recogniser did not answer. Trying again (2 of 4) in 20 s',
  });
  expect(taskWords({ ...task, position: 3 }, names, NOW + 20_001)).toEqual({
    pill: 'Waiting',
    message: 'Number 3 in line',
  });
});

test('a task that failed once and only yields to others waits its turn', () => {
  const task = queued({ failures: 1, message: 'Others are first now; it goes on where it is', position: 2 });
  expect(taskWords(task, names, NOW)).toEqual({ pill: 'Waiting', message: 'Number 2 in line' });
});
