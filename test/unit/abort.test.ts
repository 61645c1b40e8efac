/** Hundreds of calls of one task wait for their turns, and all of them hear of its end. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onAbort, pause } from '../../src/outside/abort.js';
import { Semaphore } from '../../src/outside/semaphore.js';

const warnings: Error[] = [];
const note = (warning: Error): void => void warnings.push(warning);
beforeEach(() => void process.on('warning', note));
afterEach(() => {
  process.off('warning', note);
  warnings.length = 0;
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('those who wait at a semaphore leave it with their task, others stay, and nothing looks like a leak', async () => {
  const semaphore = new Semaphore(1);
  const [mine, other] = [new AbortController(), new AbortController()];
  let free = (): void => undefined;
  const held = semaphore.run(other.signal, () => new Promise<void>((resolve) => (free = resolve)));
  const waiting = Array.from({ length: 600 }, () => semaphore.run(mine.signal, () => Promise.resolve('done')));
  const last = semaphore.run(other.signal, () => Promise.resolve('done'));
  const pauses = Array.from({ length: 600 }, () => pause(60_000, mine.signal));
  await settled();
  mine.abort(new Error('cancelled'));
  for (const { status } of await Promise.allSettled([...waiting, ...pauses])) expect(status).toBe('rejected');
  free();
  await held;
  expect(await last).toBe('done');
  await settled();
  expect(warnings).toEqual([]);
});

test('what is taken back is not called, what is aborted already is called at once', () => {
  const abort = new AbortController();
  const called: string[] = [];
  onAbort(abort.signal, () => called.push('taken back'))();
  onAbort(abort.signal, () => called.push('first'));
  abort.abort();
  onAbort(abort.signal, () => called.push('late'));
  expect(called).toEqual(['first', 'late']);
});

test('one that throws keeps no other from hearing, and its error is heard of', async () => {
  const abort = new AbortController();
  const called: string[] = [];
  const uncaught = new Promise<unknown>((resolve) => {
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      for (const listener of others) process.on('uncaughtException', listener);
      resolve(error);
    });
  });
  const broken = new Error('broken');
  onAbort(abort.signal, () => {
    throw broken;
  });
  onAbort(abort.signal, () => called.push('second'));
  abort.abort();
  expect(called).toEqual(['second']);
  expect(await uncaught).toBe(broken);
});
