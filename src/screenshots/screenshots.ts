/** The screenshots of a project, for its members. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import type { Screenshot } from '../contract/content.js';
import type { SmallWidth } from '../contract/small-widths.js';
import { ScreenshotRow } from '../database/entities/content.entity.js';
import { SourceRow } from '../database/entities/project.entity.js';
import { problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { smallKey } from '../recording/screenshots.js';
import { Storage } from '../outside/storage/storage.js';
import { readPictures } from '../recording/pictures/stored.js';
import { newestTasks } from '../tasks/rows.js';
import { thumbnailsToVtt } from './thumbnails.js';

interface Picture {
  key: string;
  etag: string;
  sizeBytes: number;
}

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

  /**
   * Where the picture is, as JPEG; the one of this width, if there is one, else the full one. Throws the problem 404 for an index
   * without a screenshot.
   */
  async picture(userId: string, projectId: string, index: number, width?: SmallWidth): Promise<Picture> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(ScreenshotRow, { projectId, index });
    if (!row) throw problems.notFound('This screenshot');
    const small = width && width < row.width ? await this.stored(smallKey(row.objectKey, width)) : null;
    const picture = small ?? (await this.stored(row.objectKey));
    if (!picture) throw problems.notFound('This screenshot');
    return picture;
  }

  private async stored(key: string): Promise<Picture | null> {
    const sizeBytes = await this.storage.size(key);
    if (sizeBytes === null) return null;
    return { key, etag: `"${createHash('sha256').update(key).digest('base64url')}"`, sizeBytes };
  }

  /** A WebVTT track of the screenshots. Throws the problem 404 `not_ready` as `all` does. */
  async thumbnails(userId: string, projectId: string): Promise<string> {
    const screenshots = await this.all(userId, projectId);
    const source = await this.manager.findOneBy(SourceRow, { projectId });
    return thumbnailsToVtt(screenshots, source?.media?.durationMs ?? 0);
  }
}
