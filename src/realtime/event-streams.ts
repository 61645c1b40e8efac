/** The log over HTTP: read once, or followed. */
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import { Accounts } from '../auth/accounts.js';
import { roleIn } from '../members/access.js';
import { problems } from '../http/problem.js';
import type { ProjectEvents } from '../contract/realtime.js';
import { logAfter } from '../events/event-log.js';
import { EventStream } from './event-stream.js';
import { Feed } from './feed.js';
import { tooManyOpenProblem } from './open-limit.js';
import { ownRooms, Rooms, rooms } from './rooms.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';

/** The most events that are read at once for a stream. */
const PAGE = 200;

@Injectable()
export class EventStreams {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: Accounts,
    private readonly feed: Feed,
    private readonly out: Rooms,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'socketsPerAccount'>,
  ) {}

  /** Throws the problem 404 for people who may not see the project. */
  async read(userId: string, projectId: string, after: number, most?: number): Promise<ProjectEvents> {
    const part = await this.find(userId, projectId, after, most);
    if (!part) throw problems.notFound('This project');
    return part;
  }

  /** Answers with the events after `after` and goes on with those that come. Throws the problems 404 and 429 `too_many_sockets`. */
  async open(caller: Caller, projectId: string, after: number, request: Request, response: Response): Promise<void> {
    const { userId } = caller;
    const most = this.settings.socketsPerAccount;
    if (most > 0 && this.out.openOf(userId) >= most) throw tooManyOpenProblem(most);
    const stream = new EventStream(
      userId,
      [rooms.project(projectId), ...ownRooms(caller)],
      response,
      after,
      (from) => this.find(userId, projectId, from, PAGE),
      () => this.out.streams.remove(stream),
    );
    // The client hung up while it was identified: nobody would take the stream out of its rooms again.
    if (!stream.isOpen) return;
    // As with a tab's join: what is announced from now on is not missed.
    this.out.streams.add(stream);
    await this.feed.begin(projectId);
    // Signed out since the guard looked: nobody else would end this stream.
    if (!(await this.accounts.identify(request.headers))) throw problems.unauthorized();
    const first = await this.read(userId, projectId, after, PAGE);
    stream.begin(first);
  }

  private find(userId: string, projectId: string, after: number, most?: number): Promise<ProjectEvents | null> {
    return this.db.transaction('REPEATABLE READ', async (tx) =>
      (await roleIn(tx, projectId, userId)) ? logAfter(tx, projectId, after, most) : null,
    );
  }
}
