/** How processes give way: as much as is wanted, or as they do already. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, getPriority, setPriority } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { giveWay } from '../../src/outside/low-priority.js';

const WANTED = constants.priority.PRIORITY_BELOW_NORMAL;
let child: ChildProcess;

afterEach(async () => {
  child.kill('SIGKILL');
  await once(child, 'exit');
});

function start(): number {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  return child.pid!;
}

test('a process gives way to what people wait for', () => {
  const pid = start();
  giveWay(child);
  expect(getPriority(pid)).toBe(Math.max(getPriority(), WANTED));
});

test('one that gives way more already is not raised, which only root may', () => {
  const pid = start();
  setPriority(pid, constants.priority.PRIORITY_LOW);
  giveWay(child);
  expect(getPriority(pid)).toBe(constants.priority.PRIORITY_LOW);
});
