/** What people do with drafts: read, save by hand, look at older versions, restore one. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { Accounts } from '../auth/accounts.js';
import type { Content, ContentVersion, SavedContent, VersionsQuery } from '../contract/content.js';
import type { ContentSummary } from '../contract/project.js';
import { ContentVersionRow } from '../database/entities/content.entity.js';
import { matchesIfMatch } from '../http/etag.js';
import { Problem, problems } from '../http/problem.js';
import { requireRole, writeAs } from '../members/access.js';
import { keptMends } from './mends.js';
import { keptParagraphs } from './paragraphs.js';
import type { Saved } from './sessions.js';
import { sessionsOf } from './sessions.js';
import type { NewVersion } from './versions.js';
import { addVersion, currentVersion, currentVersions, isOutdated, lockedIn, toContent, toSummary } from './versions.js';

/** Throws the problem 428 without an If-Match header. */
export function requireTag(etag: string | undefined): asserts etag is string {
  if (etag === undefined)
    throw new Problem(428, 'precondition_required', 'Say with If-Match which version this changes.');
}

/** The entity tag of a content: its version, and what is told with it. */
export const etagOf = ({ version, stale, state, published }: Told): string => {
  const told = [...(stale ? ['stale'] : []), ...(state === 'draft' ? [] : [state])];
  return `"${[version, ...told, ...(published ? [Date.parse(published.at)] : [])].join('-')}"`;
};
type Told = Pick<Content, 'version' | 'stale' | 'state' | 'published'>;

/**
 * Throws the problem 412 where `etag`, an If-Match header, names another version. A version is the same when it has
 * become stale meanwhile, or was approved: its text is.
 */
export function requireNewest(etag: string, row: ContentVersionRow): void {
  const named = etag.replaceAll(/"(\d+)-[^"]*"/g, '"$1"');
  if (!matchesIfMatch(named, [`"${row.version}"`])) throw outdated(toContent(row));
}

@Injectable()
export class Contents {
  private readonly manager: EntityManager;

  constructor(
    private readonly log: EventLog,
    private readonly accounts: Accounts,
  ) {
    this.manager = log.db.manager;
  }

  async list(userId: string, projectId: string): Promise<ContentSummary[]> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    return (await currentVersions(this.manager, projectId)).map(toSummary);
  }

  /** Throws the problem 404 `not_ready` before there is a draft of this type. */
  async read(userId: string, projectId: string, type: string): Promise<Content> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    return toContent(await current(this.manager, projectId, type));
  }

  /**
   * Saves a text as a new version on top of the one that `etag` names. Throws the problems 428 without `etag`, and 412
   * with the current version when somebody else saved first.
   */
  async save(
    userId: string,
    projectId: string,
    type: string,
    { body, locked }: SavedContent,
    etag: string | undefined,
  ): Promise<Content> {
    await requireRole(this.manager, projectId, userId, 'editor');
    requireTag(etag);
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await current(tx.db, projectId, type);
      requireNewest(etag, row);
      const now = toContent(row);
      if (body === now.body) return locked === undefined ? now : this.lock(tx, row, locked);
      // The grounding of the model's text says little about this one. That it was made from an older transcript stays true.
      const { timestamps, images, paragraphs = [], mends = [] } = now.grounding;
      const kept = keptParagraphs(now.body, paragraphs, body);
      const stillMended = keptMends(now.body, mends, body);
      const grounding = {
        timestamps,
        images,
        removed: 0,
        ...(kept.length > 0 && { paragraphs: kept }),
        ...(stillMended.length > 0 && { mends: stillMended }),
      };
      const { stale, offers } = now;
      const marks = locked === undefined ? {} : { locked };
      return this.add(tx, type, { body, origin: 'edited', grounding, stale, offers, savedBy: userId, ...marks });
    });
  }

  /** Newest first; `per`: of each session of writing only the last. */
  async versions(
    userId: string,
    projectId: string,
    type: string,
    per: VersionsQuery['per'] = 'version',
  ): Promise<ContentVersion[]> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const rows = await this.listed(projectId, type);
    const names = await this.accounts.findByIds([...new Set(rows.flatMap(({ savedBy }) => savedBy ?? []))]);
    const sizes = new Map(rows.map(({ version, sizeBytes }) => [version, sizeBytes]));
    const all = sessionsOf(rows).flatMap(({ first, last, saves }) => {
      const items = per === 'session' ? [last] : rows.filter((row) => isWithin(row, first, last));
      return items.map((item, i) => ({
        version: item.version,
        origin: item.origin,
        createdAt: item.createdAt.toISOString(),
        sizeBytes: sizes.get(item.version) ?? 0,
        name: item.name,
        by: names.get(item.savedBy ?? '')?.name ?? null,
        first: first.version,
        since: first.createdAt.toISOString(),
        saves: per === 'session' ? saves : i + 1,
      }));
    });
    return all.reverse();
  }

  /** Gives a version a name, or takes it away. Throws the problem 404 `not_found`. */
  async nameVersion(
    userId: string,
    projectId: string,
    type: string,
    version: number,
    name: string | null,
  ): Promise<void> {
    await requireRole(this.manager, projectId, userId, 'editor');
    const { affected } = await this.manager.update(ContentVersionRow, { projectId, type, version }, { name });
    if (affected !== 1) throw problems.notFound('This version');
  }

  /** The newer draft that was offered is left among the versions. Where none is, nothing happens. */
  async closeOffer(userId: string, projectId: string, type: string): Promise<void> {
    await writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await current(tx.db, projectId, type);
      if (row.offers === null) return;
      await tx.db.update(ContentVersionRow, { projectId, type, version: row.version }, { offers: null });
      tx.append('content.updated', { content: toSummary(row) });
    });
  }

  /** One version, whole. Throws the problem 404 `not_found`. */
  async version(userId: string, projectId: string, type: string, version: number): Promise<Content> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(ContentVersionRow, { projectId, type, version });
    if (!row) throw problems.notFound('This version');
    return toContent(row);
  }

  /** An older version becomes the newest again, as a copy: nothing between them is lost. */
  async restore(userId: string, projectId: string, type: string, version: number): Promise<Content> {
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await tx.db.findOneBy(ContentVersionRow, { projectId, type, version });
      if (!row) throw problems.notFound('This version');
      return this.add(tx, type, {
        ...row,
        offers: null,
        savedBy: userId,
        restoredFrom: version,
        stale: await isOutdated(tx, row),
      });
    });
  }

  /** In their order, without their texts. */
  private listed(projectId: string, type: string): Promise<(Saved & { sizeBytes: number })[]> {
    return this.manager.query(
      `SELECT version, origin, created_at AS "createdAt", saved_by AS "savedBy", name, octet_length(body) AS "sizeBytes"
       FROM content_versions WHERE project_id = $1 AND type = $2 ORDER BY version`,
      [projectId, type],
    );
  }

  /** Its text stays as it is, and so it is no other version. */
  private async lock(tx: ProjectTx, row: ContentVersionRow, passages: string[]): Promise<Content> {
    const { projectId, type, version, body } = row;
    const locked = lockedIn(body, passages);
    await tx.db.update(ContentVersionRow, { projectId, type, version }, { locked });
    tx.append('content.updated', { content: toSummary(row) });
    return toContent({ ...row, locked });
  }

  private async add(tx: ProjectTx, type: string, version: NewVersion): Promise<Content> {
    return toContent(await addVersion(tx, type, version));
  }
}

const isWithin = ({ version }: Saved, first: Saved, last: Saved): boolean =>
  version >= first.version && version <= last.version;

/** Throws the problem 404 `not_ready` before there is a draft of this type. */
export async function current(db: EntityManager, projectId: string, type: string): Promise<ContentVersionRow> {
  const row = await currentVersion(db, projectId, type);
  if (!row) throw new Problem(404, 'not_ready', 'There is no such draft yet.');
  return row;
}

const outdated = (now: Content): Problem =>
  new Problem(412, 'version_conflict', 'Somebody saved another version meanwhile.', undefined, {
    members: { current: now },
    headers: { ETag: etagOf(now) },
  });
