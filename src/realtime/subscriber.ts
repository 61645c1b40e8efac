/** Subscribes to what all processes announce, and compares with the database now and then for what was lost. */
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { clip } from '../contract/clip.js';
import { ANNOUNCE_CHANNEL, DRAFT_CHANNEL, PROGRESS_CHANNEL } from '../events/announce.js';
import { announcement, draftDelta, taskProgress } from '../events/announced.js';
import { openRedis } from '../outside/redis/connection.js';
import type { AccessRecheck } from './access-recheck.js';
import type { Feed } from './feed.js';
import type { NoticeFeed } from './notice-feed.js';
import type { Presence } from './presence.js';
import { PRESENCE_CHANNEL } from './presence-elsewhere.js';
import type { Rooms } from './rooms.js';
import { rooms } from './rooms.js';

const COMPARE_MS = 5_000;
/** Rooms that were quiet for 12 comparisons, which is a minute, are compared only each 12th time. */
const IDLE_EVERY = 12;
const IDLE_AFTER = IDLE_EVERY;

/** Where what was heard goes. */
export interface Destinations {
  rooms: Rooms;
  feed: Feed;
  notices: NoticeFeed;
  recheck: AccessRecheck;
  presence: Pick<Presence, 'elsewhere' | 'expel'>;
}

export class Subscriber {
  private readonly logger = new Logger(Subscriber.name);
  private readonly redis: Redis;
  private timer: NodeJS.Timeout | undefined;
  private comparing: Promise<void> = Promise.resolve();
  private stopped = false;
  private round = 0;
  /** For each project, the comparison during which it was last heard of, or first followed, by its number. */
  private readonly heard = new Map<string, number>();
  /** False when something may have been announced since the last comparison while this process was not subscribed. */
  private unbroken = false;

  constructor(
    redisUrl: string,
    private readonly to: Destinations,
  ) {
    this.redis = openRedis(redisUrl, { lazyConnect: true });
    this.redis.on('error', (error) => this.logger.debug(`Redis: ${error.message}`));
    this.redis.on('close', () => (this.unbroken = false));
    this.redis.on('message', (channel, message) => this.hear(channel, message));
  }

  /** Not awaited: without Redis the comparisons do the work, a little later. */
  start(): void {
    this.redis
      .subscribe(ANNOUNCE_CHANNEL, PROGRESS_CHANNEL, DRAFT_CHANNEL, PRESENCE_CHANNEL)
      .catch((error: unknown) => {
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

  /** A broken announcement must not end this process: what it was about is in the log. */
  private hear(channel: string, message: string): void {
    try {
      this.pass(channel, JSON.parse(message));
    } catch (error) {
      this.logger.warn(`Not understood on ${channel}, and dropped: ${clip(message, 200)} (${String(error)})`);
    }
  }

  private pass(channel: string, said: unknown): void {
    const { feed, notices } = this.to;
    if (channel === PROGRESS_CHANNEL) {
      const progress = taskProgress.parse(said);
      this.heardOf(progress.projectId);
      this.to.rooms.sendVolatile(rooms.project(progress.projectId), 'task:progress', progress);
    } else if (channel === DRAFT_CHANNEL) {
      const delta = draftDelta.parse(said);
      this.heardOf(delta.projectId);
      this.to.rooms.sendUnlessFull(rooms.project(delta.projectId), 'draft:delta', delta);
    } else if (channel === PRESENCE_CHANNEL) {
      this.to.presence.elsewhere.hear(said);
    } else {
      const announced = announcement.parse(said);
      this.heardOf(announced.projectId);
      // First, so that people who are no longer members do not hear the rest.
      for (const userId of announced.removed) {
        this.to.rooms.expel({ projectId: announced.projectId, userId });
        this.to.presence.expel(announced.projectId, userId);
      }
      feed.take(announced);
      notices.take(announced);
    }
  }

  private heardOf(projectId: string): void {
    if (this.heard.has(projectId)) this.heard.set(projectId, this.round);
  }

  private async compare(): Promise<void> {
    this.round += 1;
    const all = this.round % IDLE_EVERY === 0 || !this.unbroken;
    // Before anything is read: what is announced from now on is heard.
    this.unbroken = this.redis.status === 'ready';
    const { feed, notices, recheck } = this.to;
    this.to.rooms.cutOffNotReading();
    const projectIds = this.lively(all);
    try {
      await feed.compare(projectIds);
      await recheck.checkMembers(projectIds);
      if (all) await recheck.checkSessions();
      await notices.compare();
    } catch (error) {
      this.unbroken = false;
      this.logger.warn(`Comparing with the log failed, the next is in ${COMPARE_MS / 1_000} s: ${String(error)}`);
    }
  }

  /** The projects to compare: all that are followed here, or only those that were not quiet. */
  private lively(all: boolean): string[] {
    const followed = this.to.rooms.local('project');
    const before = new Map(this.heard);
    this.heard.clear();
    for (const id of followed) this.heard.set(id, before.get(id) ?? this.round);
    return all ? followed : followed.filter((id) => this.round - (this.heard.get(id) ?? 0) <= IDLE_AFTER);
  }
}
