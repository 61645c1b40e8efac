/** What the reconciler reads does not grow with the number of finished tasks, by PostgreSQL's own count; and much to do in one lane. */
import type { Logger as SqlLogger } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReconcilersQueue } from '../src/worker/reconciler.js';
import { Reconciler } from '../src/worker/reconciler.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

let database: MigratedDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await createTestDatabase();
  ledger = new Ledger(database.db);
});
afterAll(() => database.drop());

/** Ten of each project, one a minute and the newest now, as months of work leave them. */
const finish = (tasks: number) => `
  WITH made AS (
    INSERT INTO projects (id, title) SELECT gen_random_uuid(), 'A talk' FROM generate_series(1, ${tasks / 10}) RETURNING id)
  INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, queued_at, started_at, finished_at)
  SELECT gen_random_uuid(), made.id, key.key, key.key, 'ai', gen_random_uuid(),
    CASE WHEN turn.n = 1 THEN 'failed' ELSE 'succeeded' END, at.at, at.at, at.at + interval '40 seconds'
  FROM made CROSS JOIN (VALUES ('probe'), ('transcribe'), ('screenshots'), ('chapters'), ('index')) key (key)
  CROSS JOIN generate_series(1, 2) turn (n)
  CROSS JOIN LATERAL (SELECT now() - random() * interval '${tasks} minutes' AS at) at`;

interface Statement {
  sql: string;
  parameters: unknown[];
}

/** All that one turn of the reconciler asks of the database; what is due goes to `topUp`. */
async function oneTurn(topUp: ReconcilersQueue['topUp'] = () => undefined): Promise<Statement[]> {
  const asked: Statement[] = [];
  const ignore = () => undefined;
  const logger: SqlLogger = {
    logQuery: (sql, parameters) => asked.push({ sql, parameters: (parameters as unknown[] | undefined) ?? [] }),
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
  const before = database.db.logger;
  database.db.logger = logger;
  try {
    const own = { leaseMs: 12_000, isSteady: () => true, sweep: () => Promise.resolve() };
    const queue: ReconcilersQueue = { topUp, plan: ignore, makeUp: ignore };
    await new Reconciler(ledger.log, ledger.tasks, queue, own).reconcile();
  } finally {
    database.db.logger = before;
  }
  return asked.filter(({ sql }) => /^\s*(SELECT|WITH|UPDATE|DELETE|INSERT)/i.test(sql));
}

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** How many pages each statement touches, by its beginning. */
async function pagesOf(statements: Statement[]): Promise<Map<string, number>> {
  const pages = new Map<string, number>();
  for (const { sql, parameters } of statements) {
    const runner = database.db.createQueryRunner();
    await runner.startTransaction();
    const [row] = (await runner.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, parameters)) as {
      'QUERY PLAN': [{ Plan: Plan }];
    }[];
    await runner.rollbackTransaction();
    await runner.release();
    const plan = row?.['QUERY PLAN'][0].Plan;
    const name = sql.replace(/\s+/g, ' ').trim().slice(0, 120);
    const touched = (plan?.['Shared Hit Blocks'] ?? NaN) + (plan?.['Shared Read Blocks'] ?? NaN);
    pages.set(name, (pages.get(name) ?? 0) + touched);
  }
  return pages;
}

/** In 20 projects: one task runs, one is due, two wait. */
async function workUnderWay(): Promise<void> {
  for (let i = 0; i < 20; i += 1) {
    const project = await ledger.newProject();
    await ledger.succeedAll(project, ['probe']);
    await ledger.start(await ledger.create(project, 'transcribe'));
    for (const key of ['screenshots', 'chapters', 'draft:blog'] as const) await ledger.create(project, key);
  }
  await database.db.query("UPDATE tasks SET worker_id = NULL WHERE status = 'running'");
  const alive = await database.db.query<{ id: string }[]>(
    "INSERT INTO workers (id, pid, host, seen_at) VALUES (gen_random_uuid(), 1, 'here', now() + interval '1 hour') RETURNING id",
  );
  await database.db.query("UPDATE tasks SET worker_id = $1 WHERE status = 'running'", [alive[0]?.id]);
}

const sum = (pages: Map<string, number>): number => [...pages.values()].reduce((all, one) => all + one, 0);

test('with 50,000 finished tasks a turn touches as many pages as with 2,000', async () => {
  const { db } = database;
  await db.query(finish(2_000));
  await workUnderWay();
  await db.query('VACUUM ANALYZE');
  const few = await pagesOf(await oneTurn());
  await db.query(finish(50_000));
  await db.query('VACUUM ANALYZE');
  const many = await pagesOf(await oneTurn());
  expect([...many.keys()]).toEqual([...few.keys()]);
  expect(few.size).toBeGreaterThanOrEqual(5);
  // Indexes are a level deeper, once for each task under way; a look at all that is finished would be tenfold.
  const compared = [...many].map(([sql, pages]) => `${few.get(sql)} → ${pages}: ${sql}`).join('\n');
  expect(sum(many), compared).toBeLessThan(2 * sum(few));
}, 300_000);

test('more tasks than it looks at in one turn are due in one lane: what is due in the other is handed on', async () => {
  const { db } = database;
  const project = await ledger.newProject();
  const waiting = `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, queued_at, run_at)
    SELECT gen_random_uuid(), $1, 'document:' || n, 'screenshots', 'media', gen_random_uuid(), 'queued', now(), now() - interval '1 day'
    FROM generate_series(1, 1500) n`;
  await db.query(waiting, [project]);
  const { id } = await ledger.create(project, 'index');
  await db.query("UPDATE tasks SET waiting_for = '{}', run_at = now() - interval '1 minute' WHERE id = $1", [id]);
  const handed: string[] = [];
  await oneTurn((_, due) => handed.push(...due.map((task) => task.id)));
  expect(handed).toContain(id);
  expect(handed.length).toBeGreaterThanOrEqual(1_000);
});
