/** Whatever Bull's scripts call is asked for at the start, so that a missing right is named there, not found by the first task. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsOn } from '../../src/outside/redis/asked.js';

test('every command of Bull’s scripts is among those that are tried', async () => {
  const folder = 'node_modules/bull/lib/commands';
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.lua'));
  const scripts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const called = scripts.flatMap((script) => [...script.matchAll(/\b(?:rcall|redis\.call)\(\s*["'](\w+)/g)]);
  const commands = new Set(called.map(([, command = '']) => command.toLowerCase()));
  expect(commands.size).toBeGreaterThan(30);
  const asked = new Set(commandsOn('any').map(([command]) => command));
  expect([...commands].filter((command) => !asked.has(command))).toEqual([]);
});

test('what is tried touches keys of the check only, and ends with their removal', () => {
  const keyless = ['eval', 'evalsha', 'multi', 'exec', 'scan', 'pubsub', 'client'];
  for (const [command, first] of commandsOn('{devreel}:check:1')) {
    if (!keyless.includes(command))
      expect([command, String(first)]).toEqual([command, expect.stringMatching(/^\{devreel\}:check:1/)]);
  }
  expect(commandsOn('any').at(-1)?.[0]).toBe('del');
});
