/** Hears what the other processes announce, and asks the database now and then for what was not heard. */
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { DraftDelta, TaskProgress } from '../contract/realtime.js';
import { ANNOUNCE_CHANNEL, DRAFT_CHANNEL, PROGRESS_CHANNEL } from './announce.js';
import type { Feed } from './feed.js';
import type { NoticeFeed } from './notice-feed.js';
import type { Announcement } from './project-tx.js';
import type { Rooms } from './rooms.js';
import { rooms } from './rooms.js';

const COMPARE_MS = 5_000;

export class Listener {
  private readonly logger = new Logger(Listener.name);
  private readonly redis: Redis;
  private timer: NodeJS.Timeout | undefined;
  private comparing: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    redisUrl: string,
    private readonly rooms: Rooms,
    private readonly feed: Feed,
    private readonly notices: NoticeFeed,
  ) {
    this.redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: null });
    this.redis.on('error', (error) => this.logger.debug(`Redis: ${error.message}`));
    this.redis.on('message', (channel, message) => this.hear(channel, message));
  }

  /** Not awaited: without Redis the comparisons do the work, a little later. */
  start(): void {
    this.redis.subscribe(ANNOUNCE_CHANNEL, PROGRESS_CHANNEL, DRAFT_CHANNEL).catch((error: unknown) => {
      if (!this.stopped) this.logger.warn(`Not subscribed: ${String(error)}`);
    });
    const plan = (): void => {
      if (this.stopped) return;
      this.timer = setTimeout(() => {
        this.comparing = this.compare().then(plan);
      }, COMPARE_MS);
    };
    plan();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.redis.disconnect();
    await this.comparing;
  }

  private hear(channel: string, message: string): void {
    if (channel === PROGRESS_CHANNEL) {
      const progress = JSON.parse(message) as TaskProgress;
      this.rooms.sendVolatile(rooms.project(progress.projectId), 'task:progress', progress);
      return;
    }
    if (channel === DRAFT_CHANNEL) {
      const delta = JSON.parse(message) as DraftDelta;
      this.rooms.sendUnlessFull(rooms.project(delta.projectId), 'draft:delta', delta);
      return;
    }
    const announcement = JSON.parse(message) as Announcement;
    this.feed.take(announcement);
    this.notices.take(announcement);
  }

  private async compare(): Promise<void> {
    try {
      await this.feed.compare();
      await this.notices.compare();
    } catch (error) {
      this.logger.warn(`Comparing with the log failed, the next is in ${COMPARE_MS / 1_000} s: ${String(error)}`);
    }
  }
}
