/** Transcript, chapters and screenshots of a project, for its members. */
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import type { Chapters, Screenshot, Transcript } from '../contract/content.js';
import { ChaptersRow, ScreenshotRow, TranscriptRow } from '../database/entities/content.entity.js';
import { SourceRow } from '../database/entities/project.entity.js';
import { Problem, problems } from '../http/problem.js';
import { Storage } from '../outside/storage/storage.js';
import { newestTasks } from '../tasks/tasks.js';
import { requireRole } from '../members/access.js';
import { toChapters, toTranscript } from '../transcript/stored.js';
import { mediaType } from './media-type.js';
import { thumbnailsToVtt } from './thumbnails.js';

/** A thing with its entity tag, as a header has it. */
export interface Tagged<T> {
  etag: string;
  value: T;
}

/** Counts the states of a thing. */
export const tagged = <Row extends { revision: number }, T>(row: Row, read: (row: Row) => T): Tagged<T> => ({
  etag: `"${row.revision}"`,
  value: read(row),
});

export interface SourceFile {
  key: string;
  etag: string;
  type: string;
  filename: string;
}

@Injectable()
export class Materials {
  private readonly manager: EntityManager;

  constructor(
    db: DataSource,
    private readonly storage: Storage,
  ) {
    this.manager = db.manager;
  }

  /** Throws the problem 404 `not_ready` before there is one. */
  async transcript(userId: string, projectId: string): Promise<Tagged<Transcript>> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(TranscriptRow, { projectId });
    if (!row) throw notReady('transcript');
    return tagged(row, toTranscript);
  }

  /** Throws the problem 404 `not_ready` before there are any. */
  async chapters(userId: string, projectId: string): Promise<Tagged<Chapters>> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(ChaptersRow, { projectId });
    if (!row) throw notReady('list of chapters');
    return tagged(row, toChapters);
  }

  /** Throws the problem 404 `not_ready` before they are all there; a recording without video has none. */
  async screenshots(userId: string, projectId: string): Promise<Screenshot[]> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const rows = await this.manager.find(ScreenshotRow, { where: { projectId }, order: { index: 'ASC' } });
    if (rows.length === 0) {
      const task = (await newestTasks(this.manager, projectId)).find(({ key }) => key === 'screenshots');
      if (task?.status !== 'succeeded') throw notReady('set of screenshots');
    }
    return rows.map(({ index, atMs, width, height, distinct }) => ({
      index,
      atMs,
      width,
      height,
      distinct,
      url: `/api/projects/${projectId}/screenshots/${index}.jpg`,
    }));
  }

  async screenshot(userId: string, projectId: string, index: number): Promise<{ body: Readable; sizeBytes: number }> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(ScreenshotRow, { projectId, index });
    const sizeBytes = row && (await this.storage.size(row.objectKey));
    if (!row || sizeBytes === null) throw problems.notFound('This screenshot');
    return { body: await this.storage.get(row.objectKey), sizeBytes };
  }

  /** A WebVTT track of the screenshots. Throws the problem 404 `not_ready` as `screenshots` does. */
  async thumbnails(userId: string, projectId: string): Promise<string> {
    const screenshots = await this.screenshots(userId, projectId);
    const source = await this.manager.findOneBy(SourceRow, { projectId });
    return thumbnailsToVtt(screenshots, source?.media?.durationMs ?? 0);
  }

  /** The recording as it was given. Throws the problem 404 `not_ready` before there is one. */
  async source(userId: string, projectId: string): Promise<SourceFile> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(SourceRow, { projectId });
    if (!row) throw notReady('recording');
    return { key: row.objectKey, etag: `"${row.sha256}"`, type: mediaType(row.media), filename: row.filename };
  }
}

export const notReady = (what: string): Problem => new Problem(404, 'not_ready', `There is no ${what} yet.`);
