/**
 * Finds the node of a Redis Cluster that keeps Devreel's keys. They all have one hash tag, so one node has them all, and a plain
 * connection to that node is enough: it goes where a refusal (MOVED) points to, and when nobody answers there, asks the others.
 */
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** The hash tag that all keys begin with: a cluster keeps what has the same one on the same node. */
export const HASH_TAG = '{devreel}';

interface Place {
  host: string;
  port: number;
}

/** By the address that Devreel was given: what any connection of this process has learned of the cluster behind it. */
const clusters = new Map<string, Place[]>();

const MOVED = /^MOVED \d+ (.*):(\d+)$/;

/** Of `CLUSTER SLOTS`: first and last slot, then its nodes, each with its host, its port and more. A host may not be known. */
const slots = z.array(
  z.tuple([z.number(), z.number()]).rest(z.tuple([z.string().nullable(), z.number()]).rest(z.unknown())),
);

/** Goes from node to node on behalf of one connection. */
export class Nodes {
  private readonly given: Place;
  private tried = 0;

  /** `redisUrl`: the address that Devreel was given. */
  constructor(private readonly redisUrl: string) {
    const { hostname, port } = new URL(redisUrl);
    this.given = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 6_379 };
  }

  /** For ioredis' `reconnectOnError`: whether the connection is to be made anew, and (2) the command to be sent once more. */
  onRefusal(redis: Redis, { message }: Error): false | 1 | 2 {
    const [, host = '', port] = MOVED.exec(message) ?? [];
    if (port !== undefined) {
      this.goTo(redis, { host: host || (redis.options.host ?? this.given.host), port: Number(port) });
      return 2;
    }
    // After a failover the same address leads to another server.
    return message.startsWith('READONLY') ? 1 : false;
  }

  /** Before another try to connect, after `failed` that came to nothing: first where it was, then at each of the others. */
  beforeRetry(redis: Redis, failed: number): void {
    if (failed <= 1) return;
    const all = [this.given, ...(clusters.get(this.redisUrl) ?? [])];
    const next = all[this.tried++ % all.length];
    if (next) this.goTo(redis, next);
  }

  /** Asks for the other nodes. A Redis that is no cluster, or a connection that only listens, refuses to say; that is an answer, too. */
  async learn(redis: Redis): Promise<void> {
    const answer = await redis.cluster('SLOTS').catch(() => []);
    const found = slots.safeParse(answer).data ?? [];
    const places = found.flatMap(([, , ...nodes]) => nodes.map(([host, port]) => ({ host, port })));
    const known = places.filter((place): place is Place => place.host !== null && place.host !== '');
    if (known.length === 0) return;
    const unlike = new Map(known.map((place) => [`${place.host}:${place.port}`, place]));
    clusters.set(this.redisUrl, [...unlike.values()]);
  }

  private goTo(redis: Redis, { host, port }: Place): void {
    redis.options.host = host;
    redis.options.port = port;
  }
}
