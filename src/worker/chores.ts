/** Chores are done again and again, each as one of Bull's repeatable jobs, by a worker that is free. */
import { Logger } from '@nestjs/common';
import { inspect } from 'node:util';
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import { FORGOTTEN_AFTER_HOURS } from '../auth/guesses.js';
import { UploadRow } from '../database/entities/upload.entity.js';
import type { Storage } from '../outside/storage/storage.js';
import type { ChoreName } from '../tasks/chore-plan.js';
import { isChore } from '../tasks/chore-plan.js';
import { recordingOf } from '../uploads/upload-bytes.js';
import { emptyBin, emptyBinOfThings } from './bin.js';
import { removeDeletedProjects, removeOrphans } from './orphans.js';

export interface ChoreTools {
  db: DataSource;
  storage: Storage;
  retentionDays: number;
  /** When the chore began. */
  now: Date;
}

interface Chore {
  /** Says in a few words what it did, or null when there was nothing to do. */
  run(tools: ChoreTools): Promise<string | null>;
}

/** Rows for one statement: so no lock is held for long, and an interrupted chore has done a part. */
const ROWS_AT_ONCE = 5_000;

const deleteOld = async (
  { db, retentionDays }: ChoreTools,
  table: string,
  column: string,
  which = 'true',
): Promise<number> => {
  const sql = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} WHERE ${column} < now() - make_interval(days => $1) AND ${which} LIMIT ${ROWS_AT_ONCE}))`;
  let deleted = 0;
  for (;;) {
    const [, count]: [unknown, number] = await db.query(sql, [retentionDays]);
    deleted += count;
    if (count < ROWS_AT_ONCE) return deleted;
  }
};

/** More than any file takes to be sent to the storage by one request. */
const aDayBefore = ({ now }: Pick<ChoreTools, 'now'>): Date => new Date(now.getTime() - 24 * 3_600_000);

/** For who has owned it for longest, of those that have nobody for whom they count. From the bin nobody can tell who that is. */
const COUNT_FOR_AN_OWNER = `
  UPDATE projects SET counted_for = heir.user_id FROM (
    SELECT DISTINCT ON (p.id) p.id, o.user_id FROM projects p JOIN owners o ON o.project_id = p.id
    LEFT JOIN members m ON m.project_id = p.id AND m.user_id = o.user_id
    WHERE NOT EXISTS (SELECT FROM members c WHERE c.project_id = p.id AND c.user_id = p.counted_for)
      AND NOT EXISTS (SELECT FROM binned_members b WHERE b.project_id = p.id AND b.user_id = p.counted_for)
    ORDER BY p.id, m.joined_at, o.user_id) heir
  WHERE projects.id = heir.id`;

/** What is done at the moments of the plan. */
const chores = {
  /** Logs, events and notices to one person, never projects: a tab that was away for longer gets the whole state instead of the events. */
  retention: {
    async run(tools) {
      const lines = await deleteOld(tools, 'task_logs', 'at');
      const events = await deleteOld(tools, 'events', 'at');
      const keys = await deleteOld(tools, 'idempotency_keys', 'created_at');
      await deleteOld(tools, 'webhook_deliveries', 'attempted_at');
      await deleteOld(tools, 'draft_mails', 'due_at');
      // Others stay as long as their projects.
      await deleteOld(tools, 'notices', 'at', 'user_id IS NOT NULL');
      await tools.db.query(`DELETE FROM guesses WHERE at < now() - make_interval(hours => $1)`, [
        FORGOTTEN_AFTER_HOURS,
      ]);
      await tools.db.query(`DELETE FROM request_buckets WHERE at < now() - interval '1 day'`);
      // Of web processes that are gone.
      await deleteOld(tools, 'readiness_checks', 'at');
      return lines + events + keys === 0 ? null : `${lines} log lines, ${events} events, ${keys} idempotency keys`;
    },
  },
  bin: {
    async run({ db, storage }) {
      await emptyBinOfThings(db, storage);
      const projects = await emptyBin(db, storage);
      return projects === 0 ? null : `${projects} projects deleted for good`;
    },
  },
  /** Files that a killed process had begun to store, and that no row refers to. */
  halfStored: {
    async run(tools) {
      const unfinished = await tools.db.manager.findBy(UploadRow, { state: In(['receiving', 'stored']) });
      const removed = await tools.storage.removeAborted(aDayBefore(tools), new Set(unfinished.map(recordingOf)));
      return removed === 0 ? null : `${removed} files that were never stored to their end`;
    },
  },
  /** Uploads that nobody goes on with are no chore: the upload sweeper looks after them every few seconds. */
  orphans: {
    async run({ now, ...tools }) {
      const scope = { ...tools, before: aDayBefore({ now }) };
      const [projects, objects] = [await removeDeletedProjects(scope), await removeOrphans(scope)];
      return projects + objects === 0 ? null : `files of ${projects} deleted projects, ${objects} files without a use`;
    },
  },
  /** While Devreel is updated, a web process of before may leave projects that count for nobody. */
  owners: {
    async run({ db }) {
      const [, counted]: [unknown, number] = await db.query(COUNT_FOR_AN_OWNER);
      return counted === 0 ? null : `${counted} projects count for one of their owners again`;
    },
  },
} satisfies Record<ChoreName, Chore>;

const logger = new Logger('Chores');

/** How a chore went, in words for operators; null when there was nothing to do. */
export interface ChoreEnd {
  failed: boolean;
  said: string | null;
}

/** Does one chore. An error is logged, and the chore is tried again at its next time. */
export async function doChore(tools: ChoreTools, name: string): Promise<ChoreEnd> {
  if (!isChore(name)) {
    const said = `There is no chore ${name}: another version of Devreel planned it.`;
    logger.warn(said);
    return { failed: true, said };
  }
  try {
    const said = await chores[name].run(tools);
    if (said !== null) logger.log(`${name}: ${said}`);
    return { failed: false, said };
  } catch (error) {
    const said = inspect(error);
    logger.error(`${name} was not done; its next time is by the plan: ${said}`);
    return { failed: true, said };
  }
}
