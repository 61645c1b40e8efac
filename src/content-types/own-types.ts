/** Content types that people make on the page: made, changed and deleted by their owners, used by all members of the owners' projects. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { builtIn, contentTypes } from '../content/content-types.js';
import { newOwnId } from '../content/own/ids.js';
import { limitOf } from '../content/own/own-type.js';
import { builtInInfos, shownInProject, shownToPerson, toInfo } from '../content/own/stored.js';
import type { ContentTypeInfo } from '../contract/content.js';
import type { ContentTypeChange, NewContentType } from '../contract/own-types.js';
import { visible } from '../contract/text.js';
import { ContentTypeRow } from '../database/entities/content.entity.js';
import type { DeletedRow } from '../events/deleted-things.js';
import { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { draftKey } from '../steps/lookup.js';
import { Tasks } from '../tasks/tasks.js';
import { unfinishedTask } from '../tasks/unfinished.js';

/** More than a page can show well. */
const MOST_EACH = 30;

type Limits = Pick<NewContentType, 'format' | 'limit'>;

@Injectable()
export class OwnTypes {
  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
  ) {}

  /** `projectId`: only what is written there. Throws the problem 404 for a project that is not theirs to see. */
  async list(userId: string, projectId?: string): Promise<ContentTypeInfo[]> {
    const { manager } = this.log.db;
    if (projectId !== undefined) await requireRole(manager, projectId, userId, 'viewer');
    const rows =
      projectId === undefined ? await shownToPerson(manager, userId) : await shownInProject(manager, projectId);
    return [...builtInInfos(), ...rows.map((row) => toInfo(row, userId))];
  }

  /** Throws the problems 409 `too_many_content_types`, and 422 for a name or a limit that cannot be. */
  async add(userId: string, { limit, ...wanted }: NewContentType): Promise<ContentTypeInfo> {
    refuseOtherLimit({ format: wanted.format, limit });
    const id = newOwnId(wanted.format);
    return this.underLock(userId, async (db) => {
      refuseOneMore(await livingOf(db, userId), wanted.label);
      await db.insert(ContentTypeRow, { ...wanted, id, ownerId: userId, limit: stored(limit) });
      return toInfo(await db.findOneByOrFail(ContentTypeRow, { id }), userId);
    });
  }

  /** Throws the problems 403 and 404 for one that is not theirs, and 422 for a name, format or limit that cannot be. */
  async change(userId: string, id: string, { format, limit, ...wanted }: ContentTypeChange): Promise<ContentTypeInfo> {
    return this.underLock(userId, async (db) => {
      const row = await mine(db, userId, id);
      if (format !== undefined && format !== row.format) throw fixedFormat(row);
      if (limit !== undefined) refuseOtherLimit({ format: row.format, limit });
      const others = (await livingOf(db, userId)).filter((other) => other.id !== id);
      if (wanted.label !== undefined) refuseTakenName(wanted.label, others);
      const rewritten = [wanted.brief, wanted.scope, limit].some((given) => given !== undefined);
      const change = {
        ...given(wanted),
        ...(limit !== undefined && { limit: stored(limit) }),
        ...(rewritten && { changedAt: () => 'clock_timestamp()' }),
      };
      // Its own format alone is none.
      if (Object.keys(change).length > 0) await db.update(ContentTypeRow, { id }, change);
      return toInfo(await db.findOneByOrFail(ContentTypeRow, { id }), userId);
    });
  }

  /**
   * Nothing is written of it any more: first it is marked and its brief put into the bin, then what is not written yet is cancelled. A
   * process that dies between the two leaves tasks that fail with `type_deleted`. Throws the problems 403 and 404.
   */
  async remove(userId: string, id: string): Promise<void> {
    await this.underLock(userId, async (db) => {
      const { label, brief } = await mine(db, userId, id);
      const sql = "INSERT INTO deleted_things (user_id, kind, of, name, was) VALUES ($1, 'contentType', $2, $3, $4)";
      await db.query(sql, [userId, id, label, { brief }]);
      await db.update(ContentTypeRow, { id }, { brief: '', deletedAt: () => 'clock_timestamp()' });
    });
    const key = draftKey(id);
    const projects = await this.log.db.query<{ project_id: string }[]>(
      `SELECT t.project_id FROM members m JOIN tasks t ON t.project_id = m.project_id
       WHERE m.user_id = $1 AND m.role = 'owner' AND t.key = $2 AND t.status IN ('queued', 'running')`,
      [userId, key],
    );
    for (const { project_id } of projects) await this.cancelIn(project_id, key);
  }

  /** Brings one back from the bin. Throws the problem 404, and what `add` throws: others may have its place or its name by now. */
  async restore(userId: string, deletedId: string): Promise<void> {
    await this.underLock(userId, async (db) => {
      const [deleted] = await db.query<DeletedRow[]>(
        "SELECT id, of, was FROM deleted_things WHERE id = $1 AND user_id = $2 AND kind = 'contentType'",
        [deletedId, userId],
      );
      if (!deleted) throw problems.notFound('This kind of draft');
      const { label } = await db.findOneByOrFail(ContentTypeRow, { id: deleted.of });
      refuseOneMore(await livingOf(db, userId), label);
      await db.query('UPDATE content_types SET brief = $2, deleted_at = NULL WHERE id = $1', [
        deleted.of,
        deleted.was['brief'],
      ]);
      await db.query('DELETE FROM deleted_things WHERE id = $1', [deletedId]);
    });
  }

  private async cancelIn(projectId: string, key: string): Promise<void> {
    try {
      await this.log.write(projectId, async (tx) => {
        const task = await unfinishedTask(tx.db, projectId, key);
        if (task) await this.tasks.end(tx, task, 'cancelled', { message: 'Its kind of draft was deleted' });
      });
    } catch (error) {
      if (!(error instanceof ProjectGone)) throw error;
    }
  }

  /** One after another for one owner, so that neither count nor names go wrong. */
  private underLock<T>(userId: string, work: (db: EntityManager) => Promise<T>): Promise<T> {
    return this.log.db.transaction(async (db) => {
      await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`content types ${userId}`]);
      return work(db);
    });
  }
}

const livingOf = async (db: EntityManager, ownerId: string): Promise<ContentTypeRow[]> =>
  (await db.findBy(ContentTypeRow, { ownerId })).filter(({ deletedAt }) => deletedAt === null);

async function mine(db: EntityManager, userId: string, id: string): Promise<ContentTypeRow> {
  if (builtIn(id)) throw problems.forbidden('This kind of draft comes with Devreel. Make one of your own instead.');
  const row = (await shownToPerson(db, userId)).find((shown) => shown.id === id);
  if (!row) throw problems.notFound('This kind of draft');
  if (row.ownerId !== userId) throw problems.forbidden('Only who made this kind of draft may change it.');
  return row;
}

function refuseOneMore(own: readonly ContentTypeRow[], label: string): void {
  if (own.length >= MOST_EACH) {
    const remedy = 'Delete one first: what was written of it stays.';
    throw problems.conflict('too_many_content_types', `You have ${MOST_EACH} kinds of drafts of your own. ${remedy}`);
  }
  refuseTakenName(label, own);
}

function refuseTakenName(label: string, others: readonly Pick<ContentTypeRow, 'label'>[]): void {
  const taken = [...Object.values(contentTypes), ...others].some((other) => folded(other.label) === folded(label));
  if (taken)
    throw problems.invalidRequest([{ path: 'label', message: 'There is a kind of draft with this name already' }]);
}

const folded = (label: string): string => visible(label).normalize('NFKC').toLowerCase();

function refuseOtherLimit({ format, limit }: Limits): void {
  if (limit?.measure === 'weighted' && format !== 'thread') {
    const message = 'Only the posts of a thread are counted as X does: say `characters`';
    throw problems.invalidRequest([{ path: 'limit.measure', message }]);
  }
  const per = limitOf({ format, limit })?.per;
  if (limit?.per === undefined || limit.per === per) return;
  throw problems.invalidRequest([{ path: 'limit.per', message: `Of this format the limit is per ${per}` }]);
}

const fixedFormat = ({ format }: ContentTypeRow) =>
  problems.invalidRequest([
    { path: 'format', message: `It stays ${format}: its drafts are written in it. Make another kind of draft instead` },
  ]);

const stored = (limit: NewContentType['limit']): ContentTypeRow['limit'] =>
  limit && { max: limit.max, measure: limit.measure };

/** Without what was not said. */
const given = <T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
