/** What people do with drafts: read, save by hand, look at older versions, restore one. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import type { Content, ContentVersion } from '../contract/content.js';
import type { ContentSummary } from '../contract/project.js';
import { ContentVersionRow } from '../database/entities/content.entity.js';
import { matchesIfMatch } from '../http/etag.js';
import { Problem, problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { keptParagraphs } from './paragraphs.js';
import type { NewVersion } from './versions.js';
import { addVersion, currentVersion, currentVersions, isOutdated, toContent, toSummary } from './versions.js';

/** The entity tag of a content: its version, and whether it is stale, since that is told with it. */
export const etagOf = ({ version, stale }: Pick<Content, 'version' | 'stale'>): string =>
  stale ? `"${version}-stale"` : `"${version}"`;

/** Whether `etag`, an If-Match header, names this version: its text is the same when it has become stale meanwhile. */
const namesVersion = (etag: string, { version }: Pick<Content, 'version'>): boolean =>
  matchesIfMatch(etag, [`"${version}"`, `"${version}-stale"`]);

@Injectable()
export class Contents {
  private readonly manager: EntityManager;

  constructor(private readonly log: EventLog) {
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
    body: string,
    etag: string | undefined,
  ): Promise<Content> {
    await requireRole(this.manager, projectId, userId, 'editor');
    if (etag === undefined)
      throw new Problem(428, 'precondition_required', 'Say with If-Match which version this changes.');
    return this.log.write(projectId, async (tx) => {
      const now = toContent(await current(tx.db, projectId, type));
      if (!namesVersion(etag, now)) throw outdated(now);
      if (body === now.body) return now;
      // The grounding of the model's text says little about this one. That it was made from an older transcript stays true.
      const { timestamps, images, paragraphs } = now.grounding;
      const kept = paragraphs && keptParagraphs(now.body, paragraphs, body);
      const grounding = { timestamps, images, removed: 0, ...(kept && kept.length > 0 && { paragraphs: kept }) };
      return this.add(tx, type, { body, origin: 'edited', grounding, stale: now.stale });
    });
  }

  async versions(userId: string, projectId: string, type: string): Promise<ContentVersion[]> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const order = { version: 'DESC' } as const;
    const rows = await this.manager.find(ContentVersionRow, { where: { projectId, type }, order });
    return rows.map(({ version, origin, createdAt, body }) => ({
      version,
      origin,
      createdAt: createdAt.toISOString(),
      sizeBytes: Buffer.byteLength(body),
    }));
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
    await requireRole(this.manager, projectId, userId, 'editor');
    return this.log.write(projectId, async (tx) => {
      const row = await tx.db.findOneBy(ContentVersionRow, { projectId, type, version });
      if (!row) throw problems.notFound('This version');
      return this.add(tx, type, { ...row, stale: await isOutdated(tx, row) });
    });
  }

  private async add(tx: ProjectTx, type: string, version: NewVersion): Promise<Content> {
    return toContent(await addVersion(tx, type, version));
  }
}

async function current(db: EntityManager, projectId: string, type: string): Promise<ContentVersionRow> {
  const row = await currentVersion(db, projectId, type);
  if (!row) throw new Problem(404, 'not_ready', 'There is no such draft yet.');
  return row;
}

const outdated = (now: Content): Problem =>
  new Problem(412, 'version_conflict', 'Somebody saved another version meanwhile.', undefined, {
    members: { current: now },
    headers: { ETag: etagOf(now) },
  });
