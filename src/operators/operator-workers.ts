/** The worker processes one by one, and the order to one of them to take nothing new. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OperatorWorker } from '../contract/operators.js';
import { WorkerRow } from '../database/entities/task.entity.js';
import type { WorkerAbout } from '../database/entities/task.entity.js';
import { problems } from '../http/problem.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';

interface Found {
  id: string;
  host: string;
  pid: number;
  seen_at: Date;
  lives: boolean;
  draining: boolean;
  about: WorkerAbout;
  running: number;
}

/** The rows of those that are gone are kept for a day. */
const WORKERS = `
  SELECT w.*, w.seen_at > now() - make_interval(secs => $1) AS lives,
    (SELECT count(*)::int FROM tasks t WHERE t.worker_id = w.id AND t.status = 'running') AS running
  FROM workers w ORDER BY lives DESC, host, pid`;

@Injectable()
export class OperatorWorkers {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'leaseMs'>,
  ) {}

  async list(): Promise<OperatorWorker[]> {
    const found = await this.db.query<Found[]>(WORKERS, [this.settings.leaseMs / 1_000]);
    return found.map(({ id, host, pid, seen_at: seenAt, lives, draining, about, running }) => ({
      id,
      host,
      pid,
      seenAt: seenAt.toISOString(),
      lives,
      isDraining: draining,
      running,
      places: about.places ?? {},
      warnings: about.warnings ?? [],
    }));
  }

  /** The worker hears of it with its next heartbeat. Throws the problem 404 for a worker that is gone. */
  async drain(id: string, draining: boolean): Promise<OperatorWorker> {
    await this.db.manager.update(WorkerRow, { id }, { draining });
    const worker = (await this.list()).find((one) => one.id === id);
    if (!worker?.lives) throw problems.notFound('This worker');
    return worker;
  }
}
