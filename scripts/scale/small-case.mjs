/** A small case on the real thing: three people ask one worker for tasks of known length. When each begins, to be held against the simulation. */
import { setTimeout as wait } from 'node:timers/promises';
import { projectsWithHistory } from '../bench/history.mjs';
import { dist } from '../bench/place.mjs';
import { openLane } from '../bench/queue-by-hand.mjs';
import '../bench/noop-steps.mjs';

const PLACES = 4;
const STEP = new URL('../bench/noop-steps.mjs', import.meta.url).pathname;
export const TASK_MS = 250;
/** Who asks for how many, and when. */
const CROWD = [
  { owner: 'many', count: 40, at: 0 },
  { owner: 'some', count: 8, at: 300 },
  { owner: 'one', count: 1, at: 600 },
];

/** For `simulate`. */
export const works = () =>
  CROWD.flatMap(({ owner, count, at }) =>
    Array.from({ length: count }, () => ({ owner, lane: 'ai', at, ms: TASK_MS })),
  );
export const places = { ai: PLACES };

/** As `simulate` returns it, measured. */
export async function measure(place) {
  const [databaseUrl, redisUrl] = [await place.database(), await place.redis()];
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { Queue } = await import(dist('tasks/queue.js'));
  const { Tasks } = await import(dist('tasks/tasks.js'));
  const db = await createDataSource(databaseUrl, 4).initialize();
  const log = new EventLog(db, () => undefined);
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    AI_CONCURRENCY: String(PLACES),
    STEP_MS: String(TASK_MS),
  };
  const worker = await place.devreel('worker.js', env, [STEP]);
  const lane = openLane(redisUrl, 'ai');
  const tasks = new Tasks(new Queue({ ai: lane.queue }, lane.queue));
  const ownerOf = new Map();
  const begunAt = performance.now();
  for (const { owner, count, at } of CROWD) {
    const projects = await projectsWithHistory(db, count, false, owner);
    await wait(Math.max(0, begunAt + at - performance.now()));
    for (const projectId of projects) {
      ownerOf.set(projectId, owner);
      await log.write(projectId, (tx) => tasks.create(tx, { key: 'chapters', requestedBy: null }));
    }
  }
  const left = "SELECT count(*)::int AS left FROM tasks WHERE status IN ('queued', 'running')";
  while ((await db.query(left))[0].left > 0) await wait(50);
  const rows = await db.query(
    `SELECT project_id, (extract(epoch FROM queued_at - min(queued_at) OVER ()) * 1000)::float8 AS at,
       (extract(epoch FROM started_at - min(queued_at) OVER ()) * 1000)::float8 AS begun FROM tasks ORDER BY started_at`,
  );
  await worker.stop();
  await lane.close();
  await db.destroy();
  return rows.map(({ project_id: id, at, begun }) => ({ owner: ownerOf.get(id), lane: 'ai', at, begun }));
}
