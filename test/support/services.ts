/** A database and a Redis of a test's own. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startRedis } from '../../scripts/embedded/redis.mjs';
import { programs } from './programs.js';

export interface TestDatabase {
  url: string;
  /** Also ends the connections that others still have to it. */
  drop(): Promise<void>;
}

/** On the shared PostgreSQL: an empty one, or a copy of the database `template`, to which nobody may be connected. */
export async function createDatabase(template = 'template1'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(programs().postgresAdminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client(programs().postgresAdminUrl);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export interface TestRedis {
  url: string;
  port: number;
  pid: number;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
  /** kill -9, then a new one with nothing in it, on the same port with the same password. */
  replaceWithEmpty(): Promise<void>;
}

/** A Redis server of its own, without persistence. */
export async function createRedis(): Promise<TestRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'devreel-redis-'));
  const start = () => startRedis({ dir, log: join(dir, 'redis.log'), durable: false, binary: programs().redisBinary });
  let running = await start();
  return {
    url: running.url,
    port: running.port,
    get pid() {
      return running.pid;
    },
    stop: async () => {
      await running.stop();
      rmSync(dir, { recursive: true, force: true });
    },
    replaceWithEmpty: async () => {
      if (running.alive()) process.kill(running.pid, 'SIGKILL');
      while (running.alive()) await new Promise((resolve) => setTimeout(resolve, 5));
      running = await start();
    },
  };
}
