/** Adding a task to its lane's queue, and taking the first in line, while very many wait, against few: as the server does it. */
import { randomUUID } from 'node:crypto';
import { projectsWithHistory } from './history.mjs';
import { dist } from './place.mjs';
import { jobFor, openLane } from './queue-by-hand.mjs';

const WAITING = 100_000;
const AT_ONCE = 5_000;
const ADDS = 500;
const CLAIMS = 300;

export async function measure(place, rounds) {
  const [empty, full] = [await place.redis(), await place.redis()];
  const crowd = openLane(full, 'ai');
  for (let n = 0; n < WAITING; n += AT_ONCE) await crowd.queue.addBulk(newTasks(AT_ONCE).map(jobFor));
  const [ours, floor] = [[], []];
  await addAll(empty);
  for (let round = 0; round < rounds; round += 1) {
    floor.push(await addAll(empty));
    ours.push(await addAll(full));
  }
  await crowd.close();
  const add = {
    what: 'an add with 100,000 waiting, against an empty queue',
    unit: 'ms',
    better: 'lower',
    ours,
    floor,
    limit: 'one round trip to Redis; jobs have no priority, so none is looked for',
  };
  return [add, await measureClaims(place, rounds)];
}

/** Who is first is found by an index, so it should not matter how many are behind. */
async function measureClaims(place, rounds) {
  const [few, many] = [await openLine(place, CLAIMS), await openLine(place, WAITING)];
  const [ours, floor] = [[], []];
  await few.claimAll();
  for (let round = 0; round < rounds; round += 1) {
    floor.push(await few.claimAll());
    ours.push(await many.claimAll());
  }
  await Promise.all([few.close(), many.close()]);
  return {
    what: 'taking the first of 100,000 tasks in line, against of some hundreds',
    unit: 'ms',
    better: 'lower',
    ours,
    floor,
    limit: 'one transaction of three statements; the first in line is found by an index',
  };
}

/** A database in which so many tasks wait at least, each in a project of its own. */
async function openLine(place, count) {
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { claimFirst } = await import(dist('worker/claim.js'));
  const db = await createDataSource(await place.database(), 2).initialize();
  const log = new EventLog(db, () => undefined);
  const fill = async (more) => {
    const ids = await projectsWithHistory(db, more, false);
    await db.query(
      `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, priority)
       SELECT gen_random_uuid(), id, 'chapters', 'chapters', 'ai', gen_random_uuid(), 'queued', 1 + (random() * 20)::int
       FROM unnest($1::uuid[]) id`,
      [ids],
    );
  };
  for (let n = 0; n < count; n += AT_ONCE) await fill(Math.min(AT_ONCE, count - n));
  await db.query('ANALYZE');
  return {
    /** Milliseconds for each, one after the other. What is taken is replaced before. */
    async claimAll() {
      await fill(CLAIMS);
      const begunAt = performance.now();
      for (let n = 0; n < CLAIMS; n += 1) await claimFirst(log, randomUUID(), 'ai', () => true);
      return (performance.now() - begunAt) / CLAIMS;
    },
    close: () => db.destroy(),
  };
}

const newTasks = (count) => Array.from({ length: count }, () => ({ id: randomUUID(), lane: 'ai', attempt: 0 }));

/** Milliseconds for each, one after the other. */
async function addAll(redisUrl) {
  const { Queue } = await import(dist('tasks/queue.js'));
  const lane = openLane(redisUrl, 'ai');
  const queue = new Queue({ ai: lane.queue }, lane.queue);
  const tasks = newTasks(ADDS);
  const begunAt = performance.now();
  for (const task of tasks) {
    queue.add(task);
    await queue.settled();
  }
  const ms = (performance.now() - begunAt) / ADDS;
  await lane.close();
  return ms;
}
