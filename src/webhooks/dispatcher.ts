/** Sends what happens in projects to their webhooks: of each project in order, one after the other, until it was taken. In worker processes. */
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { localOwner } from '../auth/sign-in-links.js';
import { ANNOUNCE_CHANNEL } from '../events/announce.js';
import type { EventLog } from '../events/event-log.js';
import { openRedis } from '../outside/redis/connection.js';
import type { ServerSettings } from '../settings/env.js';
import type { Seal } from '../settings/seal.js';
import { deliveryIdOf, noteTry } from './deliveries.js';
import { pauseWebhook } from './pause.js';
import type { Administrators, Claimed, Next, Pair } from './positions.js';
import { Positions } from './positions.js';
import type { Sent } from './send.js';
import { Sender } from './send.js';

/** What was announced while nobody listened, and what is due again, is found after this time. */
const SWEEP_MS = 3_000;
/** What is announced within this time is looked for together: a look costs as much for many projects as for one. */
const GATHER_MS = 50;
/** When places became free for some that had none, soonest after this time, and after so many times as long as the last look at everything took. */
const AGAIN_MS = 200;
const AGAIN_LOOKS = 10;
/** So many positions are sent for at once, however slow their receivers are; how many of one webhook, and of one person, `positions.ts` says. */
const MOST_AT_ONCE = 64;
/** Pauses double from the first to the longest. */
const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 2 * 3_600;
/** A receiver that says it is gone for good. */
const GONE = 410;

const announced = z.object({ projectId: z.uuid() });

export type DispatcherSettings = Pick<
  ServerSettings,
  'redisUrl' | 'reach' | 'webhookPatienceMs' | 'admins' | 'isLoopbackOnly'
>;

export class Dispatcher {
  private readonly logger = new Logger('Webhooks');
  private readonly positions: Positions;
  private readonly administrators: Administrators;
  private readonly sender: Sender;
  private readonly redis: Redis;
  private readonly patienceMs: number;
  private timer: NodeJS.Timeout | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly underWay = new Map<Claimed, Promise<void>>();
  /** Projects in which something has happened since they were looked at. */
  private lively = new Set<string>();
  /** Whether all projects are to be looked at. */
  private everywhere = false;
  private looking: Promise<void> | null = null;
  /** Some were due for which there was no place. */
  private moreWaits = false;
  /** What the last look at everything took. */
  private lookMs = 0;

  constructor(
    private readonly log: EventLog,
    seal: Seal,
    { redisUrl, reach, webhookPatienceMs, admins, isLoopbackOnly }: DispatcherSettings,
  ) {
    this.administrators = { named: [localOwner.email, ...admins], unprovedToo: isLoopbackOnly };
    this.positions = new Positions(log.db, seal, this.administrators);
    this.sender = new Sender(reach);
    this.patienceMs = webhookPatienceMs;
    this.redis = openRedis(redisUrl, { lazyConnect: true });
    this.redis.on('error', (error) => this.logger.debug(`Redis: ${error.message}`));
    this.redis.on('message', (_, message) => this.hear(message));
  }

  /** Not awaited: without Redis it looks by itself, a little later. */
  start(): void {
    this.redis.subscribe(ANNOUNCE_CHANNEL).catch((error: unknown) => {
      if (!this.stopped) this.logger.warn(`Not subscribed: ${String(error)}`);
    });
    this.timer = setInterval(() => this.lookEverywhere(), SWEEP_MS);
  }

  /** What is being sent is waited for; what is not taken then is sent by others. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    clearTimeout(this.again);
    this.redis.disconnect();
    await this.looking;
    await Promise.all(this.underWay.values());
    await this.sender.close();
  }

  private hear(message: string): void {
    const { data } = announced.safeParse(jsonOf(message));
    if (!data) return;
    this.lively.add(data.projectId);
    this.lookSoon();
  }

  private lookEverywhere(): void {
    this.everywhere = true;
    this.lookSoon();
  }

  /** One look at a time, so that each knows what is under way. */
  private lookSoon(): void {
    if (this.looking || this.stopped || !(this.everywhere || this.lively.size > 0)) return;
    this.looking = this.gather().finally(() => {
      this.looking = null;
      this.lookSoon();
    });
  }

  private async gather(): Promise<void> {
    await wait(GATHER_MS);
    const projectIds = this.everywhere ? null : [...this.lively];
    this.everywhere = false;
    this.lively = new Set();
    if (!this.stopped) await this.look(projectIds);
  }

  /** Never rejects. */
  private async look(projectIds: string[] | null): Promise<void> {
    const free = MOST_AT_ONCE - this.underWay.size;
    this.moreWaits ||= free === 0;
    if (free === 0) return;
    try {
      const began = performance.now();
      const { claimed, more } = await this.positions.claim(projectIds, free, [...this.underWay.keys()]);
      if (projectIds === null) this.lookMs = performance.now() - began;
      this.moreWaits ||= more;
      for (const pair of claimed) this.begin(pair);
    } catch (error) {
      this.logger.warn(`Not looked for what is to be sent, the next time is in seconds: ${String(error)}`);
    }
  }

  private begin(pair: Claimed): void {
    const sending = this.sendAll(pair)
      .catch((error: unknown) => {
        this.logger.warn(`${pair.webhookId} goes on in seconds: ${String(error)}`);
      })
      .finally(() => this.end(pair));
    this.underWay.set(pair, sending);
  }

  /** Its place is free for others. */
  private end(pair: Claimed): void {
    this.underWay.delete(pair);
    if (!this.moreWaits || this.stopped || this.again) return;
    this.moreWaits = false;
    this.again = setTimeout(
      () => {
        this.again = undefined;
        this.lookEverywhere();
      },
      Math.max(AGAIN_MS, AGAIN_LOOKS * this.lookMs),
    );
  }

  private async sendAll(pair: Pair): Promise<void> {
    let goesOn = true;
    while (goesOn && !this.stopped) goesOn = await this.sendNext(pair);
    if (this.stopped) await this.log.db.query(LET_GO, [pair.webhookId, pair.projectId]);
  }

  /** False when there is nothing more to do for now. */
  private async sendNext(pair: Pair): Promise<boolean> {
    const next = await this.positions.next(pair);
    if (!next) return false;
    const { event, position } = next;
    if (!event) {
      await this.positions.move(pair, position, next.lastSeq, false);
      return false;
    }
    const sent = await this.sender.send(next.url, deliveryIdOf(pair, event.seq), event, next.secrets);
    await noteTry(this.log.db, pair, event, sent);
    if (sent.error === null) return this.positions.move(pair, position, event.seq, true);
    await this.notTaken(pair, next, sent);
    return false;
  }

  private async notTaken(pair: Pair, next: Next, sent: Sent): Promise<void> {
    const { failures, position } = next;
    const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(failures, 20));
    await this.positions.putOff(pair, position, pause);
    const isOver = sent.status === GONE || (next.failingMs !== null && next.failingMs >= this.patienceMs);
    if (isOver) await this.pause(pair, next, sent);
  }

  /** Nothing more is sent to it until its person lets it go on. */
  private async pause({ webhookId: id }: Pair, next: Next, { error }: Sent): Promise<void> {
    const because = error ?? SILENT;
    const { url, installation, onlyProjectId: projectId } = next;
    const paused = { id, url, projectId, installation, because };
    if (!(await pauseWebhook(this.log.db, paused, this.administrators)) || !installation) return;
    this.logger.error(`The webhook of this installation to ${new URL(url).host} is paused: ${because}`);
  }
}

const SILENT = 'It did not answer.';
const LET_GO = `UPDATE webhook_positions SET due_at = now() WHERE webhook_id = $1 AND project_id = $2 AND failures = 0`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Everybody who can reach Redis can publish there.
    return null;
  }
}
