/** Redis servers as they are found elsewhere: in a cluster, small, a replica, with users who may do little. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../scripts/embedded/ports.mjs';
import { programs } from './programs.js';
import { until } from './until.js';

export interface RedisServer {
  url: string;
  port: number;
  /** Of an administrator. */
  client: Redis;
  /** Stops it and removes its files; `kill` only does the first, and at once. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** A Redis with these settings, as on its command line. */
export async function startRedisWith(...settings: string[]): Promise<RedisServer> {
  const dir = await mkdtemp(join(tmpdir(), 'devreel-redis-'));
  const port = await freePort();
  const { path, env } = programs().redisBinary;
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', dir];
  const server = spawn(path, [...own, ...settings], { env: { ...process.env, ...env }, stdio: 'ignore' });
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
  client.on('error', () => undefined); // until it is there, and when it is killed
  await client.ping();
  const kill = () => ended(server, 'SIGKILL');
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    client,
    kill,
    async stop() {
      client.disconnect();
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill(signal);
  await exit;
}

const SLOTS = 16_384;

/** A cluster of `masters` that share the slots, each with so many replicas. The masters come first. */
export async function startRedisCluster(masters: number, replicas = 0): Promise<RedisServer[]> {
  const start = async () => {
    // By default the bus is 10,000 above the port, which may be too high.
    const bus = ['--cluster-port', String(await freePort())];
    const patience = ['--cluster-node-timeout', '2000'];
    return startRedisWith('--cluster-enabled', 'yes', ...bus, ...patience);
  };
  const nodes = await Promise.all(Array.from({ length: masters * (1 + replicas) }, start));
  const [first, ...others] = nodes;
  if (!first) throw new Error('A cluster has at least one node.');
  const busOf = async ({ client }: RedisServer) => ((await client.config('GET', 'cluster-port')) as string[])[1] ?? '';
  for (const node of others) {
    await first.client.call('CLUSTER', 'MEET', '127.0.0.1', node.port, await busOf(node));
  }
  await Promise.all(
    nodes.slice(0, masters).map((node, i) => {
      const from = Math.floor((i * SLOTS) / masters);
      const to = Math.floor(((i + 1) * SLOTS) / masters) - 1;
      return node.client.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
    }),
  );
  const known = async (node: RedisServer) => ((await node.client.cluster('NODES')) as string).trim().split('\n');
  await until('all nodes to know each other', async () =>
    (await Promise.all(nodes.map(known))).every((seen) => seen.length === nodes.length),
  );
  for (const [i, node] of nodes.slice(masters).entries()) {
    const id = (await nodes[i % masters]?.client.cluster('MYID')) as string;
    await until('the replica', async () => (await node.client.cluster('REPLICATE', id).catch(() => '')) === 'OK');
  }
  const isWhole = async ({ client }: RedisServer) =>
    (await client.cluster('INFO')).includes('cluster_state:ok') &&
    /role:master|master_link_status:up/.test(await client.info('replication'));
  await until('the cluster', async () => (await Promise.all(nodes.map(isWhole))).every(Boolean));
  return nodes;
}
