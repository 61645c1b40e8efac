/** What is wrong with the Redis at hand, asked on a connection of its own. */
import type { OnModuleDestroy } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { ReplyError } from 'ioredis';
import { openRedis } from '../outside/redis/connection.js';
import type { Channels, Condition } from '../outside/redis/condition.js';
import { examine, faultOf } from '../outside/redis/condition.js';
import { ANNOUNCE_CHANNEL, DRAFT_CHANNEL, PROGRESS_CHANNEL } from '../events/announce.js';
import { adapterChannels } from '../realtime/adapter-channels.js';
import { queueChannels } from '../tasks/queue.js';

const channels: Channels = {
  names: [ANNOUNCE_CHANNEL, PROGRESS_CHANNEL, DRAFT_CHANNEL, ...adapterChannels.names, ...queueChannels],
  patterns: adapterChannels.patterns,
};

/** Who asks does not wait for long. */
const ANSWER_WITHIN_MS = 2_000;
const KEPT_MS = 1_000;

/** Nobody was there to be asked. */
export class RedisOutOfReach extends Error {
  /** Such as ECONNREFUSED. */
  readonly code: string;

  /** `silent`: there was no refusal either. */
  constructor(
    readonly silent: boolean,
    why: Error | undefined,
  ) {
    super(silent ? 'Redis does not answer' : `Redis cannot be reached (${why?.message ?? 'no connection'})`);
    this.code = why && 'code' in why ? String(why.code) : 'no connection';
    this.name = 'RedisOutOfReach';
  }
}

export class RedisCondition implements OnModuleDestroy {
  private readonly redis: Redis;
  private trouble: Error | undefined;
  private asked: { at: number; answer: Promise<Condition> } | undefined;

  constructor(redisUrl: string) {
    const impatient = { commandTimeout: ANSWER_WITHIN_MS, maxRetriesPerRequest: 0 };
    this.redis = openRedis(redisUrl, { ...impatient, autoResubscribe: false, enableReadyCheck: false });
    this.redis.on('error', (error) => (this.trouble = error));
    this.redis.on('ready', () => (this.trouble = undefined));
  }

  /** An answer holds for a second. Throws `RedisOutOfReach`. */
  ask(): Promise<Condition> {
    if (!this.asked || performance.now() - this.asked.at > KEPT_MS) {
      this.asked = { at: performance.now(), answer: this.examined() };
    }
    return this.asked.answer;
  }

  private async examined(): Promise<Condition> {
    try {
      return await examine(this.redis, channels);
    } catch (error) {
      const fault = this.trouble && faultOf(this.trouble);
      if (fault) return { fault, warnings: [] };
      throw this.outOfReach(error);
    }
  }

  /** Whether anybody is there at this moment. Throws `RedisOutOfReach`. */
  async answers(): Promise<void> {
    try {
      await this.redis.ping();
    } catch (error) {
      // A refusal is an answer, too.
      if (!(error instanceof ReplyError)) throw this.outOfReach(error);
    }
  }

  private outOfReach(error: unknown): RedisOutOfReach {
    // ioredis has no other sign of it.
    return new RedisOutOfReach(error instanceof Error && error.message === 'Command timed out', this.trouble);
  }

  /** Nest's name for `close`. */
  onModuleDestroy(): void {
    this.close();
  }

  close(): void {
    this.redis.disconnect();
  }
}
