/** How much waits in the queues, and for how long, as Prometheus is told. */
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { lanes } from '../contract/task.js';
import { isDatabaseOutage } from '../database/outages.js';

const WAITING = `
  SELECT lane, status, count(*)::int AS tasks,
    coalesce(extract(epoch FROM clock_timestamp() - min(greatest(queued_at, run_at))), 0)::float AS age
  FROM tasks WHERE status = 'running' OR (status = 'queued' AND waiting_for = '{}')
  GROUP BY lane, status`;

interface Waiting {
  lane: string;
  status: string;
  tasks: number;
  age: number;
}

/** Null while the database is away: then nobody knows. */
async function waitingIn(db: DataSource): Promise<Waiting[] | null> {
  try {
    return await db.query<Waiting[]>(WAITING);
  } catch (error) {
    if (isDatabaseOutage(error)) return null;
    throw error;
  }
}

/** Tasks that could run or do, by lane. Each figure asks for itself: all of one answer are collected at the same time. */
export function measureQueues(db: DataSource): void {
  new Gauge({
    name: 'devreel_queue_age_seconds',
    help: 'How long the oldest task that could run has been waiting.',
    labelNames: ['lane'],
    async collect() {
      const rows = await waitingIn(db);
      this.reset();
      if (!rows) return;
      for (const lane of lanes) {
        const queued = rows.find((row) => row.lane === lane && row.status === 'queued');
        this.set({ lane }, Math.max(0, queued?.age ?? 0));
      }
    },
  });
  new Gauge({
    name: 'devreel_queue_tasks',
    help: 'Tasks that wait for a worker, or run.',
    labelNames: ['lane', 'status'],
    async collect() {
      const rows = await waitingIn(db);
      this.reset();
      if (!rows) return;
      for (const lane of lanes) {
        for (const status of ['queued', 'running']) {
          this.set({ lane, status }, rows.find((row) => row.lane === lane && row.status === status)?.tasks ?? 0);
        }
      }
    },
  });
}
