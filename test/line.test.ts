/** Who comes first in a lane is decided when a worker takes something, whatever order the jobs have. On a real database and a real Redis. */
import Bull from 'bull';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Lane } from '../src/contract/task.js';
import { TaskRow } from '../src/database/entities/task.entity.js';
import { inLine } from '../src/tasks/line.js';
import type { ChoreJob } from '../src/tasks/queue.js';
import { Queue } from '../src/tasks/queue.js';
import { transition } from '../src/tasks/transitions.js';
import type { Admits } from '../src/worker/claim.js';
import { claimFirst } from '../src/worker/claim.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';
import { createRedis } from './support/services.js';
import { until } from './support/until.js';

let database: MigratedDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.query('DELETE FROM projects');
  ledger = new Ledger(database.db);
});

/** A task that waits in the lane for arrivals, in a project of this person's. */
async function waiting(owner: string): Promise<TaskRow> {
  const projectId = await ledger.newProject(owner);
  return ledger.create(projectId, 'probe');
}

const take = (admits: Admits = () => true) => claimFirst(ledger.log, randomUUID(), 'intake', admits);
const idOf = (task: TaskRow | null) => task?.id ?? null;

test('one person’s many recordings do not stop another’s first', async () => {
  const many: TaskRow[] = [];
  for (let n = 0; n < 5; n += 1) many.push(await waiting('busy'));
  const first = await waiting('new');
  const taken = [await take(), await take(), await take()].map(idOf);
  expect(taken).toEqual([many[0]?.id, first.id, many[1]?.id]);
});

test('who lets others go first comes after those who have the same place', async () => {
  const [long, short] = [await waiting('ada'), await waiting('ben')];
  const running = await take();
  if (running?.id !== long.id) throw new Error('Another one was first');
  await ledger.log.write(long.projectId, (tx) =>
    transition(tx, running, 'queued', { ...inLine(running), runAt: () => 'clock_timestamp()', workerId: null }),
  );
  expect([await take(), await take()].map(idOf)).toEqual([short.id, long.id]);
});

test('many workers ask at the same moment: each task is taken once, and none is left', async () => {
  const tasks = [];
  for (let n = 0; n < 6; n += 1) tasks.push(await waiting(`person ${n}`));
  const taken = await Promise.all(Array.from({ length: 10 }, () => take()));
  const ids = taken.filter((task) => task !== null).map(({ id }) => id);
  expect(ids.sort()).toEqual(tasks.map(({ id }) => id).sort());
});

test('while something else changes the first one’s project, the next is taken; it is waited for when there is no other', async () => {
  const [first, second] = [await waiting('ada'), await waiting('ben')];
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let change: Promise<void> | undefined;
  await new Promise<void>((locked) => {
    change = ledger.log.write(first.projectId, () => {
      locked();
      return held;
    });
  });
  expect(idOf(await take())).toBe(second.id);
  const last = take();
  await until('a worker to wait for the project', async () => {
    const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await database.db.query<unknown[]>(sql)).length > 0;
  });
  letGo();
  await change;
  expect(idOf(await last)).toBe(first.id);
});

test('what this worker does not admit, does not know, or may not begin yet, keeps nobody from what comes after', async () => {
  const [refused, unknown, later, last] = [
    await waiting('a'),
    await waiting('b'),
    await waiting('c'),
    await waiting('d'),
  ];
  await database.db.manager.update(TaskRow, { id: unknown.id }, { step: 'of-tomorrow', key: 'of-tomorrow' });
  await database.db.manager.update(TaskRow, { id: later.id }, { runAt: new Date(Date.now() + 60_000) });
  expect(idOf(await take(({ id }) => id !== refused.id))).toBe(last.id);
  expect(await take(({ id }) => id !== refused.id)).toBeNull();
  expect(await ledger.read(refused.id)).toMatchObject({ status: 'queued', attempt: 0 });
  expect(idOf(await take())).toBe(refused.id);
});

test('a lane has as many jobs as tasks are due, whatever became of those that were added; no more of them are added', async () => {
  const redis = await createRedis();
  const lane = new Bull('intake', redis.url, { prefix: '{devreel}' });
  try {
    const queue = new Queue({ intake: lane } as Record<Lane, Bull.Queue>, lane as Bull.Queue<ChoreJob>);
    const due = [await waiting('a'), await waiting('b'), await waiting('c')];
    // One is on its way, one was done with while its task was not begun, and of one there is an accident's remainder.
    for (const task of due.slice(0, 2)) queue.add(task);
    await queue.settled();
    await lane.client.hset(lane.toKey(`${due[2]?.id}.0`), 'processedOn', Date.now());
    await (await lane.getJob(`${due[1]?.id}.0`))?.remove();
    for (let round = 0; round < 3; round += 1) {
      queue.topUp('intake', due);
      await until('a job for each', async () => (await lane.getWaitingCount()) >= due.length);
    }
    await queue.settled();
    expect(await lane.getWaitingCount()).toBe(due.length);
  } finally {
    await lane.close();
    await redis.stop();
  }
});
