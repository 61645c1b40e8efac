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

const connections = {
  sockets: ['devreel_sockets', 'Open sockets of this process.'],
  streams: ['devreel_event_streams', 'Open server-sent event streams of this process.'],
  unsent: ['devreel_sockets_unsent_bytes', 'What waits to be sent to the sockets of this process.'],
  projects: ['devreel_followed_projects', 'Projects that something open of this process follows.'],
} as const;

/** What is open of this process, counted when asked. */
export function measureConnections(counts: Record<keyof typeof connections, () => number>): void {
  for (const [what, [name, help]] of Object.entries(connections)) {
    const gauge: Gauge = new Gauge({ name, help, collect: () => gauge.set(counts[what as keyof typeof counts]()) });
  }
}

const KEEP_WORKER_METRICS = 'UPDATE workers SET metrics = $2 WHERE id = $1';

/** Stores this worker's figures beside its sign of life. */
export async function storeMetrics(db: DataSource, workerId: string): Promise<void> {
  await db.query(KEEP_WORKER_METRICS, [workerId, JSON.stringify(await register.getMetricsAsJSON())]);
}

const LIVE_WORKERS = `
  SELECT metrics FROM workers WHERE metrics IS NOT NULL AND seen_at > now() - interval '1 minute'`;

/** This process's figures and, where there is a database to ask, those of all live workers, in Prometheus's text format. */
export async function exposition(db: DataSource | null): Promise<{ type: string; text: string }> {
  const own = (await register.getMetricsAsJSON()) as Metrics;
  const workers: { metrics: Metrics }[] = (await db?.query(LIVE_WORKERS)) ?? [];
  const all = AggregatorRegistry.aggregate([own, ...workers.map(({ metrics }) => metrics)]);
  return { type: register.contentType, text: await all.metrics() };
}
