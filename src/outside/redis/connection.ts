/** The only file that opens connections to Redis. A line that falls silent is dropped, and the connection made anew. */
import type { RedisOptions } from 'ioredis';
import { Redis, ReplyError } from 'ioredis';
import { Nodes } from './nodes.js';
import { keepSubscribed } from './subscriptions.js';

/** How often a connection is asked whether anybody is there. */
const ASK_EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 4_000;
/** Redis answers nothing else on a connection that waits for a job. */
export const WAIT_FOR_JOB_SECONDS = 2;
/** A connection that is given up is not said goodbye to for long. */
const GOODBYE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

const patient: RedisOptions = {
  connectTimeout: ANSWER_WITHIN_MS,
  disconnectTimeout: GOODBYE_MS,
  keepAlive: 10_000,
  // Commands wait for the next connection, unless their caller wants otherwise.
  maxRetriesPerRequest: null,
};

/** A connection that lasts until it is closed, however often its line breaks or falls silent. In a cluster it finds its node. */
export function openRedis(redisUrl: string, options: RedisOptions = {}): Redis {
  const nodes = new Nodes(redisUrl);
  const redis: Redis = new Redis(redisUrl, {
    ...patient,
    reconnectOnError: (error) => nodes.onRefusal(redis, error),
    retryStrategy(times) {
      nodes.beforeRetry(redis, times);
      return Math.min(times * 100, LONGEST_PAUSE_MS);
    },
    ...options,
  });
  redis.on('ready', () => void nodes.learn(redis));
  replaceWhenSilent(redis);
  if (redis.options.autoResubscribe) keepSubscribed(redis);
  return redis;
}

/** From the first byte on, and then again and again: an answer within its time, or the line is dropped. */
function replaceWhenSilent(redis: Redis): void {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = (): void => redis.disconnect(true);
  const ask = (): void => {
    timer = setTimeout(giveUp, ANSWER_WITHIN_MS + WAIT_FOR_JOB_SECONDS * 1_000);
    const asked = timer;
    const answered = (): void => {
      // Of a connection that is there no more.
      if (asked !== timer) return;
      clearTimeout(timer);
      timer = setTimeout(ask, ASK_EVERY_MS);
    };
    redis.ping().then(answered, (error: unknown) => {
      // A refusal is an answer, too.
      if (error instanceof ReplyError) answered();
    });
  };
  redis.on('connect', () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
  });
  redis.on('ready', () => {
    clearTimeout(timer);
    ask();
  });
  redis.on('close', () => clearTimeout(timer));
}
