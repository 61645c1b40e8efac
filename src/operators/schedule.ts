/** Scheduled work: what there is, when it was last done and how it went, when it is next; and one of it done now. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ScheduledWork } from '../contract/operators.js';
import { problems } from '../http/problem.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { Queue } from '../tasks/queue.js';
import { choreNames, chorePlan, IS_INTERRUPTED, isChore, momentAfter } from '../tasks/chore-plan.js';

interface Run {
  name: string;
  started_at: Date;
  ended_at: Date | null;
  failed: boolean;
  said: string | null;
  by_hand: boolean;
  interrupted: boolean;
}

const RUNS = `SELECT c.*, ${IS_INTERRUPTED} AS interrupted FROM chore_runs c WHERE c.name = ANY($1) AND c.started_at IS NOT NULL`;

@Injectable()
export class Schedule {
  constructor(
    private readonly db: DataSource,
    private readonly queue: Queue,
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'leaseMs'>,
  ) {}

  async list(): Promise<ScheduledWork[]> {
    const runs = await this.db.query<Run[]>(RUNS, [choreNames, this.settings.leaseMs / 1_000]);
    const now = new Date();
    return choreNames.map((name) => {
      const run = runs.find((one) => one.name === name);
      const cron = chorePlan[name];
      return { name, cron, nextAt: momentAfter(name, now).toISOString(), lastRun: run ? lastRun(run) : null };
    });
  }

  /** A worker does it as soon as one is free. Throws the problems 404, and 503 while Redis takes nothing. */
  async trigger(name: string): Promise<void> {
    if (!isChore(name)) throw problems.notFound('Scheduled work of this name');
    if (!(await this.queue.trigger(name))) throw problems.unavailable('Redis');
  }
}

function lastRun(run: Run): NonNullable<ScheduledWork['lastRun']> {
  return {
    startedAt: run.started_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    outcome: outcomeOf(run),
    said: run.said,
    isByHand: run.by_hand,
  };
}

function outcomeOf(run: Run): NonNullable<ScheduledWork['lastRun']>['outcome'] {
  if (run.ended_at === null) return run.interrupted ? 'interrupted' : 'running';
  return run.failed ? 'failed' : 'done';
}
