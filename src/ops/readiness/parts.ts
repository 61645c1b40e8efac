/** The parts that work flows through, and how each of them proves that it can do what it is there for. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { checkPrograms } from '../../outside/programs.js';
import type { Storage } from '../../outside/storage/storage.js';
import { isNoSpace, StorageUnusable } from '../../outside/storage/storage.js';
import { isDatabaseOutage } from '../../database/outages.js';
import type { ModelsInUse } from '../../models/models-in-use.js';
import type { ServerSettings } from '../../settings/env.js';
import { environment } from '../../settings/env.js';
import type { Queue, QueueName } from '../../tasks/queue.js';
import type { RedisCondition } from '../redis-condition.js';
import { RedisOutOfReach } from '../redis-condition.js';
import type { WorkersSeen } from '../workers.js';
import { workersSeen } from '../workers.js';
import type { Found, Looking } from './watched.js';
import { OutOfReach, Unanswered } from './watched.js';

export interface Looked {
  db: DataSource;
  storage: Storage;
  queue: Queue;
  redis: RedisCondition;
  models: Pick<ModelsInUse, 'fault'>;
  settings: Pick<ServerSettings, 'leaseMs' | 'ffmpegPath' | 'ffprobePath'>;
}

const UP: Found = { state: 'up' };
const SECOND = 1_000;

/** Part of what everybody may read: no addresses, no paths. The cause has them, and goes to the log. */
export class PartDown extends Error {}

/** Every part by its name, in the order in which they are told. */
export const partsOf = (at: Looked, programs = programsOf(at)) =>
  ({
    database: { keptMs: SECOND, look: () => databaseIn(at.db, () => write(at.db)) },
    migrations: { keptMs: 5 * SECOND, look: () => databaseIn(at.db, () => allMigrated(at.db)) },
    redis: { keptMs: SECOND, look: () => redisCarries(at.redis) },
    'queue:intake': { keptMs: 2 * SECOND, look: () => jobThrough(at, 'intake') },
    'queue:media': { keptMs: 2 * SECOND, look: () => jobThrough(at, 'media') },
    'queue:ai': { keptMs: 2 * SECOND, look: () => jobThrough(at, 'ai') },
    'queue:chores': { keptMs: 2 * SECOND, look: () => jobThrough(at, 'chores') },
    storage: { keptMs: 2 * SECOND, look: () => fileThrough(at.storage) },
    ffmpeg: { keptMs: 2 * SECOND, look: () => programsRun(at, programs) },
    workers: { keptMs: SECOND, look: () => someWorkerRuns(at) },
    models: { keptMs: 2 * SECOND, look: () => modelsAreUsed(at.models) },
  }) satisfies Record<string, Looking>;

/** One row for each process, written again and again; `retention` removes those of processes that are gone. */
const WRITE = `
  INSERT INTO readiness_checks (id, at) VALUES ($1, clock_timestamp())
  ON CONFLICT (id) DO UPDATE SET at = excluded.at`;
const OWN_ROW = randomUUID();

async function write(db: DataSource): Promise<Found> {
  await db.query(WRITE, [OWN_ROW]);
  return UP;
}

async function allMigrated(db: DataSource): Promise<Found> {
  if (await db.showMigrations())
    throw new PartDown('There are migrations to run: start a web process or a worker anew');
  return UP;
}

async function databaseIn(db: DataSource, look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof PartDown) throw error;
    const code = codeOf(error);
    if (error instanceof Error && ALL_IN_USE.test(error.message)) throw new Unanswered('No connection was free');
    const reason = databaseSays[code];
    if (reason === undefined && isDatabaseOutage(error))
      throw new OutOfReach(`The database does not answer (${code})`, { cause: error });
    throw new PartDown(reason ?? `The database refuses a write (${code})`, { cause: error });
  }
}

/** What the driver says when all connections of this process are busy. */
const ALL_IN_USE = /^timeout exceeded when trying to connect/;

/** By SQLSTATE: postgresql.org/docs/current/errcodes-appendix.html */
const databaseSays: Record<string, string> = {
  25006: 'The database can only be read: give DATABASE_URL of the primary, or let it be written to',
  53100: 'The disk of the database is full: make room',
  53300: 'The database takes no more connections: raise max_connections, or run fewer processes',
  42501: 'The user in DATABASE_URL may not write there: make it the owner of the tables',
};

async function redisCarries(redis: RedisCondition): Promise<Found> {
  try {
    const { fault, warnings } = await redis.ask();
    if (fault) throw new PartDown(fault.reason);
    return { state: 'up', warnings };
  } catch (error) {
    if (!(error instanceof RedisOutOfReach)) throw error;
    if (error.silent) throw new Unanswered('No answer from Redis');
    throw new OutOfReach(`Redis cannot be reached (${error.code})`, { cause: error });
  }
}

/** For a job that does nothing. A worker that has a free place takes it at once. */
const TAKEN_WITHIN_MS = 1_500;

/** A job through the queue, as a task's goes. That all places are taken is no fault, nor that a machine is slow. */
async function jobThrough({ db, queue, redis, settings }: Looked, name: QueueName): Promise<Found> {
  await redisCarries(redis);
  const checking = queue.check(name, TAKEN_WITHIN_MS);
  const { taken, paused, active } = await Promise.race([checking, neverAdded(name)]);
  if (taken) return UP;
  if (paused) throw new PartDown(`The queue ${name} is paused: resume it, or empty it; its tasks are queued again`);
  const seen = await workersSeen(db, settings.leaseMs);
  if (seen.running === 0) throw new PartDown('No worker takes jobs: start one');
  if (seen.running === seen.draining) throw new PartDown('All workers are being drained: let one take work again');
  const places = placesFor(seen, name);
  if (active >= places) return { state: 'busy', reason: `All ${places} places are taken; what is queued waits` };
  throw new Unanswered(`No worker with a free place took a job from the queue ${name}`);
}

/** Bull waits for ever when Redis goes away in the middle. What it says in the end is no longer asked for. */
async function neverAdded(name: QueueName): Promise<never> {
  await wait(2 * TAKEN_WITHIN_MS, undefined, { ref: false });
  throw new Unanswered(`The queue ${name} took no job`);
}

const placesFor = ({ about }: WorkersSeen, name: QueueName): number =>
  about.reduce((sum, { places }) => sum + (places?.[name] ?? 0), 0);

const SILENT_BUCKET = ['TimeoutError', 'S3Silent'];

async function fileThrough(storage: Storage): Promise<Found> {
  try {
    await storage.check();
    return UP;
  } catch (error) {
    const code = codeOf(error instanceof StorageUnusable ? error.cause : error);
    if (SILENT_BUCKET.includes(code)) throw new Unanswered('No answer from the bucket');
    const reason = isNoSpace(error)
      ? 'The disk of the storage is full: make room'
      : `The storage cannot be written to and read (${code}): the log of this process says more`;
    throw new PartDown(reason, { cause: error });
  }
}

/** A machine that can start no process at the moment, or takes long to, has them all the same. */
const BUSY_MACHINE = ['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE', 'ETIMEDOUT'];

/** Programs do not come and go by the second, and each look starts two processes. */
const PROGRAMS_KEPT_MS = 60 * SECOND;

/** Whether the programs run, as it was found within a minute. */
function programsOf({ settings: { ffmpegPath, ffprobePath } }: Looked): () => Promise<void> {
  let ranAt = -Infinity;
  return async () => {
    if (performance.now() - ranAt < PROGRAMS_KEPT_MS) return;
    await checkPrograms([ffmpegPath, ffprobePath], environment());
    ranAt = performance.now();
  };
}

async function programsRun({ db, settings }: Looked, programs: () => Promise<void>): Promise<Found> {
  try {
    await programs();
  } catch (error) {
    const code = codeOf(error);
    if (BUSY_MACHINE.includes(code)) throw new Unanswered(`ffmpeg did not start (${code})`);
    throw new PartDown(
      `ffmpeg or ffprobe does not run (${code}): install it, or correct FFMPEG_PATH and FFPROBE_PATH`,
      {
        cause: error,
      },
    );
  }
  const { about } = await databaseAnswers(() => workersSeen(db, settings.leaseMs));
  return { state: 'up', warnings: [...new Set(about.flatMap(({ warnings }) => warnings ?? []))] };
}

async function someWorkerRuns({ db, settings }: Looked): Promise<Found> {
  const { running } = await databaseAnswers(() => workersSeen(db, settings.leaseMs));
  if (running === 0) throw new PartDown('No worker runs: start one');
  return UP;
}

/** What administrators set on the page can be read where it is needed. Whether its servers answer is not asked: that costs. */
async function modelsAreUsed(models: Looked['models']): Promise<Found> {
  const fault = await databaseAnswers(() => models.fault());
  if (fault !== null) throw new PartDown(fault);
  return UP;
}

async function databaseAnswers<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new OutOfReach(`The database does not say (${codeOf(error)})`, { cause: error });
  }
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
};
