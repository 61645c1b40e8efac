/** What is needed to find out why a run went wrong, and is gone with its processes. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { lanes } from '../../../src/contract/task.js';
import type { Stage } from '../scene.js';

/** Runs `work`; when it throws, keeps what the processes have printed, and what Redis and the tables hold, in one file. */
export async function keepingWhy<T>(stage: Stage, seed: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const file = join(tmpdir(), `devreel-chaos-${seed}.log`);
    await writeFile(file, [await redisOf(stage), await tablesOf(stage), stage.world.printed()].join('\n\n'));
    console.error(`What the processes printed, and what Redis and the database held: ${file}`);
    throw error;
  }
}

async function redisOf({ world }: Stage): Promise<string> {
  const redis = new Redis(world.redis.url, { maxRetriesPerRequest: 1 });
  const lines: string[] = [];
  try {
    for (const lane of lanes) {
      const at = (list: string): string => `{devreel}:${lane}:${list}`;
      for (const list of ['wait', 'active'])
        lines.push(`${at(list)}: ${(await redis.lrange(at(list), 0, -1)).join(' ')}`);
      for (const set of ['priority', 'delayed', 'stalled'])
        lines.push(`${at(set)}: ${(await membersOf(redis, at(set))).join(' ')}`);
    }
    lines.push(String(await redis.client('LIST')));
  } catch (error) {
    lines.push(`Redis does not answer: ${String(error)}`);
  }
  redis.disconnect();
  return lines.join('\n');
}

async function membersOf(redis: Redis, key: string): Promise<string[]> {
  return (await redis.type(key)) === 'set' ? redis.smembers(key) : redis.zrange(key, 0, -1);
}

async function tablesOf({ world: { db } }: Stage): Promise<string> {
  const unfinished = "SELECT * FROM tasks WHERE status IN ('queued', 'running')";
  const connections =
    'SELECT pid, state, wait_event, xact_start, query FROM pg_stat_activity WHERE datname = current_database()';
  const lines: string[] = [];
  for (const sql of [unfinished, 'SELECT *, now() FROM workers', connections]) {
    const rows = await db.query<unknown[]>(sql).catch((error: unknown) => [String(error)]);
    lines.push(sql, ...rows.map((row) => JSON.stringify(row)));
  }
  return lines.join('\n');
}
