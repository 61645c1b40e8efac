/** A machine on which nobody gets on is not a line that fell silent: its connections stay. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LineWatch, watchedLine } from '../../src/database/line.js';
import { programs } from '../support/programs.js';
import type { SilentLine } from '../support/silent-line.js';
import { openSilentLine } from '../support/silent-line.js';

let line: SilentLine;
let watch: LineWatch;
let client: pg.Client;
let broken: Promise<Error>;

beforeEach(async () => {
  line = await openSilentLine(programs().postgresAdminUrl);
  const url = line.through(programs().postgresAdminUrl);
  watch = new LineWatch(url);
  client = new pg.Client({ ...watchedLine, connectionString: url });
  broken = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  watch.start();
});
afterEach(async () => {
  await watch.stop();
  await client.end();
  await line.close();
});

/** Between two of these, one thing at a time is read and answered. */
function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a process that hardly gets on waits longer for an answer', async () => {
  for (let turn = 0; turn < 10; turn += 1) {
    standStill(900);
    await wait(1);
  }
  await Promise.race([broken, wait(500)]);
  expect((await client.query<{ here: number }>('SELECT 1 AS here')).rows).toEqual([{ here: 1 }]);
});

test('one that does get on gives a silent line up', async () => {
  line.fallSilent();
  expect(await broken).toMatchObject({ code: 'ETIMEDOUT' });
});
