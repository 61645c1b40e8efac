/** What Prometheus is told. Workers have no port: theirs lie in the database, and any web process tells them, too. */
import { AggregatorRegistry, collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { DataSource } from 'typeorm';

export const httpSeconds = new Histogram({
  name: 'devreel_http_request_seconds',
  help: 'From a request to the end of its answer.',
  labelNames: ['method', 'status'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
});

export const eventLagSeconds = new Histogram({
  name: 'devreel_event_lag_seconds',
  help: 'From the commit of an event to its way out to the tabs of this process.',
  buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
});

export const taskSeconds = new Histogram({
  name: 'devreel_task_seconds',
  help: 'One attempt of a task, by how it ended.',
  labelNames: ['step', 'outcome'],
  buckets: [0.1, 0.5, 2, 10, 30, 120, 600, 3_600],
});

type Metrics = MetricObjectWithValues<MetricValue<string>>[];

/** Call once in each process. `kind` and `id` tell its figures from those of the others. */
export function measureProcess(kind: 'web' | 'worker', id: string): void {
  register.setDefaultLabels({ process: kind, id });
  collectDefaultMetrics();
}

/** Open sockets of this process, counted when asked. */
export function measureSockets(count: () => number): void {
  new Gauge({
    name: 'devreel_sockets',
    help: 'Open sockets of this process.',
    collect() {
      this.set(count());
    },
  });
}

const QUEUES = `
  SELECT lane, status, count(*)::int AS tasks,
    coalesce(extract(epoch FROM clock_timestamp() - min(greatest(queued_at, run_at))), 0)::float AS age
  FROM tasks WHERE status = 'running' OR (status = 'queued' AND waiting_for = '{}')
  GROUP BY lane, status`;

/** Tasks that could run or do, by lane, counted when asked. */
export function measureQueues(db: DataSource): void {
  const labelNames = ['lane', 'status'];
  const age = new Gauge({
    name: 'devreel_queue_age_seconds',
    help: 'How long the oldest task that could run has been waiting.',
    labelNames: ['lane'],
  });
  new Gauge({
    name: 'devreel_queue_tasks',
    help: 'Tasks that wait for a worker, or run.',
    labelNames,
    async collect() {
      const rows: { lane: string; status: string; tasks: number; age: number }[] = await db.query(QUEUES);
      this.reset();
      age.reset();
      for (const lane of ['media', 'ai']) {
        for (const status of ['queued', 'running']) this.set({ lane, status }, 0);
        age.set({ lane }, 0);
      }
      for (const row of rows) {
        this.set({ lane: row.lane, status: row.status }, row.tasks);
        if (row.status === 'queued') age.set({ lane: row.lane }, Math.max(0, row.age));
      }
    },
  });
}

const KEEP_WORKER_METRICS = 'UPDATE workers SET metrics = $2 WHERE id = $1';

/** Stores this worker's figures beside its sign of life. */
export async function storeMetrics(db: DataSource, workerId: string): Promise<void> {
  await db.query(KEEP_WORKER_METRICS, [workerId, JSON.stringify(await register.getMetricsAsJSON())]);
}

const LIVE_WORKERS = `
  SELECT metrics FROM workers WHERE metrics IS NOT NULL AND seen_at > now() - interval '1 minute'`;

/** This process's figures and those of all live workers, in Prometheus's text format. */
export async function exposition(db: DataSource): Promise<{ type: string; text: string }> {
  const own = (await register.getMetricsAsJSON()) as Metrics;
  const workers: { metrics: Metrics }[] = await db.query(LIVE_WORKERS);
  const all = AggregatorRegistry.aggregate([own, ...workers.map(({ metrics }) => metrics)]);
  return { type: register.contentType, text: await all.metrics() };
}
