/** A task that does nothing, with all its rows and events, against Bull with four round trips by hand. */
import Bull from 'bull';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { projectsWithHistory } from './history.mjs';
import { dist } from './place.mjs';
import './noop-steps.mjs';

const AT_ONCE = 10;
const TASKS = 400;
const NOOP = new URL('./noop-steps.mjs', import.meta.url).pathname;
const FLOOR = new URL('./floor-tasks.mjs', import.meta.url).pathname;

export async function measure(place, rounds) {
  const [fresh, worked, floor] = [await openOurs(place, false), await openOurs(place, true), await openFloor(place)];
  const rates = { fresh: [], worked: [], floor: [] };
  const costs = { fresh: [], worked: [], floor: [] };
  // The first round is for the compilers.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, side] of Object.entries({ fresh, floor, worked })) {
      const { rate, cpuMs } = await side.drain();
      if (round === 0) continue;
      rates[name].push(rate);
      costs[name].push(cpuMs);
    }
  }
  await Promise.all([fresh.close(), worked.close(), floor.close()]);
  const figure = (what, unit, better, all, name, limit) => ({
    what,
    unit,
    better,
    ours: all[name],
    floor: all.floor,
    limit,
  });
  return [
    figure(
      'no-op tasks drained, 10 at a time',
      'tasks/s',
      'higher',
      rates,
      'fresh',
      'round trips: ten statements and three transactions, where the floor has four',
    ),
    figure(
      'the same in projects with a history',
      'tasks/s',
      'higher',
      rates,
      'worked',
      'as above; old tasks are not read',
    ),
    figure('processor of the worker for a no-op task', 'ms', 'lower', costs, 'fresh', 'not profiled yet'),
  ];
}

/** `withHistory`: projects with a long talk and many tasks behind them. */
async function openOurs(place, withHistory) {
  const databaseUrl = await place.database();
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { Tasks } = await import(dist('tasks/tasks.js'));
  const { jobFor, openLane } = await import('./queue-by-hand.mjs');
  const db = await createDataSource(databaseUrl, AT_ONCE).initialize();
  const log = new EventLog(db, () => undefined);
  const handed = [];
  const tasks = new Tasks({ add: (task) => handed.push(task) });
  const redisUrl = await place.redis();
  const worker = await place.devreel(
    'worker.js',
    { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, AI_CONCURRENCY: String(AT_ONCE) },
    [NOOP],
  );
  const lane = openLane(redisUrl, 'ai');
  const { queue } = lane;
  return {
    async drain() {
      const projects = await projectsWithHistory(db, TASKS, withHistory);
      handed.length = 0;
      await queue.pause();
      for (const id of projects) await log.write(id, (tx) => tasks.create(tx, { key: 'chapters' }));
      await queue.addBulk(handed.map(jobFor));
      const cpuBefore = worker.cpuMs();
      const begunAt = performance.now();
      await queue.resume();
      await until(async () => {
        const [{ left }] = await db.query(
          "SELECT count(*)::int AS left FROM tasks WHERE key = 'chapters' AND status IN ('queued', 'running')",
        );
        return left === 0;
      });
      const seconds = (performance.now() - begunAt) / 1_000;
      return { rate: TASKS / seconds, cpuMs: (worker.cpuMs() - cpuBefore) / TASKS };
    },
    async close() {
      await worker.stop();
      await lane.close();
      await db.destroy();
    },
  };
}

async function openFloor(place) {
  const databaseUrl = await place.database({ migrated: false });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: AT_ONCE });
  await pool.query(`CREATE TABLE jobs (id uuid PRIMARY KEY, status text NOT NULL)`);
  await pool.query(`CREATE TABLE log (job uuid NOT NULL, what text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
  const redisUrl = await place.redis();
  const worker = await place.start(FLOOR, { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, AT_ONCE: String(AT_ONCE) });
  const queue = new Bull('floor', redisUrl);
  return {
    async drain() {
      const ids = Array.from({ length: TASKS }, () => randomUUID());
      await pool.query(`INSERT INTO jobs SELECT id, 'queued' FROM unnest($1::uuid[]) id`, [ids]);
      await queue.pause();
      await queue.addBulk(ids.map((id) => ({ data: { id }, opts: { jobId: id, removeOnComplete: true } })));
      const cpuBefore = worker.cpuMs();
      const begunAt = performance.now();
      await queue.resume();
      await until(async () => {
        const { rows } = await pool.query("SELECT count(*)::int AS left FROM jobs WHERE status <> 'done'");
        return rows[0].left === 0;
      });
      const seconds = (performance.now() - begunAt) / 1_000;
      return { rate: TASKS / seconds, cpuMs: (worker.cpuMs() - cpuBefore) / TASKS };
    },
    async close() {
      await worker.stop();
      await queue.close();
      await pool.end();
    },
  };
}

async function until(isTrue) {
  while (!(await isTrue())) await wait(10);
}
