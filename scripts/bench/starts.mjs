/** From the creation of a task to its start at a worker with nothing else to do, against a bare job of Bull's. */
import Bull from 'bull';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { median } from './figures.mjs';
import { projectsWithHistory } from './history.mjs';
import { dist } from './place.mjs';
import './noop-steps.mjs';
import { openLane } from './queue-by-hand.mjs';

const STARTS = 60;
const NOOP = new URL('./noop-steps.mjs', import.meta.url).pathname;

export async function measure(place, rounds) {
  const [ours, floor] = [await openOurs(place), await openFloor(place)];
  const times = { ours: [], floor: [] };
  // The first round is for the compilers.
  for (let round = 0; round <= rounds; round += 1) {
    const [own, bare] = [await ours.run(), await floor.run()];
    if (round === 0) continue;
    times.ours.push(own);
    times.floor.push(bare);
  }
  await Promise.all([ours.close(), floor.close()]);
  return [
    {
      what: 'a task is made → a worker has begun it',
      unit: 'ms',
      better: 'lower',
      ...times,
      limit: 'two transactions: the one that makes it, and the claim; Redis between them',
    },
  ];
}

async function openOurs(place) {
  const [databaseUrl, redisUrl] = [await place.database(), await place.redis()];
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { Queue } = await import(dist('tasks/queue.js'));
  const { Tasks } = await import(dist('tasks/tasks.js'));
  const db = await createDataSource(databaseUrl, 2).initialize();
  const log = new EventLog(db, () => undefined);
  const worker = await place.devreel('worker.js', { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl }, [NOOP]);
  const lane = openLane(redisUrl, 'ai');
  const tasks = new Tasks(new Queue({ ai: lane.queue }, lane.queue));
  const left = "SELECT count(*)::int AS left FROM tasks WHERE status IN ('queued', 'running')";
  return {
    /** Milliseconds, by the database's clock. */
    async run() {
      const ids = [];
      for (const projectId of await projectsWithHistory(db, STARTS, false)) {
        const { id } = await log.write(projectId, (tx) => tasks.create(tx, { key: 'chapters' }));
        ids.push(id);
        while ((await db.query(left))[0].left > 0) await wait(2);
      }
      const rows = await db.query(
        'SELECT (extract(epoch FROM started_at - queued_at) * 1000)::float8 AS ms FROM tasks WHERE id = ANY($1)',
        [ids],
      );
      return median(rows.map(({ ms }) => ms));
    },
    async close() {
      await worker.stop();
      await lane.close();
      await db.destroy();
    },
  };
}

async function openFloor(place) {
  const queue = new Bull('floor', await place.redis());
  let begun = () => undefined;
  void queue.process(() => Promise.resolve(begun()));
  await queue.isReady();
  return {
    async run() {
      const times = [];
      for (let i = 0; i < STARTS; i += 1) {
        const started = new Promise((done) => (begun = () => done(performance.now())));
        const askedAt = performance.now();
        await queue.add({}, { jobId: randomUUID(), removeOnComplete: true });
        times.push((await started) - askedAt);
      }
      return median(times);
    },
    close: () => queue.close(),
  };
}
