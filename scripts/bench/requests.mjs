/** Asking for a draft until the answer, while 1,000 tabs hear events and a worker has more than it can do, against the same when all is quiet. */
import { setTimeout as wait } from 'node:timers/promises';
import { openOurs, openTabs } from './crowd.mjs';
import { median, quantile } from './figures.mjs';
import { projectsWithHistory } from './history.mjs';
import { dist } from './place.mjs';
import './noop-steps.mjs';
import { openLane } from './queue-by-hand.mjs';

const CROWD = 1_000;
/** The slowest of them are the 99th hundredth. */
const DRAFTS = 100;
const EVENT_EVERY_MS = 200;
const WAITING = 600;
const STEP_MS = 400;
const NOOP = new URL('./noop-steps.mjs', import.meta.url).pathname;

export async function measure(place, rounds) {
  const found = { p50: { ours: [], floor: [] }, p99: { ours: [], floor: [] } };
  const note = (side, times) => {
    found.p50[side].push(median(times));
    found.p99[side].push(quantile(times, 0.99));
  };
  for (let round = 0; round < rounds; round += 1) {
    const side = await openOurs(place);
    // The first ones are for the compilers.
    await generate(side);
    note('floor', await generate(side));
    note('ours', await whileBusy(place, side, () => generate(side)));
    await side.close();
  }
  const figure = (share, limit) => ({
    what: `generate → 202 with 1,000 tabs and busy workers, ${share}, against a quiet server`,
    unit: 'ms',
    better: 'lower',
    ...found[share],
    limit,
  });
  return [
    figure('p50', 'the transaction that makes the task'),
    figure('p99', 'an event that is written to 1,000 sockets just then, and PostgreSQL that serves the workers, too'),
  ];
}

/** Each draft in a project of its own, as people ask for them. Milliseconds of each. */
async function generate({ ask }) {
  const times = [];
  for (let i = 0; i < DRAFTS; i += 1) {
    const { id } = await ask('POST', '/api/projects', { title: 'Another' });
    const begunAt = performance.now();
    await ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
    times.push(performance.now() - begunAt);
  }
  return times;
}

async function whileBusy(place, side, work) {
  const crowd = await openTabs(side, CROWD);
  const worker = await openBusyWorker(place, side.env);
  let over = false;
  const sending = (async () => {
    while (!over) {
      const { n } = await side.send();
      await Promise.all([crowd.heard(n), wait(EVENT_EVERY_MS)]);
    }
  })();
  const result = await work();
  over = true;
  await sending;
  await worker.close();
  await crowd.stop();
  return result;
}

/** A worker in whose line tasks wait until it is closed; throws then if it did none of them, or had nothing more to do. */
async function openBusyWorker(place, env) {
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { Queue } = await import(dist('tasks/queue.js'));
  const { Tasks } = await import(dist('tasks/tasks.js'));
  const db = await createDataSource(env.DATABASE_URL, 4).initialize();
  const log = new EventLog(db, () => undefined);
  const lane = openLane(env.REDIS_URL, 'ai');
  const tasks = new Tasks(new Queue({ ai: lane.queue }, lane.queue));
  for (const id of await projectsWithHistory(db, WAITING, false)) {
    await log.write(id, (tx) => tasks.create(tx, { key: 'chapters' }));
  }
  const { DATABASE_URL, REDIS_URL } = env;
  const worker = await place.devreel('worker.js', { DATABASE_URL, REDIS_URL, STEP_MS: String(STEP_MS) }, [NOOP]);
  return {
    async close() {
      const [{ left, did }] = await db.query(
        `SELECT count(*) FILTER (WHERE status = 'queued')::int AS left,
           count(*) FILTER (WHERE status = 'succeeded')::int AS did FROM tasks WHERE key = 'chapters'`,
      );
      await worker.stop();
      await lane.close();
      await db.destroy();
      if (left === 0 || did === 0) throw new Error(`The worker was not busy: it did ${did} tasks, ${left} are left.`);
    },
  };
}
