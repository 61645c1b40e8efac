/** Who looks after Devreel's own processes, and when there is no use in another try. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { supervise } from '../../scripts/embedded/children.mjs';
import type { Trouble } from '../../scripts/embedded/processes.mjs';
import { ROOT } from '../support/starter.js';
import { until } from '../support/until.js';

let dir: string;
let child: ReturnType<typeof supervise> | undefined;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'devreel-children-'))));
afterEach(() => {
  child?.kill();
  child = undefined;
  rmSync(dir, { recursive: true });
});

/** A process that ends each time with the next of these codes; `serve` is told first, and `stay` does not end. */
function started(lives: string[], neverGiveUp: boolean): { said: string[]; troubles: Trouble[] } {
  const file = join(dir, 'process.mjs');
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
    let life = 0;
    while (existsSync(\`${dir}/\${life}\`)) life++;
    writeFileSync(\`${dir}/\${life}\`, '');
    const [code, serves] = ${JSON.stringify(lives)}[life].split(' ').reverse();
    const end = () => code === 'stay' ? setInterval(() => undefined, 1_000) : process.exit(Number(code));
    if (serves) process.send({ type: 'ready' }, end); else end();`,
  );
  const [said, troubles]: [string[], Trouble[]] = [[], []];
  const say = (line: string) => void said.push(line);
  const fail = (trouble: Trouble) => void troubles.push(trouble);
  child = supervise({ name: 'worker', file, env: {}, neverGiveUp, say, fail });
  return { said, troubles };
}

test('a worker that once worked is started again also when its settings are wrong now: they may be mended', async () => {
  const { said, troubles } = started(['serve 1', '78', '78', 'serve stay'], true);
  await until('it to be started three times again', () => said.length === 3);
  expect(said[0]).toBe('The worker process ended with code 1; starting it again.');
  expect(said[1]).toMatch(/^The worker process cannot work with its settings \(code 78, .*\); starting it again\.$/);
  expect(troubles).toEqual([]);
});

test('with settings that were wrong from the start nothing is tried again', async () => {
  const { said, troubles } = started(['78', 'serve stay'], true);
  await until('the end', () => troubles.length > 0);
  expect(troubles.map(({ exitCode }) => exitCode)).toEqual([78]);
  expect(said).toEqual([]);
});

test('without a web process there is no use in going on: the fifth such end in a minute ends it all, by its name', async () => {
  const { said, troubles } = started(['serve 78', '78', '78', '78', '78', 'serve stay'], false);
  await until('the end', () => troubles.length > 0);
  expect(troubles.map(({ exitCode, message }) => [exitCode, message])).toEqual([
    [78, expect.stringContaining('cannot work with its settings')],
  ]);
  expect(said).toHaveLength(4);
});

/** Says when it has loaded, and what it was sent; the first of them dies before that. */
function waitingProcess(): string {
  const file = join(dir, 'waiting.mjs');
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
    import { settingsThatFollow } from '${ROOT}/dist/server/settings/env.js';
    if (!existsSync('${dir}/first')) {
      writeFileSync('${dir}/first', '');
      process.exit(1);
    }
    writeFileSync('${dir}/loaded', '');
    await settingsThatFollow();
    process.send({ type: 'ready', port: process.env.PORT });
    setInterval(() => undefined, 1_000);`,
  );
  return file;
}

test('a process loads while its settings are still to come; one that dies meanwhile is given them, too', async () => {
  const said: string[] = [];
  let come: (env: Record<string, string>) => void = () => undefined;
  const env = new Promise<Record<string, string>>((resolve) => (come = resolve));
  const fail = (trouble: Trouble) => void said.push(trouble.message);
  child = supervise({ name: 'web', file: waitingProcess(), env, say: (line) => void said.push(line), fail });
  await until('the second to have loaded', () => existsSync(join(dir, 'loaded')));
  come({ PORT: '3017' });
  expect(await child.ready).toEqual({ type: 'ready', port: '3017' });
  await child.restart();
  expect(said).toEqual(['The web process ended with code 1; starting it again.']);
});

test('one that waits for its settings ends when nobody is left to send them', async () => {
  writeFileSync(join(dir, 'first'), '');
  const waiting = fork(waitingProcess(), { env: { ...process.env, DEVREEL_SETTINGS_FOLLOW: 'true' } });
  await until('it to have loaded', () => existsSync(join(dir, 'loaded')));
  waiting.disconnect();
  expect(await once(waiting, 'exit')).toEqual([0, null]);
});
