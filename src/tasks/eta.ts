/** The ETA of tasks: how long steps usually take, judged by those that ended lately, for each second of the recording if that matters. */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { TaskKey } from '../contract/task.js';
import { stepNameOf } from '../steps/keys.js';
import { stepsWhere } from '../steps/lookup.js';

/** Below this share of the work, the pace so far says little. */
const ENOUGH_PERCENT = 5;
/** A short recording takes as long as one of a minute: starting takes its time, too. */
const SHORTEST_SECONDS = 60;
const KEPT_MS = 10_000;

/** Steps for which the recording's length does not matter, or that are to find it out. */
const unscaled: readonly string[] = stepsWhere(({ takes }) => takes === 'alike');
/** Steps whose tasks all share one expected duration. Each type of draft has its own. */
const alike: readonly string[] = stepsWhere(({ per }) => per === 'document' || per === 'frame');

/** Tasks that share one expected duration. */
const kindOf = (key: TaskKey): string => (alike.includes(stepNameOf(key)) ? stepNameOf(key) : key);

/** A task that took several attempts does not tell how long one takes. */
const PACES = `
  SELECT what, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds / scale)::float8 AS pace
  FROM (SELECT CASE WHEN t.step = ANY ($2) THEN t.step ELSE t.key END AS what, t.seconds,
          CASE WHEN t.step = ANY ($1) THEN 1
            ELSE greatest((s.media->>'durationMs')::float8 / 1000, ${SHORTEST_SECONDS}) END AS scale
        FROM (SELECT project_id, key, step, extract(epoch FROM finished_at - started_at)::float8 AS seconds
              FROM tasks WHERE status = 'succeeded' AND attempt = 1 AND finished_at > now() - interval '30 days'
              ORDER BY finished_at DESC LIMIT 500) t
        LEFT JOIN sources s USING (project_id)) past
  WHERE scale IS NOT NULL GROUP BY what HAVING count(*) >= 5`;

const DURATION = `SELECT (media->>'durationMs')::float8 AS "durationMs" FROM sources WHERE project_id = $1`;

export class ExpectedDurations {
  private static readonly of = new WeakMap<DataSource, ExpectedDurations>();
  private readonly logger = new Logger(ExpectedDurations.name);
  private paces: Promise<ReadonlyMap<string, number>> = Promise.resolve(new Map());
  private known: ReadonlyMap<string, number> = new Map();
  private readAt = -Infinity;

  constructor(
    private readonly db: DataSource,
    private readonly keptMs = KEPT_MS,
  ) {}

  /** The one of this process for this database. */
  static in(db: DataSource): ExpectedDurations {
    const known = ExpectedDurations.of.get(db) ?? new ExpectedDurations(db);
    ExpectedDurations.of.set(db, known);
    return known;
  }

  /**
   * In milliseconds, for a recording of `durationMs`; null where too few tasks have ended lately. Never await it in a
   * transaction: it may need a second connection, while other transactions that wait for one hold all there are.
   */
  async expectedMs(key: TaskKey, durationMs: number | null): Promise<number | null> {
    await this.read();
    return this.knownMs(key, durationMs);
  }

  /** The same for a task of this project; null, too, where the length of its recording cannot be read. Does not throw. */
  async expectedIn(projectId: string, key: TaskKey): Promise<number | null> {
    try {
      await this.read();
      const ofLength = this.known.has(kindOf(key)) && !unscaled.includes(stepNameOf(key));
      if (!ofLength) return this.knownMs(key, null);
      const [source] = await this.db.query<{ durationMs: number | null }[]>(DURATION, [projectId]);
      return await this.expectedMs(key, source?.durationMs ?? null);
    } catch (error) {
      this.logger.warn(`How long ${key} of project ${projectId} will take is not known: ${String(error)}`);
      return null;
    }
  }

  /** The same, from what was read last. If that is too old, it is read again meanwhile. */
  knownMs(key: TaskKey, durationMs: number | null): number | null {
    void this.read();
    const step = stepNameOf(key);
    const pace = this.known.get(kindOf(key));
    if (pace === undefined) return null;
    if (unscaled.includes(step)) return pace * 1_000;
    return durationMs === null ? null : pace * Math.max(durationMs, SHORTEST_SECONDS * 1_000);
  }

  /** Read at most every 10 s, however many callers there are. After a failure nothing is expected for as long. */
  private read(): Promise<ReadonlyMap<string, number>> {
    const now = performance.now();
    if (now - this.readAt < this.keptMs) return this.paces;
    this.readAt = now;
    this.paces = this.db
      .query<{ what: string; pace: number }[]>(PACES, [unscaled, alike])
      .then((rows) => (this.known = new Map(rows.map(({ what, pace }) => [what, pace]))))
      .catch((error: unknown) => {
        this.logger.warn(`How long steps usually take is not known: ${String(error)}`);
        return (this.known = new Map());
      });
    return this.paces;
  }
}

export interface SoFar {
  elapsedMs: number;
  percent: number;
  /** How long it usually takes; null where that is not known. */
  expectedMs: number | null;
}

/**
 * Milliseconds left; null when unknown. At first the expected duration says it, then more and more the pace so far; past the
 * expected duration the pace alone.
 */
export function etaOf({ elapsedMs, percent, expectedMs }: SoFar): number | null {
  const byPace = percent < ENOUGH_PERCENT ? null : (elapsedMs * (100 - percent)) / percent;
  const byExpected = expectedMs === null || elapsedMs >= expectedMs ? null : expectedMs - elapsedMs;
  if (byPace === null || byExpected === null) return roundedOf(byPace ?? byExpected);
  return roundedOf((byPace * percent + byExpected * (100 - percent)) / 100);
}

const roundedOf = (ms: number | null): number | null => (ms === null ? null : Math.max(0, Math.round(ms)));

/** Twice the expected duration, but at least a minute, is slow; ten minutes where nothing is expected. */
export const isSlow = ({ elapsedMs, expectedMs }: Pick<SoFar, 'elapsedMs' | 'expectedMs'>): boolean =>
  elapsedMs > (expectedMs === null ? 600_000 : Math.max(2 * expectedMs, 60_000));
