/** The screenshots of a project, for its members. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import type { Screenshot } from '../contract/content.js';
import { ScreenshotRow } from '../database/entities/content.entity.js';
import { SourceRow } from '../database/entities/project.entity.js';
import { problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { Storage } from '../outside/storage/storage.js';
import { readPictures } from '../recording/pictures/stored.js';
import { newestTasks } from '../tasks/tasks.js';
import { thumbnailsToVtt } from './thumbnails.js';

@Injectable()
export class Screenshots {
  private readonly manager: EntityManager;

  constructor(
    db: DataSource,
    private readonly storage: Storage,
  ) {
    this.manager = db.manager;
  }

  /** Throws the problem 404 `not_ready` before they are all there; a recording without video has none. */
  async all(userId: string, projectId: string): Promise<Screenshot[]> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const rows = await this.manager.find(ScreenshotRow, { where: { projectId }, order: { index: 'ASC' } });
    if (rows.length === 0) {
      const task = (await newestTasks(this.manager, projectId)).find(({ key }) => key === 'screenshots');
      if (task?.status !== 'succeeded') throw problems.notReady('set of screenshots');
    }
    const pictures = new Map((await readPictures(this.manager, projectId)).map((picture) => [picture.index, picture]));
    let shown = pictures.values().next().value;
    return rows.map(({ index, atMs, width, height, distinct }) => {
      const own = pictures.get(index);
      shown = own ?? shown;
      return {
        index,
        atMs,
        width,
        height,
        distinct,
        url: `/api/projects/${projectId}/screenshots/${index}.jpg`,
        text: own?.text ?? '',
        alt: shown?.alt ?? '',
        kind: shown?.kind ?? 'other',
      };
    });
  }

  /** Where the picture is, as JPEG. Throws the problem 404 for an index without a screenshot. */
  async picture(
    userId: string,
    projectId: string,
    index: number,
  ): Promise<{ key: string; etag: string; sizeBytes: number }> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(ScreenshotRow, { projectId, index });
    const sizeBytes = row && (await this.storage.size(row.objectKey));
    if (!row || sizeBytes === null) throw problems.notFound('This screenshot');
    const hash = createHash('sha256').update(row.objectKey).digest('base64url');
    return { key: row.objectKey, etag: `"${hash}"`, sizeBytes };
  }

  /** A WebVTT track of the screenshots. Throws the problem 404 `not_ready` as `all` does. */
  async thumbnails(userId: string, projectId: string): Promise<string> {
    const screenshots = await this.all(userId, projectId);
    const source = await this.manager.findOneBy(SourceRow, { projectId });
    return thumbnailsToVtt(screenshots, source?.media?.durationMs ?? 0);
  }
}
