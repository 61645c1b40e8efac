/** What must hold once nothing is broken any more, whatever happened before: nothing is lost, and nothing is left over. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Redis } from 'ioredis';
import { lanes } from '../../src/contract/task.js';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Person } from '../support/person.js';
import { processesOf } from '../support/starter.js';
import { until } from '../support/until.js';
import type { World } from '../support/world.js';
import type { FfmpegJournal } from './ffmpeg-journal.js';
import type { Call, Vendor } from './vendor.js';
import type { Witness } from './witness.js';

export interface Scene {
  world: World;
  vendor: Vendor;
  ffmpeg: FfmpegJournal;
  person: Person;
  witness: Witness;
}

/** Waits until all is done, at most `withinMs`, while each unfinished task is on its way; then looks at everything. */
export async function nothingIsLost(scene: Scene, withinMs = 120_000): Promise<void> {
  await allEnds(scene.world, withinMs);
  await logsAreWhole(scene.world);
  await partsWereDoneOnce(scene);
  await versionsAndNoticesAreOnePerTask(scene.world);
  await tabsAreRight(scene);
  await nothingIsLeft(scene.world);
}

const STUCK = `
  SELECT t.id, t.key, t.status, t.attempt, t.message, t.waiting_for FROM tasks t
  WHERE (t.status = 'running' AND NOT EXISTS (
      SELECT 1 FROM workers w WHERE w.id = t.worker_id AND w.seen_at > now() - interval '12 seconds'))
    OR (t.status = 'queued' AND t.waiting_for = '{}' AND t.run_at < now() - interval '30 seconds'
      AND NOT EXISTS (SELECT 1 FROM tasks r WHERE r.lane = t.lane AND r.status = 'running'))
    OR (t.status = 'queued' AND t.waiting_for <> '{}' AND NOT EXISTS (
      SELECT 1 FROM tasks n WHERE n.project_id = t.project_id AND n.key = ANY (t.waiting_for)
        AND n.status IN ('queued', 'running')))`;

/** How long at most a task may belong to a dead worker, or wait for what will not come. */
const MOST_STUCK_MS = 30_000;

/** Until all have ended, no task stands still. */
async function allEnds({ db }: World, withinMs: number): Promise<void> {
  const sql = `SELECT project_id, key, status, attempt, failures, deaths, message, waiting_for, run_at, worker_id FROM tasks
    WHERE status IN ('queued', 'running')`;
  const stuckSince = new Map<string, number>();
  let left: unknown[] = [];
  const done = async (): Promise<boolean> => {
    const stuck = await db.query<{ id: string; attempt: number }[]>(STUCK);
    const names = new Map(stuck.map((task) => [`${task.id}.${task.attempt}`, task]));
    for (const name of stuckSince.keys()) if (!names.has(name)) stuckSince.delete(name);
    for (const [name, task] of names) {
      const since = stuckSince.get(name) ?? Date.now();
      stuckSince.set(name, since);
      assert.ok(Date.now() - since < MOST_STUCK_MS, `Stuck: ${JSON.stringify(task)}`);
    }
    return (left = await db.query<unknown[]>(sql)).length === 0;
  };
  await until('every task to end', done, withinMs).catch((error: unknown) => {
    throw new Error(`Not ended: ${JSON.stringify(left)}`, { cause: error });
  });
}

const HOLES = `
  SELECT p.id, p.last_seq, count(e.seq)::int AS events, min(e.seq) AS first, max(e.seq) AS last
  FROM projects p LEFT JOIN events e ON e.project_id = p.id GROUP BY p.id
  HAVING count(e.seq) <> p.last_seq OR coalesce(max(e.seq), 0) <> p.last_seq OR coalesce(min(e.seq), 1) <> 1`;
/** Each end and each claim of a task is in its project's log, once. */
const UNTOLD = `
  SELECT t.id, t.key, t.status, t.attempt FROM tasks t
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE e.type = 'task.' || t.status) AS ends,
      count(*) FILTER (WHERE e.type IN ('task.succeeded', 'task.failed', 'task.cancelled')) AS all_ends,
      count(DISTINCT (e.payload->'task'->>'attempt')::int) FILTER (WHERE e.type = 'task.started') AS starts,
      count(*) FILTER (WHERE e.type = 'task.started') AS all_starts
    FROM events e WHERE e.project_id = t.project_id AND e.payload->'task'->>'id' = t.id::text) told
  WHERE told.ends <> 1 OR told.all_ends <> 1 OR told.starts <> t.attempt OR told.all_starts <> t.attempt`;
const OPEN_ATTEMPTS = `
  SELECT t.key, t.status, a.attempt FROM attempts a JOIN tasks t ON t.id = a.task_id WHERE a.finished_at IS NULL`;
const LEFT_TEXTS = 'SELECT task_id FROM draft_texts';

async function logsAreWhole({ db }: World): Promise<void> {
  for (const sql of [HOLES, UNTOLD, LEFT_TEXTS]) assert.deepEqual(await db.query<unknown[]>(sql), []);
  // A worker notes how an attempt went after the end of its task is stored.
  await until(
    'every attempt to be closed',
    async () => (await db.query<unknown[]>(OPEN_ATTEMPTS)).length === 0,
    30_000,
  );
}

interface StoredPart {
  run_id: string;
  step: string;
  part: string;
  attempt: number;
  answer: string;
  at: number;
}

/** No work was begun again after what it gave had been stored. */
async function partsWereDoneOnce({ world: { db }, vendor, ffmpeg }: Scene): Promise<void> {
  const stored = await db.query<StoredPart[]>(
    'SELECT run_id, step, part, attempt, answer::text AS answer, (extract(epoch FROM done_at) * 1000)::float AS at FROM parts',
  );
  const again = askedAgain(vendor.journal, stored);
  const batches = await ffmpeg.screenshotBatches();
  const runs = new Map(
    (await db.query<{ id: string; run_id: string }[]>('SELECT id, run_id FROM tasks')).map((t) => [t.id, t.run_id]),
  );
  for (const { taskId, attempt, first, at } of batches) {
    const part = stored.find((one) => one.run_id === runs.get(taskId) && one.part.startsWith(`marks ${first} to `));
    // A worker that stood still, and wakes, may begin what another one has done by then; it costs nothing, and is refused.
    if (part && part.at < at && part.attempt <= attempt)
      again.push(`screenshots ${part.part} of ${taskId} were taken again`);
  }
  assert.deepEqual(again, []);
}

/** Calls that began after the answer to the same question was stored; each answer has its number in its words. */
function askedAgain(journal: Call[], stored: StoredPart[]): string[] {
  const storedAt = new Map<number, number>();
  for (const { answer, at } of stored) {
    for (const [, number] of answer.matchAll(/answer n?(\d+)\./g)) storedAt.set(Number(number), at);
  }
  const known = new Map<string, number>();
  for (const { content, answer } of journal) {
    const at = storedAt.get(answer ?? -1);
    if (at !== undefined) known.set(content, Math.min(at, known.get(content) ?? Infinity));
  }
  return journal
    .filter(({ content, at }) => at > (known.get(content) ?? Infinity))
    .map(({ kind, before }) => `${kind} was asked for ${before + 1} times, although the answer was stored`);
}

const VERSIONS = `
  SELECT t.project_id, t.key, count(*)::int AS tasks,
    (SELECT count(*)::int FROM content_versions v WHERE v.project_id = t.project_id AND 'draft:' || v.type = t.key AND v.origin <> 'edited') AS versions
  FROM tasks t WHERE t.step = 'draft' AND t.status = 'succeeded' GROUP BY t.project_id, t.key`;
const NOTICES = `
  SELECT (SELECT count(*)::int FROM tasks WHERE (status = 'succeeded' AND step IN ('transcribe', 'draft'))
      OR (status = 'failed' AND error->>'code' <> 'prerequisite_failed')) AS due,
    (SELECT count(*)::int FROM notices WHERE title NOT LIKE '%longer than usual') AS given`;

async function versionsAndNoticesAreOnePerTask({ db }: World): Promise<void> {
  for (const row of await db.query<{ tasks: number; versions: number }[]>(VERSIONS)) {
    assert.equal(row.versions, row.tasks, JSON.stringify(row));
  }
  const [notices] = await db.query<{ due: number; given: number }[]>(NOTICES);
  assert.equal(notices?.given, notices?.due, 'notices, given and due');
}

/** The tab that was always open shows what the server answers, was told everything in order, and of every notice. */
async function tabsAreRight({ world: { db }, person, witness }: Scene): Promise<void> {
  assert.deepEqual(witness.holes, []);
  for (const { id } of await db.query<{ id: string }[]>('SELECT id FROM projects')) {
    let pair: [unknown, unknown] = ['nothing yet', 'no answer'];
    const equal = async (): Promise<boolean> => {
      // The first request after a kill may go out on a line that died with the server.
      pair = [shown(witness.sees(id)), await person.snapshot(id).then(shown, String)];
      return isDeepStrictEqual(pair[0], pair[1]);
    };
    await until('the tab to be right', equal, 30_000).catch(() => assert.deepEqual(pair[0], pair[1]));
  }
  const ids = (await db.query<{ id: string }[]>('SELECT id FROM notices')).map(({ id }) => id).sort();
  const told = (): string[] =>
    [...new Set(witness.notices.map(({ id }) => id))].filter((id) => ids.includes(id)).sort();
  await until('the tab to have all notices', () => told().length === ids.length, 30_000).catch(() =>
    assert.deepEqual(told(), ids),
  );
}

/** In the order of keys, and without what is only told while it lasts. */
const shown = (project: ProjectSnapshot | undefined) =>
  project && {
    ...project,
    updatedAt: null,
    tasks: project.tasks.map((task) => ({ ...task, etaMs: null, position: null })).sort(byKey),
    contents: [...project.contents].sort((a, b) => (a.type < b.type ? -1 : 1)),
  };

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);

/** No process, no scratch file, no job. */
export async function nothingIsLeft(world: World): Promise<void> {
  const ours = new Set(world.pids());
  const strangers = () => processesOf(world.dataDir).filter(({ pid }) => !ours.has(pid));
  await until('no process to be left', () => strangers().length === 0, 30_000).catch(() =>
    assert.deepEqual(strangers(), []),
  );
  const scratch = () => filesIn(join(world.dataDir, 'scratch'));
  await until('no scratch file to be left', async () => (await scratch()).length === 0, 30_000).catch(async () =>
    assert.deepEqual(await scratch(), []),
  );
  const redis = new Redis(world.redis.url, { lazyConnect: true });
  await until('no job to be left', async () => (await jobsIn(redis)).length === 0, 30_000).catch(async () =>
    assert.deepEqual(await jobsIn(redis), []),
  );
  redis.disconnect();
}

/**
 * Whatever Bull's lists hold. A worker that has stood still is handed a job that has been done and removed by then, and Bull
 * leaves a hash without name and data behind, in no list.
 */
async function jobsIn(redis: Redis): Promise<string[]> {
  const jobs: string[] = [];
  for (const lane of lanes) {
    const at = (list: string): string => `{devreel}:${lane}:${list}`;
    for (const list of ['wait', 'active', 'paused']) jobs.push(...(await redis.lrange(at(list), 0, -1)));
    for (const set of ['delayed', 'completed', 'failed']) jobs.push(...(await redis.zrange(at(set), 0, -1)));
  }
  // Hints that a clock which has jumped keeps back.
  return jobs.filter((id) => !id.endsWith('.later'));
}

async function filesIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.parentPath !== root).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
