/** Announcements from the process that commits to all web processes: three Redis channels, best effort. */
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { openRedis } from '../outside/redis/connection.js';
import type { Announce } from './event-log.js';

/** Nest's token for `createPublisher`'s connection. */
export const PUBLISHER = Symbol('publisher');

export const ANNOUNCE_CHANNEL = 'devreel:announce';
export const PROGRESS_CHANNEL = 'devreel:progress';
export const DRAFT_CHANNEL = 'devreel:draft';

/** A connection that fails at once while Redis is away, so that nobody waits for it. */
export function createPublisher(redisUrl: string): Redis {
  const logger = new Logger('Redis');
  const redis = openRedis(redisUrl, { enableOfflineQueue: false, commandTimeout: 1_000, maxRetriesPerRequest: 0 });
  redis.on('error', (error) => logger.debug(`not reachable: ${error.message}`));
  return redis;
}

/** An announcement that is lost because Redis is away is found in the log by the web processes themselves. */
export function announceBy(redis: Redis): Announce {
  const logger = new Logger('Announce');
  return (announcement) => {
    redis.publish(ANNOUNCE_CHANNEL, JSON.stringify(announcement)).catch((error: unknown) => {
      logger.warn(
        `Announcement for ${announcement.projectId} not sent, tabs hear of it a little later: ${String(error)}`,
      );
    });
  };
}
