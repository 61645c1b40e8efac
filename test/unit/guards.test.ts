/** What a test starts ends with it; nothing else does, whatever pid it has. */
import { spawn, spawnSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { identity, isStill } from '../../scripts/embedded/processes.mjs';
import { until } from '../support/until.js';

const started: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function startSleeper(): { pid: number; since: string } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  started.push(child);
  const pid = child.pid ?? 0;
  return { pid, since: identity(pid) ?? '' };
}

/** A process that guards these two, and is over at once. */
function guardAndEnd(pairs: { pid: number; since: string }[]): void {
  const calls = pairs.map(({ pid, since }) => `endWithMe(${pid}, ${JSON.stringify(since)}, 'SIGKILL');`).join('\n');
  const script = `import { endWithMe } from './scripts/embedded/processes.mjs';\n${calls}`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status).toBe(0);
}

test('a service ends when its starter is gone; a later process that got the pid of one does not', async () => {
  const service = startSleeper();
  const stranger = startSleeper();
  // An earlier process had the stranger's pid.
  guardAndEnd([{ pid: stranger.pid, since: `${stranger.since.slice(0, -1)}x` }, service]);
  await until('the service to end', () => !isStill(service.pid, service.since));
  expect(isStill(stranger.pid, stranger.since)).toBe(true);
});
