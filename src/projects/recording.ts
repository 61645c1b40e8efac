/** The recording as it was given, for the project's members: players show it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SourceRow } from '../database/entities/project.entity.js';
import { problems } from '../http/problem.js';
import type { StoredFile } from '../http/send-stored.js';
import { requireRole } from '../members/access.js';
import { mediaType } from './media-type.js';

export interface RecordingFile extends StoredFile {
  filename: string;
}

@Injectable()
export class Recording {
  constructor(private readonly db: DataSource) {}

  /** Throws the problem 404 `not_ready` before there is one. */
  async file(userId: string, projectId: string): Promise<RecordingFile> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const row = await this.db.manager.findOneBy(SourceRow, { projectId });
    if (!row) throw problems.notReady('recording');
    return { key: row.objectKey, etag: `"${row.sha256}"`, type: mediaType(row.media), filename: row.filename };
  }
}
