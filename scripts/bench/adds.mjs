/** Adding a task to its lane's queue while very many wait, against an empty one: as `Queue.add` of the server does it. */
import { randomUUID } from 'node:crypto';
import { dist } from './place.mjs';
import { jobFor, openLane } from './queue-by-hand.mjs';

const WAITING = 100_000;
const AT_ONCE = 5_000;
const ADDS = 500;

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
  const limit = 'Bull looks for the place of a priority among all that wait';
  return [
    { what: 'an add with 100,000 waiting, against an empty queue', unit: 'ms', better: 'lower', ours, floor, limit },
  ];
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
    queue.add(task, 1 + (task.id.charCodeAt(0) % 7));
    await queue.settled();
  }
  const ms = (performance.now() - begunAt) / ADDS;
  await lane.close();
  return ms;
}
