/** PostgreSQL is stopped and started, or one of its own processes crashes, while tasks run. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inSmallOrLong } from '../support/long-form.js';
import { until } from '../support/until.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, setStage } from './scene.js';

/** The product's own: a shorter one may pass while PostgreSQL recovers, and then the work rightly goes to another attempt. */
const LEASE_SECONDS = 12;

let stage: Stage;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(4, 25);
  stage = await setStage({ LEASE_SECONDS: String(LEASE_SECONDS) }, { ownPostgres: true });
});
afterAll(() => stage.end());

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

const servesAgain = () =>
  until('the page to be served again', async () => {
    const answer = await fetch(`${stage.web.url}/readyz`);
    return answer.ok;
  });

/**
 * `down`: what happens to PostgreSQL while screenshots are taken and the recogniser was heard. They go on when it calls
 * `goOn`, or else afterwards. No worker dies of it, and none is said to have died.
 */
async function duringWork(down: (goOn: () => void) => Promise<void>): Promise<void> {
  const id = await stage.project();
  const orders = ['screenshots', 'transcribe'].map((key) => `hold part:answered ${key} ${id}`).join('; ');
  const worker = await stage.world.startWorker({ FAULT_AT: orders });
  await stage.fill(id, recordings.pop() ?? new Uint8Array());
  await held(worker, 'part:answered', 2);
  // Once: the next such signal would end it.
  const goOn = once(() => worker.process.kill('SIGUSR2'));
  await down(goOn);
  goOn();
  await servesAgain();
  await nothingIsLost(stage);
  const died =
    'SELECT key, outcome FROM attempts JOIN tasks ON tasks.id = task_id WHERE outcome = $1 AND project_id = $2';
  expect(await stage.world.db.query(died, ['worker gone', id])).toEqual([]);
  await worker.end();
}

/** After the crash of one of its processes PostgreSQL ends all of them, and recovers. */
async function crash(): Promise<void> {
  const { db, postgres } = stage.world;
  const line = new pg.Client(postgres?.url);
  const cut = new Promise((resolve) => line.once('error', resolve));
  await line.connect();
  const { rows } = await line.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  process.kill(rows[0]?.pid ?? NaN, 'SIGKILL');
  await cut;
  const answers = () =>
    db.query('SELECT 1').then(
      () => true,
      () => false,
    );
  await until('PostgreSQL to have recovered', answers);
}

test('restarted: what was being done goes on where it is', async () => {
  await duringWork(async () => {
    await stage.world.postgres?.stop();
    await stage.world.postgres?.start();
  });
});

test('away for longer than a lease: nothing that had been answered is asked again, and nobody is taken for dead', async () => {
  await duringWork(async (goOn) => {
    await stage.world.postgres?.stop();
    goOn();
    // The outage itself, not something that is waited for.
    await wait(1.5 * LEASE_SECONDS * 1_000);
    await stage.world.postgres?.start();
  });
  expect(await stage.world.db.query('SELECT 1 FROM tasks WHERE deaths > 0')).toEqual([]);
});

test('all its connections die while a result is being stored: it is stored by the same attempt', async () => {
  const id = await stage.project();
  const worker = await stage.world.startWorker({ FAULT_AT: `hold result:before-commit screenshots ${id}` });
  await stage.fill(id, recordings.pop() ?? new Uint8Array(), { captions: true, draft: false });
  await held(worker, 'result:before-commit');
  await crash();
  worker.process.kill('SIGUSR2');
  await servesAgain();
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'screenshots')).toMatchObject({ status: 'succeeded', attempt: 1, failures: 0 });
  // Or it would take tasks of the next ones, and say in its own log what becomes of them.
  await worker.end();
});

test('its connections are cut again and again, while new ones are opened: no process ends', async () => {
  const { db } = stage.world;
  const id = await stage.project();
  const servers = [stage.web, await stage.world.startWorker(), await stage.world.startWorker()];
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  const asked: Promise<unknown>[] = [];
  for (let cuts = 0; cuts < inSmallOrLong(30, 60); cuts++) {
    await db.query(cut);
    asked.push(...Array.from({ length: 20 }, () => stage.person.ask('GET', `/api/projects/${id}`).catch(() => null)));
    // Longer each time, so that the next cut meets new connections at all moments.
    await wait((cuts * 13) % 120);
    for (const server of servers) expect(server.process.exitCode, server.output().slice(-3_000)).toBeNull();
  }
  await servesAgain();
  // Hundreds that still wait for their answer would be in the way of what comes next.
  await Promise.all(asked);
  await Promise.all(servers.slice(1).map((worker) => worker.end()));
}, 300_000);

test('it refuses a result, which no outage does: that counts as a failure of the step, is in the log, and is tried again', async () => {
  const { db } = stage.world;
  const id = await stage.project('Of another title');
  const worker = await stage.world.startWorker();
  await db.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'No room for it'; END $$`,
  );
  await db.query('CREATE TRIGGER refuse BEFORE INSERT ON screenshots EXECUTE FUNCTION refuse()');
  await stage.fill(id, recordings.pop() ?? new Uint8Array(), { captions: true, draft: false });
  const failed = async () => ((await stage.person.task(id, 'screenshots'))?.failures ?? 0) > 0;
  await until('a failure of the screenshots', failed);
  const logged = /The end of screenshots .* could not be stored: .*No room for it/;
  await until('the log to say so', () => logged.test(worker.output()));
  await db.query('DROP TRIGGER refuse ON screenshots');
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'screenshots')).toMatchObject({ status: 'succeeded' });
  expect(await db.query('SELECT 1 FROM tasks WHERE deaths > 0 AND project_id = $1', [id])).toEqual([]);
  await worker.end();
});
