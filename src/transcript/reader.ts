/** Transcript and chapters of a project, for its members. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import type { Chapters, Transcript } from '../contract/content.js';
import { ChaptersRow, TranscriptRow } from '../database/entities/content.entity.js';
import type { Tagged } from '../http/etag.js';
import { tagged } from '../http/etag.js';
import { problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { toChapters, toTranscript, toTranscriptWithWords } from './stored.js';

@Injectable()
export class TranscriptReader {
  private readonly manager: EntityManager;

  constructor(db: DataSource) {
    this.manager = db.manager;
  }

  /** Throws the problem 404 `not_ready` before there is one. */
  transcript(userId: string, projectId: string): Promise<Tagged<Transcript>> {
    return this.read(userId, projectId, toTranscript);
  }

  /** With the times of words, where they are known. Throws as `transcript`. */
  transcriptWithWords(userId: string, projectId: string): Promise<Tagged<Transcript>> {
    return this.read(userId, projectId, toTranscriptWithWords);
  }

  private async read(
    userId: string,
    projectId: string,
    as: (row: TranscriptRow) => Transcript,
  ): Promise<Tagged<Transcript>> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(TranscriptRow, { projectId });
    if (!row) throw problems.notReady('transcript');
    return tagged(row, as);
  }

  /** Throws the problem 404 `not_ready` before there are any. */
  async chapters(userId: string, projectId: string): Promise<Tagged<Chapters>> {
    await requireRole(this.manager, projectId, userId, 'viewer');
    const row = await this.manager.findOneBy(ChaptersRow, { projectId });
    if (!row) throw problems.notReady('list of chapters');
    return tagged(row, toChapters);
  }
}
